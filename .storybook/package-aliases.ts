import { resolve } from 'node:path';

/** Guides show the files that run here, and an app imports the package: here that is its sources. */
export const PACKAGE_ALIASES = {
  'wiresocket-react/components': resolve('src/components/index.ts'),
  'wiresocket-react/testing': resolve('src/testing/index.ts'),
  'wiresocket-react': resolve('src/index.ts'),
};
