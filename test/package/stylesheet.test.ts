import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunchOptions } from '../support/chromium.ts';

const LIGHT = 'rgb(27, 27, 31)';
const DARK = 'rgb(241, 241, 244)';
/** Browsers that know no `light-dark()`: what a bundler has to rewrite it for. */
const OLDER = 'chrome111';

let browser: Browser;
let folder: string;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stylesheet-'));
  browser = await chromium.launch(chromiumLaunchOptions());
  page = await browser.newPage({ colorScheme: 'dark' });
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** What an app makes of the stylesheet, with a rule of its own after it. */
async function bundled(own: string, target: string): Promise<string> {
  await writeFile(join(folder, 'app.js'), "import './app.css';");
  await writeFile(join(folder, 'app.css'), `@import '${resolve('dist/styles.css')}';\n${own}`);
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      target,
      rolldownOptions: { input: join(folder, 'app.js'), output: { assetFileNames: 'app.css' } },
    },
  });
  return readFile(join(folder, 'dist/app.css'), 'utf8');
}

async function colorOn(css: string, attributes = ''): Promise<string> {
  await page.setContent(`<html ${attributes}><style>${css}</style><p class="ws-notice">Text</p></html>`);
  return page.locator('.ws-notice').evaluate((element) => getComputedStyle(element).color);
}

test.each(['esnext', OLDER])('built for %s it has the colors of the page’s color-scheme', async (target) => {
  expect(await colorOn(await bundled('', target))).toBe(LIGHT);
  expect(await colorOn(await bundled(':root { color-scheme: dark }', target))).toBe(DARK);
  expect(await colorOn(await bundled(':root { color-scheme: light dark }', target))).toBe(DARK);
  expect(await colorOn(await bundled('', target), 'data-theme="dark"')).toBe(DARK);
});
