import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FOR_STORIES, loadEntry, showInstead } from '../support/catalogue-page.ts';
import { chromiumLaunchOptions, packagedLaunchOptions } from '../support/chromium.ts';
import { bringAxe, complaintsInDark, complaintsOfAxe } from '../support/docs-axe.ts';
import { PATIENCE, WAIT } from '../support/patience.ts';
import {
  compare,
  MAY_DIFFER,
  SAME_EVERYWHERE,
  setFontOfPictures,
  takeScreenshot,
} from '../support/screenshot.ts';
import { type StaticCatalogue, serveStaticCatalogue } from '../support/static-catalogue.ts';
import { openWindow } from '../support/window-of-its-own.ts';

/** Every component that people meet has a page. */
const COMPONENTS = [
  'AccessDeniedNotice',
  'ConnectionLimitBanner',
  'ConnectionNotices',
  'ConnectionStatus',
  'DocumentFullBanner',
  'DocumentLimitBanner',
  'InvalidNameNotice',
  'OfflineBanner',
  'PresenceAvatars',
  'RateLimitCountdown',
  'ReconnectingBanner',
  'RegionRedirectNotice',
  'ServiceStatusBanner',
  'SessionExpiredNotice',
  'SignInNotice',
  'UnsyncedChanges',
  'UpgradePlanPrompt',
  'UsageMeter',
];

let catalogue: StaticCatalogue;
let browser: Browser;

beforeAll(async () => {
  catalogue = await serveStaticCatalogue();
  browser = await chromium.launch(chromiumLaunchOptions());
}, 180_000);
afterAll(async () => {
  await browser.close();
  await catalogue.end();
});
/** A page, wide enough for all toolbars, and what goes wrong in it. */
interface Heard {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** It is closed with the browser at the latest. */
async function newPage(): Promise<Heard> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, ...FOR_STORIES });
  page.setDefaultTimeout(WAIT);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  return { page, complaints };
}

/** Shows something in a page, which is loaded with the first that it shows. */
async function show(page: Page, id: string, viewMode: 'docs' | 'story', globals = ''): Promise<void> {
  if (page.url() !== 'about:blank') return showInstead(page, id, viewMode);
  const url = `${catalogue.origin}/iframe.html?id=${id}&viewMode=${viewMode}&globals=${globals}`;
  await loadEntry(page, url, viewMode);
}

test.concurrent('the live stories say what they need, and nothing fails', async ({ expect }) => {
  const live = Object.values(catalogue.entries).filter(({ title }) => title.startsWith('Live/'));
  expect(live.length).toBeGreaterThan(20);
  const { page, complaints } = await newPage();
  for (const id of [
    'live-playground--playground',
    'live-close-codes--users-per-doc',
    'live-dataplane--usage',
  ]) {
    expect(catalogue.entries).toHaveProperty(id);
    await show(page, id, 'story');
    await page.getByText('npm ci && npm start').waitFor();
  }
  expect(complaints).toEqual([]);
  await page.close();
});

test.concurrent('every component has a page that names its props, and every page is there with all of its stories, for everybody', {
  timeout: 5 * PATIENCE,
}, async ({ expect }) => {
  const pages = Object.entries(catalogue.entries).filter(([, { type }]) => type === 'docs');
  const titles = pages.map(([, { title }]) => title);
  expect(titles).toEqual(expect.arrayContaining(COMPONENTS.map((name) => `Components/${name}`)));
  const { page, complaints } = await newPage();
  for (const [id, { title }] of pages) {
    await show(page, id, 'docs');
    await page.locator('#storybook-docs h1').first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.sb-story')].every((story) => story.querySelector('.cat-ground')),
    );
    const props = await page.locator('.docblock-argstable tbody tr').count();
    if (title.startsWith('Components/')) expect(props, title).toBeGreaterThan(0);
    expect(complaints, title).toEqual([]);
    if (id === pages[0]?.[0]) await bringAxe(page);
    expect(await complaintsOfAxe(page), title).toEqual([]);
    // The others are made by Storybook, in its own colors.
    if (title.startsWith('Guides/')) expect(await complaintsInDark(page), title).toEqual([]);
  }
  await page.close();
});

