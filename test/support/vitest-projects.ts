import { resolve } from 'node:path';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import type { LaunchOptions } from 'playwright';
import type { TestProjectConfiguration, TestProjectInlineConfiguration } from 'vitest/config';
import { PACKAGE_ALIASES } from '../../.storybook/package-aliases.ts';
import { chromiumLaunchOptions } from './chromium.ts';
import { PATIENCE, WAIT } from './patience.ts';
import { isRedisThere } from './redis.ts';

/** Files at once. Most of a test is waiting: for a socket, for a process, for a notice that has its time. */
const FILES = 4;

/** Files at once that open pages: each is a busy one. */
const PAGES = 2;

const PATIENT = { testTimeout: PATIENCE, hookTimeout: PATIENCE, expect: { poll: { timeout: WAIT } } };

const IN_A_DOM = {
  maxWorkers: FILES,
  environment: 'jsdom',
  setupFiles: 'test/dom/setup.ts',
  include: ['test/dom/**/*.test.{ts,tsx}'],
  ...PATIENT,
  // What imports React has to get the one that the project says.
  server: { deps: { inline: [/@testing-library\/react/, /zustand/] } },
} satisfies TestProjectInlineConfiguration['test'];

const PACKAGE = Object.entries(PACKAGE_ALIASES).map(([find, replacement]) => ({ find, replacement }));

/** The workspace of that name brings it. What requires React, as CommonJS does, would get the other one. */
const REACT_18 = [
  {
    find: '@testing-library/react',
    replacement: resolve('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
  },
  { find: /^(react(?:-dom)?)$/, replacement: resolve('test/react-18/node_modules/$1/index.js') },
  { find: /^(react(?:-dom)?\/[\w-]+)$/, replacement: resolve('test/react-18/node_modules/$1.js') },
];

/** What the tests of each folder run in. */
export async function vitestProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = chromiumLaunchOptions();
  return [
    { test: { name: 'unit', maxWorkers: FILES, include: ['test/unit/**/*.test.ts'], ...PATIENT } },
    { resolve: { alias: PACKAGE }, test: { name: 'dom', ...IN_A_DOM } },
    { resolve: { alias: [...PACKAGE, ...REACT_18] }, test: { name: 'dom on React 18', ...IN_A_DOM } },
    {
      test: {
        name: 'node',
        maxWorkers: FILES,
        include: ['test/{client,server,emulator,interop,faults,package,catalogue}/**/*.test.ts'],
        exclude: withoutRedis(),
        ...PATIENT,
      },
    },
    // The browsers come last: they would starve the real sockets of a small machine.
    // Those that open pages by themselves: the tabs of one browser.
    {
      test: {
        name: 'pages',
        include: ['test/pages/**/*.test.ts'],
        ...PATIENT,
        // Each file has a browser of its own, so that the tabs of one know nothing of another's.
        maxWorkers: PAGES,
        sequence: { groupOrder: 1 },
      },
    },
    {
      extends: '.storybook/vite.config.ts',
      test: {
        name: 'browser',
        include: ['test/browser/**/*.test.{ts,tsx}'],
        ...PATIENT,
        // One page at a time: to each other they would be the tabs of one person. Most of the time it waits, for what
        // is typed to arrive and for what is shown: beside it there is room for the stories, in a browser of theirs.
        browser: { ...inChromium(launchOptions), fileParallelism: false },
        maxWorkers: PAGES,
        sequence: { groupOrder: 2 },
      },
    },
    {
      extends: '.storybook/vite.config.ts',
      plugins: [await storybookTest({ configDir: '.storybook' })],
      test: {
        name: 'stories',
        // All files of a page in one frame, as the catalogue shows them: Storybook is loaded once, and not for each.
        isolate: false,
        setupFiles: 'test/support/every-surrounding.ts',
        ...PATIENT,
        maxWorkers: PAGES,
        sequence: { groupOrder: 2 },
        browser: inChromium(launchOptions),
      },
    },
  ];
}

/** The test files that cannot run here; says so where there are any. */
function withoutRedis(): string[] {
  if (isRedisThere()) return [];
  console.log(
    'Left to CI: two Hocuspocus servers joined by Redis. Install redis-server to run that here, too.',
  );
  return ['test/interop/redis.test.ts'];
}

/** Each project needs one of its own: Vitest writes its name into the instance. */
function inChromium(launchOptions: LaunchOptions) {
  return {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions }),
    instances: [{ browser: 'chromium' as const }],
    viewport: { width: 1280, height: 800 },
  };
}
