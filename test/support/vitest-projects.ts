import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import { playwright } from '@vitest/browser-playwright';
import type { LaunchOptions } from 'playwright';
import type { TestProjectConfiguration } from 'vitest/config';
import { chromiumLaunchOptions } from './chromium.ts';

/** No test is about time: it ends when it hangs, in ms, on a slow and busy machine, too. */
const PATIENCE = 20_000;

/** What the tests of each folder run in. */
export async function vitestProjects(): Promise<TestProjectConfiguration[]> {
  const launchOptions = chromiumLaunchOptions();
  return [
    { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: PATIENCE } },
    {
      test: {
        name: 'dom',
        environment: 'jsdom',
        include: ['test/dom/**/*.test.{ts,tsx}'],
        testTimeout: PATIENCE,
      },
    },
    {
      test: {
        name: 'node',
        include: ['test/{client,server,emulator,interop,faults,package}/**/*.test.ts'],
        testTimeout: PATIENCE,
      },
    },
    // The browsers come last, one page at a time: they would starve the real sockets of a small machine.
    {
      extends: '.storybook/vite.config.ts',
      test: {
        name: 'browser',
        include: ['test/browser/**/*.test.{ts,tsx}'],
        testTimeout: 30_000,
        fileParallelism: false,
        sequence: { groupOrder: 1 },
        browser: inChromium(launchOptions),
      },
    },
    {
      extends: '.storybook/vite.config.ts',
      plugins: [await storybookTest({ configDir: '.storybook' })],
      test: {
        name: 'stories',
        testTimeout: 30_000,
        fileParallelism: false,
        sequence: { groupOrder: 2 },
        browser: inChromium(launchOptions),
      },
    },
  ];
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