/** What a countdown shows, and when, in ms since the epoch. */
interface Reading {
  readonly seconds: number;
  readonly now: number;
}

const READING = `(() => {
  const [seconds] = /\\d+/.exec(document.querySelector('[role="timer"]')?.textContent ?? '') ?? [];
  return seconds === undefined ? null : { seconds: Number(seconds), now: Date.now() };
})()`;

test.concurrent('a countdown goes on in a tab that nobody looks at, and is right after the browser had stopped it', async ({
  expect,
}) => {
  const story = 'components-ratelimitcountdown--busy';
  const tab = await openWindow(browser, `${catalogue.origin}/iframe.html?id=${story}&viewMode=story`);
  const first = await tab.until<Reading>(READING);
  const isRight = ({ seconds, now }: Reading) =>
    Math.abs(first.seconds - (now - first.now) / 1_000 - seconds) <= 1;

  await tab.hide();
  const { seconds } = await tab.until<Reading>(READING, (reading) => reading.seconds < first.seconds);
  await tab.freeze();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await tab.thaw();
  const thawed = await tab.until<Reading>(READING, isRight);
  expect(thawed.seconds).toBeLessThan(seconds - 1);
  await tab.show();
  await tab.until<Reading>(READING, isRight);
});

const pinned = packagedLaunchOptions();
if (pinned === null)
  console.log('Left to CI: screenshots. The Chromium that came with `npm ci` does not run here.');

/** Set to have the pictures in `screenshots/` taken anew, for a person to look at. */
const TAKES_ANEW = process.env.TAKE_SCREENSHOTS !== undefined;

/** How pictures are taken: the width of the page, and what the toolbars say. */
const SURROUNDINGS = [
  ['light', 720, 'theme:light'],
  ['dark', 720, 'theme:dark'],
  ['narrow-and-right-to-left', 320, 'theme:light;direction:rtl'],
] as const;

describe.runIf(pinned !== null)('as it looked when a person last looked at it', () => {
  let painter: Browser;
  /** A page for each of the surroundings. */
  let views: Page[];

  async function view(width: number): Promise<Page> {
    const page = await painter.newPage({ viewport: { width, height: 360 }, ...FOR_STORIES });
    page.setDefaultTimeout(WAIT);
    // The seconds of a wait stand still.
    await page.clock.setFixedTime('2027-01-01T12:00:00Z');
    return page;
  }

  async function showIn(page: Page, story: string, last: string, globals: string): Promise<void> {
    const isNew = page.url() === 'about:blank';
    await show(page, `components-${story}`, 'story', globals);
    await page.locator(last).waitFor();
    if (isNew) await setFontOfPictures(page);
  }

  beforeAll(async () => {
    painter = await chromium.launch({ ...pinned, args: [...(pinned?.args ?? []), ...SAME_EVERYWHERE] });
    views = await Promise.all(SURROUNDINGS.map(([, width]) => view(width)));
  }, PATIENCE);
  afterAll(() => painter.close());

  test.each([
    // A story, and what is there once all of it is.
    ['documentfullbanner--banner', '.ws-countdown'],
    ['documentfullbanner--for-admins', '.ws-countdown'],
    ['documentfullbanner--page', '.ws-countdown'],
    ['ratelimitcountdown--banner', '.ws-ring'],
    ['documentlimitbanner--dialog-open', 'li:nth-of-type(3) input'],
    ['upgradeplanprompt--inline-for-admins', '.ws-upgrade-use'],
    ['upgradeplanprompt--inline-for-users', '.ws-upgrade-message'],
    ['sessionexpirednotice--banner', '.ws-notice-work'],
    ['accessdeniednotice--page', '.ws-notice-actions'],
    ['invalidnamenotice--not-sent', '.ws-notice-suggestion'],
    ['usagemeter--critical', '.ws-usage-left'],
    ['unsyncedchanges--kept', '.ws-unsynced button'],
  ])('%s', async (story, last) => {
    const look = async (page: Page, [name, , globals]: (typeof SURROUNDINGS)[number]) => {
      await showIn(page, story, last, globals);
      const file = resolve(`test/catalogue/screenshots/${story}.${name}.png`);
      const picture = await takeScreenshot(page);
      if (TAKES_ANEW) await writeFile(file, picture);
      const difference = await compare(page, picture, await readFile(file));
      if (difference > MAY_DIFFER) await writeFile(resolve(tmpdir(), `${story}.${name}.png`), picture);
      expect(difference, `${name}; what it looks like now is in ${tmpdir()}`).toBeLessThanOrEqual(MAY_DIFFER);
    };
    await Promise.all(SURROUNDINGS.map((one, index) => look(views[index] as Page, one)));
  });

  test('a color that is a little different would be seen, and so would a lighter text and another letter', async () => {
    const page = views[0] as Page;
    await showIn(page, 'documentfullbanner--banner', '.ws-countdown', 'theme:light');
    const changes = [
      () => document.documentElement.style.setProperty('--ws-warning-surface', '#fdf3e3'),
      () => document.documentElement.style.setProperty('--ws-text-soft', '#62626e'),
      () => document.querySelector('.ws-notice-title')?.replaceChildren('This document is fuli'),
    ];
    let before = await takeScreenshot(page);
    expect(await compare(page, before, await takeScreenshot(page))).toBe(0);
    for (const change of changes) {
      await page.evaluate(change);
      const after = await takeScreenshot(page);
      expect(await compare(page, before, after), `${change}`).toBeGreaterThan(2 * MAY_DIFFER);
      before = after;
    }
  });
});

