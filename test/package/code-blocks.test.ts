import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runTool } from '../support/run-tool.ts';

/** What the pages leave to an app. Each says so where it imports it. */
const OF_THE_APP = {
  'session.ts': `
    export const sessionOf = async (_: Request): Promise<{ readonly user: string } | null> => null;
    export const getToken = async (): Promise<string> => '';
    export const signIn = (): void => {};`,
  'app.tsx': `
    import type { ReactElement } from 'react';
    import type { WireSocketDocument } from 'wiresocket-react';
    export { signIn } from './session.ts';
    export function Editor(_: { document?: WireSocketDocument; canEdit?: boolean }): ReactElement | null {
      return null;
    }
    export function Waiting(_: { for: 'loading' | 'unavailable' }): ReactElement | null {
      return null;
    }`,
  'notes.tsx': 'export function Notes() { return null; }',
};

const GUIDES = 'stories/guides';
const RECIPES = 'stories/recipes';
const PAGES = [
  'README.md',
  'stories/introduction.mdx',
  ...readdirSync(GUIDES)
    .filter((file) => file.endsWith('.mdx'))
    .map((file) => join(GUIDES, file)),
];

mkdirSync('node_modules/.cache', { recursive: true });
const folder = mkdtempSync('node_modules/.cache/code-blocks-');
afterAll(() => rmSync(folder, { recursive: true }));

/** Each block of code of a page in a file of its own, as it stands. */
function writeBlocks(page: string): void {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm);
  for (const [index, [, language, code = '']] of [...blocks].entries())
    writeFileSync(join(folder, `${basename(page, '.mdx')}-${index + 1}.${language}`), code);
}

test('every block of code on a page compiles as it stands, in an app that is strict', async () => {
  for (const [file, code] of Object.entries(OF_THE_APP)) writeFileSync(join(folder, file), code);
  for (const recipe of ['use-archive.ts', 'use-device-storage.ts'])
    writeFileSync(join(folder, recipe), readFileSync(join(RECIPES, recipe)));
  for (const page of PAGES) writeBlocks(page);
  const root = relative(folder, resolve('.'));
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: `${root}/tsconfig.json`,
      compilerOptions: {
        noUnusedLocals: false,
        paths: pathsOf(root),
      },
      include: ['.'],
    }),
  );
  expect(await runTool('typescript/bin/tsc', '-p', folder)).toBe('');
});

/** As `exports` has them. */
function pathsOf(root: string): Readonly<Record<string, readonly string[]>> {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly types?: string } | string>>;
  };
  return Object.fromEntries(
    Object.entries(exports).map(([name, entry]) => [
      join('wiresocket-react', name),
      [`${root}/${typeof entry === 'string' ? entry : entry.types}`],
    ]),
  );
}
