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

/** What the resets of Bootstrap and Tailwind, in no layer, do to the elements of the kit. */
const RESET = `
  *, *::before, *::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; font: inherit }
  h2 { margin-bottom: .5rem; font-size: 2rem; font-weight: 500 }
  p { margin-bottom: 1rem }
  a { color: #0d6efd; text-decoration: underline }
  a:hover { color: #0a58ca }
  svg { display: block; vertical-align: middle }
  label { display: inline-block }
  dialog { padding: 0; border: 0 }
  ul { margin-bottom: 1rem; padding-left: 2rem }
  button, [type=button] { padding: 0; background-color: transparent; color: inherit }`;

const MARKUP = `
  <div class="ws-notice" data-severity="warning" data-placement="banner">
    <div class="ws-notice-text">
      <p class="ws-notice-title">Title</p><p class="ws-countdown">In 3 s.</p><svg class="ws-ring"></svg>
    </div>
    <div class="ws-notice-actions">
      <a class="ws-notice-action mine" data-primary href="#">Upgrade</a>
      <button type="button" class="ws-notice-action">Try now</button>
    </div>
  </div>
  <dialog class="ws-dialog" open>
    <h2 class="ws-dialog-title">Title</h2>
    <ul class="ws-dialog-list"><li><label><input type="checkbox">One</label></li></ul>
    <button type="button" class="ws-notice-action" data-primary>Close</button>
  </dialog>`;

/** How each element of the kit is painted and where it is, in a host with some rules around the copy without layers. */
async function looks(before: string, after = ''): Promise<readonly (readonly string[])[]> {
  const kit = await readFile('dist/styles.unlayered.css', 'utf8');
  await page.setContent(
    `<style>body { margin: 0; font: 16px/1.5 sans-serif }${before}${kit}${after}</style>${MARKUP}`,
  );
  await page.hover('a');
  return page.locator('[class^=ws-]').evaluateAll((elements) =>
    elements.map((element) => {
      const { color, backgroundColor, borderColor, font, textDecorationLine } = getComputedStyle(element);
      const { x, y, width, height } = element.getBoundingClientRect();
      return [
        element.className,
        color,
        backgroundColor,
        borderColor,
        font,
        textDecorationLine,
        `${[x, y, width, height]}`,
      ];
    }),
  );
}

test('without layers it looks the same after a reset that has none either', async () => {
  const own = await looks('');
  expect(own.length).toBeGreaterThan(10);
  expect(await looks(RESET)).toEqual(own);
});

test('without layers a class of the host that comes after it wins', async () => {
  await looks(RESET, '.mine { background: rgb(1, 2, 3) }');
  const background = page.locator('.mine').evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await background).toBe('rgb(1, 2, 3)');
});

/** Where the parts of a notice are, in a host of some width, which is in px. */
async function places(placement: string, width: number, title: string) {
  const kit = await readFile('dist/styles.css', 'utf8');
  await page.setContent(`<style>${kit}</style><main style="width: ${width}px; font: 16px/1.5 sans-serif">
    <div class="ws-notice" data-severity="warning" data-placement="${placement}">
      <svg class="ws-icon"></svg>
      <div class="ws-notice-text"><p class="ws-notice-title">${title}</p><p class="ws-notice-suggestion">More</p></div>
      <div class="ws-notice-actions"><button class="ws-notice-action">Something that can be done</button></div>
    </div></main>`);
  const [notice, icon, text, action] = await Promise.all(
    ['.ws-notice', '.ws-icon', '.ws-notice-text', 'button'].map((part) => page.locator(part).boundingBox()),
  );
  return { notice, icon, text, action };
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
const start = (box: Box | undefined) => Math.round(box?.x ?? Number.NaN);
const end = (box: Box | undefined) => Math.round((box?.x ?? Number.NaN) + (box?.width ?? 0));
const bottom = (box: Box | undefined) => (box?.y ?? Number.NaN) + (box?.height ?? 0);

test('what can be done is at the end beside the text, and under the text where it is below', async () => {
  const wide = await places('banner', 900, 'Title');
  expect(end(wide.action)).toBe(end(wide.notice) - 16);
  expect(wide.action?.y).toBeLessThan(bottom(wide.text));
  const middle = await places('banner', 500, 'Title');
  expect(middle.action?.y).toBeGreaterThan(bottom(middle.text));
  expect(start(middle.action)).toBe(start(middle.text));
  const narrow = await places('banner', 300, 'Title');
  expect(start(narrow.action)).toBe(start(narrow.icon));
});

test.each(['Off', 'A title that is longer than there is room for in a line of this width'])(
  'an indicator has its icon beside its title, however long, and nothing below: %s',
  async (title) => {
    const { notice, icon, text } = await places('indicator', 300, title);
    expect(text?.y).toBeLessThan(bottom(icon));
    expect(end(text)).toBeLessThanOrEqual(end(notice));
    expect(end(notice)).toBeLessThanOrEqual(8 + 300);
    expect(await page.locator('.ws-notice-suggestion').isVisible()).toBe(false);
  },
);

test.each(['styles.css', 'styles.unlayered.css'])(
  'with %s whatever can have the focus shows it',
  async (file) => {
    const kit = await readFile(`dist/${file}`, 'utf8');
    await page.setContent(`<style>${kit}</style>${MARKUP}
    <button class="ws-notice-action">Opens a dialog, beside any notice</button>
    <div class="ws-notice"><details class="ws-notice-details"><summary>For developers</summary></details></div>`);
    const controls = page.locator('a, button, input, summary');
    expect(await controls.count()).toBe(6);
    for (const control of await controls.all()) {
      await page.keyboard.press('Tab');
      const outline = await control.evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${element === document.activeElement} ${outlineStyle} ${outlineWidth}`;
      });
      expect(outline).toBe('true solid 2px');
    }
  },
);