describe('the toolbar', () => {
  const FULL = 'components-documentfullbanner--banner';
  let heard: Heard;
  let shown = '';

  beforeAll(async () => {
    heard = await newPage();
  });
  afterAll(() => heard.page.close());

  test.each<
    readonly [toolbar: string, choice: string, story: string, read: (part: Element) => string, RegExp]
  >([
    ['Theme', 'Dark', FULL, (part) => getComputedStyle(part).colorScheme, /^dark$/],
    ['Direction', 'Right to left', FULL, (part) => getComputedStyle(part).direction, /^rtl$/],
    [
      'Audience',
      'Audience: admin',
      FULL,
      (part) => part.parentElement?.textContent ?? '',
      /limit of 25 people/,
    ],
    ['Locale', 'German (de)', FULL, (part) => part.closest('[lang]')?.getAttribute('lang') ?? '', /^de$/],
    ['Text size', 'Text: 200 %', FULL, (part) => getComputedStyle(part).fontSize, /^32px$/],
    [
      'Forced colors',
      'Forced colors: imitated',
      FULL,
      (part) => {
        const { color, borderTopColor } = getComputedStyle(part.closest('.ws-notice') ?? part);
        return color === borderTopColor ? 'of the system' : 'of the kit';
      },
      /^of the system$/,
    ],
    [
      'Motion',
      'Motion: reduced',
      'components-connectionstatus--connecting',
      (part) => getComputedStyle(part).animationName,
      /^none$/,
    ],
  ])('“%s” does what it says', async (toolbar, choice, story, read, expected) => {
    const { page, complaints } = heard;
    // What was chosen before stays: that takes nothing from another toolbar.
    if (shown !== story) await page.goto(`${catalogue.origin}/?path=/story/${story}`);
    shown = story;
    const part = page
      .frameLocator('#storybook-preview-iframe')
      .locator('.ws-notice-title, .ws-status .ws-icon')
      .first();
    expect(await part.evaluate(read)).not.toMatch(expected);
    await page.getByRole('button', { name: new RegExp(`^${toolbar} `) }).click();
    await page.getByRole('option', { name: choice, exact: true }).click();
    await expect.poll(() => part.evaluate(read), { timeout: WAIT }).toMatch(expected);
    expect(complaints).toEqual([]);
  });
});
