import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumLaunchOptions, packagedLaunchOptions } from '../support/chromium.ts';
import { PATIENCE, WAIT } from '../support/patience.ts';
import { compare, SAME_EVERYWHERE, takeScreenshot } from '../support/screenshot.ts';
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
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  catalogue = await serveStaticCatalogue();
  browser = await chromium.launch(chromiumLaunchOptions());
}, 180_000);
afterAll(async () => {
  await browser.close();
  await catalogue.end();
});

beforeEach(async () => {
  // Wide enough for all toolbars.
  page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  page.setDefaultTimeout(WAIT);
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
});
afterEach(() => page.close());

function open(id: string, viewMode: 'docs' | 'story'): Promise<unknown> {
  return page.goto(`${catalogue.origin}/iframe.html?id=${id}&viewMode=${viewMode}`);
}

test('the live stories say what they need, and nothing fails', async () => {
  const live = Object.values(catalogue.entries).filter(({ title }) => title.startsWith('Live/'));
  expect(live.length).toBeGreaterThan(20);
  for (const id of [
    'live-playground--playground',
    'live-close-codes--users-per-doc',
    'live-dataplane--usage',
  ]) {
    expect(catalogue.entries).toHaveProperty(id);
    await open(id, 'story');
    await page.getByText('npm ci && npm start').waitFor();
  }
  expect(complaints).toEqual([]);
});

test('every component has a page that names its props, and every page is there with all of its stories', {
  timeout: 5 * PATIENCE,
}, async () => {
  const pages = Object.entries(catalogue.entries).filter(([, { type }]) => type === 'docs');
  const titles = pages.map(([, { title }]) => title);
  expect(titles).toEqual(expect.arrayContaining(COMPONENTS.map((name) => `Components/${name}`)));
  for (const [id, { title }] of pages) {
    await open(id, 'docs');
    await page.locator('#storybook-docs h1').first().waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.sb-story')].every((story) => story.querySelector('.cat-ground')),
    );
    const props = await page.locator('.docblock-argstable tbody tr').count();
    if (title.startsWith('Components/')) expect(props, title).toBeGreaterThan(0);
    expect(complaints, title).toEqual([]);
  }
});

const pinned = packagedLaunchOptions();
if (pinned === null)
  console.log('Left to CI: screenshots. The Chromium that came with `npm ci` does not run here.');

/** Set to have the pictures in `screenshots/` taken anew, for a person to look at. */
const TAKES_ANEW = process.env.TAKE_SCREENSHOTS !== undefined;

describe.runIf(pinned !== null)('as it looked when a person last looked at it', () => {
  let painter: Browser;

  beforeAll(async () => {
    painter = await chromium.launch({ ...pinned, args: [...(pinned?.args ?? []), ...SAME_EVERYWHERE] });
  }, PATIENCE);
  afterAll(() => painter.close());

  const SURROUNDINGS = [
    ['light', 720, 'theme:light'],
    ['dark', 720, 'theme:dark'],
    ['narrow-and-right-to-left', 320, 'theme:light;direction:rtl'],
  ] as const;

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
    ['invalidnamenotice--page', '.ws-notice-suggestion'],
    ['usagemeter--critical', '.ws-usage-left'],
    ['unsyncedchanges--kept', '.ws-unsynced button'],
  ])('%s', async (story, last) => {
    for (const [name, width, globals] of SURROUNDINGS) {
      const view = await painter.newPage({ viewport: { width, height: 360 } });
      view.setDefaultTimeout(WAIT);
      // The seconds of a wait stand still.
      await view.clock.setFixedTime('2027-01-01T12:00:00Z');
      const url = `${catalogue.origin}/iframe.html?id=components-${story}&viewMode=story&globals=${globals}`;
      await view.goto(url);
      await view.locator(last).waitFor();
      const file = resolve(`test/catalogue/screenshots/${story}.${name}.png`);
      const picture = await takeScreenshot(view);
      if (TAKES_ANEW) await writeFile(file, picture);
      const differing = await compare(view, picture, await readFile(file));
      if (differing > 0.001) await writeFile(resolve(tmpdir(), `${story}.${name}.png`), picture);
      expect(differing, `${name}; what it looks like now is in ${tmpdir()}`).toBeLessThanOrEqual(0.001);
      await view.close();
    }
  });
});

describe('in a tab that nobody looks at', () => {
  /** What a countdown shows, and when, in ms since the epoch. */
  interface Reading {
    readonly seconds: number;
    readonly now: number;
  }

  const READING = `(() => {
    const [seconds] = /\\d+/.exec(document.querySelector('[role="timer"]')?.textContent ?? '') ?? [];
    return seconds === undefined ? null : { seconds: Number(seconds), now: Date.now() };
  })()`;

  test('a countdown goes on, and is right after the browser had stopped it', async () => {
    const story = 'components-ratelimitcountdown--busy';
    const tab = await openWindow(browser, `${catalogue.origin}/iframe.html?id=${story}&viewMode=story`);
    const first = await tab.until<Reading>(READING);
    const isRight = ({ seconds, now }: Reading) =>
      Math.abs(first.seconds - (now - first.now) / 1_000 - seconds) <= 1;

    await tab.hide();
    const { seconds } = await tab.until<Reading>(READING, (reading) => reading.seconds < first.seconds);
    await tab.freeze();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await tab.thaw();
    const thawed = await tab.until<Reading>(READING, isRight);
    expect(thawed.seconds).toBeLessThan(seconds - 3);
    await tab.show();
    await tab.until<Reading>(READING, isRight);
  });
});

describe('the toolbar', () => {
  const FULL = 'components-documentfullbanner--banner';

  test.each<
    readonly [toolbar: string, choice: string, story: string, read: (part: Element) => string, RegExp]
  >([
    ['Theme', 'Dark', FULL, (part) => getComputedStyle(part).colorScheme, /^dark$/],
    ['Direction', 'Right to left', FULL, (part) => getComputedStyle(part).direction, /^rtl$/],
    ['Locale', 'German (de)', FULL, (part) => part.closest('[lang]')?.getAttribute('lang') ?? '', /^de$/],
    [
      'Audience',
      'Audience: admin',
      FULL,
      (part) => part.parentElement?.textContent ?? '',
      /limit of 25 people/,
    ],
    ['Text size', 'Text: 200 %', FULL, (part) => getComputedStyle(part).fontSize, /^32px$/],
    [
      'Motion',
      'Motion: reduced',
      'components-connectionstatus--connecting',
      (part) => getComputedStyle(part).animationName,
      /^none$/,
    ],
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
  ])('“%s” does what it says', async (toolbar, choice, story, read, expected) => {
    await page.goto(`${catalogue.origin}/?path=/story/${story}`);
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
