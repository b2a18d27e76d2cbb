import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { emulatorPlugin } from './emulator-plugin.ts';
import { PACKAGE_ALIASES } from './package-aliases.ts';

/** All tests share one address, so the documented 60 handshakes a minute would refuse most of them. */
const PER_IP_FOR_TESTS = { handshakes: 100_000, discovery: 100_000, usage: 100_000, jwks: 100_000 };

/** For the catalogue and for tests in a browser. The package is built by the one at the root. */
export default defineConfig({
  // Found before the first page: a dependency found later reloads the page in the middle of a test.
  optimizeDeps: {
    entries: ['stories/**/*.stories.tsx', 'test/browser/**/*.test.tsx', 'test/support/every-surrounding.ts'],
    include: ['@storybook/addon-a11y/preview'],
  },
  // For older browsers light-dark() would be rewritten, and not follow a color-scheme that a script sets.
  build: { target: ['chrome123', 'firefox120', 'safari17.5'] },
  resolve: { alias: PACKAGE_ALIASES },
  plugins: [react(), emulatorPlugin(process.env.VITEST === undefined ? {} : { perIp: PER_IP_FOR_TESTS })],
});
