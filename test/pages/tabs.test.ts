import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { type App, passMinute, startApp, type TabQuery } from './app.ts';

/** "10 tabs of one browser", each a page with a realm, locks, channels and a socket of its own. */
const TABS = 10;

let emulator: Emulator;
let app: App;
let browser: BrowserContext;
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
  app = await startApp(emulator);
});
afterAll(async () => {
  await app.stop();
  await emulator.stop();
});
beforeEach(async () => {
  count += 1;
  name = `tabs-${count}`;
  browser = await app.newBrowser();
});
afterEach(() => browser.close());

const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name).length;

function open(tabs: readonly Page[]): Promise<unknown> {
  return Promise.all(tabs.map((tab) => tab.evaluate((opened) => globalThis.tab.open(opened), name)));
}

async function untilAll(tabs: readonly Page[], status: string): Promise<void> {
  const isThere = (wanted: string): boolean => {
    const { connection } = globalThis.tab.document().store.getState();
    return connection.status === wanted;
  };
  await Promise.all(tabs.map((tab) => tab.waitForFunction(isThere, status, { polling: 50 })));
}

describe.each([
  ['by default', (): TabQuery => ({})],
  ['with the person told', (): TabQuery => ({ user: name })],
] as const)('10 tabs, %s,', (_, query) => {
  /** At most 4 handshakes and 2 token requests in all while 4002 is answered for a minute, and every tab says why. */
  async function expectFew(tabs: readonly Page[], act: () => Promise<unknown> | undefined): Promise<void> {
    const before = { tokens: app.tokenRequests(), handshakes: handshakes() };
    const recover = emulator.fail({ handshake: { code: 4002 }, documentName: name });
    await act();
    await untilAll(tabs, 'stopped');
    await passMinute(browser);
    const states = tabs.map((tab) =>
      tab.evaluate(() => globalThis.tab.document().store.getState().connection),
    );
    for (const connection of await Promise.all(states)) {
      expect(connection).toMatchObject({ status: 'stopped', problem: { kind: 'invalid-token', code: 4002 } });
    }
    const made = handshakes() - before.handshakes;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(4);
    expect(app.tokenRequests() - before.tokens).toBeLessThanOrEqual(2);
    recover();
  }

  test('that are opened while every token is refused for a minute', async () => {
    const tabs = await app.openTabs(browser, TABS, query());
    await expectFew(tabs, () => open(tabs));
  });

  test.each([
    [0, 4002],
    [0, 1012],
    [TABS - 1, 1012],
  ])(
    '%i of them hidden, live, closed with %i while every token is refused for a minute, and live again once asked to',
    async (hidden, code) => {
      const tabs = [
        ...(await app.openTabs(browser, TABS - hidden, query())),
        ...(await app.openTabs(browser, hidden, { ...query(), hidden: '' })),
      ];
      await open(tabs);
      await untilAll(tabs, 'live');
      await expectFew(tabs, async () => emulator.close(name, code));
      await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.tab.document().retry())));
      await untilAll(tabs, 'live');
    },
  );
});

describe('a tab that nobody looks at', () => {
  /** Who is at the turn and who waits for it, by the tab's id in the browser. */
  function turns(from: Page): Promise<{ readonly held: readonly string[]; readonly pending: number }> {
    return from.evaluate(async () => {
      const isTurn = ({ name = '' }) => name.startsWith('wiresocket-react turns') && !name.endsWith(', here');
      const { held = [], pending = [] } = await navigator.locks.query();
      return {
        held: held.filter(isTurn).map(({ clientId = '' }) => clientId),
        pending: pending.filter(isTurn).length,
      };
    });
  }

  /** Tabs that are there, by what they hold as long as a document is open. */
  function present(from: Page): Promise<number> {
    return from.evaluate(async () => {
      const { held = [] } = await navigator.locks.query();
      return held.filter(({ name = '' }) => name.endsWith(', here')).length;
    });
  }

  /** From here on no timer of a tab runs out. */
  async function stopTime(): Promise<void> {
    await browser.clock.pauseAt((await browser.pages()[0]?.evaluate(() => Date.now() + 10_000)) ?? 0);
  }

  test.each([false, true])(
    'queues only when time has passed, or somebody looks at it (%s)',
    async (isSeen) => {
      const seen = await app.openTabs(browser, 1);
      const hidden = await app.openTabs(browser, 1, { hidden: '' });
      await open(seen);
      await untilAll(seen, 'live');
      await stopTime();
      await open(hidden);
      const [watcher] = seen as readonly [Page];
      await expect.poll(() => present(watcher)).toBe(2);
      expect(await turns(watcher)).toEqual({ held: [], pending: 0 });
      if (isSeen) {
        await hidden[0]?.evaluate(() => globalThis.tab.look(true));
        await expect.poll(async () => (await turns(watcher)).held.length).toBe(1);
      }
      await browser.clock.resume();
      await untilAll(hidden, 'live');
    },
  );

  test('has neither a turn nor a place in the queue while it is frozen', async () => {
    const [first, second] = (await app.openTabs(browser, 2)) as readonly [Page, Page];
    // Chromium freezes no page that it takes for visible.
    const tell = (tab: Page, event: 'freeze' | 'resume') =>
      tab.evaluate((type) => document.dispatchEvent(new Event(type)), event);
    const holder = async () => (await turns(second)).held[0] ?? null;
    const pending = async () => (await turns(second)).pending;

    await first.route('**/api/token', () => {});
    await open([first]);
    await expect.poll(holder).not.toBeNull();
    const hung = await holder();
    await stopTime();
    await open([second]);
    await expect.poll(pending).toBe(1);
    await tell(second, 'freeze');
    await expect.poll(pending).toBe(0);
    await tell(second, 'resume');
    await expect.poll(pending).toBe(1);
    await tell(first, 'freeze');
    await expect.poll(holder).not.toBe(hung);
    await browser.clock.resume();
    await untilAll([second], 'live');
  });
});

describe('tokens', () => {
  test.each([
    ['two tabs of one person share one', ['ann', 'ann'], 1],
    ['two people who use one browser have one each', ['ann', 'bob'], 2],
    ['tabs of nobody knows whom have one each', [undefined, undefined], 2],
  ])('%s', async (_, users, count) => {
    const before = app.tokenRequests();
    for (const user of users) {
      const tabs = await app.openTabs(browser, 1, user === undefined ? {} : { user });
      await open(tabs);
      await untilAll(tabs, 'live');
    }
    expect(app.tokenRequests() - before).toBe(count);
  });

  test('are in memory alone', async () => {
    const tabs = await app.openTabs(browser, 2, { user: 'ann' });
    await open(tabs);
    await untilAll(tabs, 'live');
    expect(await browser.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
    for (const tab of tabs) {
      const kept = await tab.evaluate(async () => ({
        session: sessionStorage.length,
        caches: await caches.keys(),
        history: JSON.stringify([history.state, window.name, location.href]),
        urls: performance.getEntriesByType('resource').map((entry) => entry.name),
        page: document.documentElement.outerHTML,
      }));
      expect(kept).toMatchObject({ session: 0, caches: [] });
      expect(JSON.stringify(kept)).not.toContain('eyJ');
    }
  });

  test('that were told to live for a while are shared with that', async () => {
    const tabs = await app.openTabs(browser, 1, { user: 'ann' });
    const [tab] = tabs as readonly [Page];
    // The backend has kept its token for ten minutes, and the clock of this device is five minutes behind.
    const issued = Math.floor(Date.now() / 1000) - 600;
    const kept = await emulator.issueToken({ iat: issued, exp: issued + 900 });
    await browser.clock.setSystemTime(Date.now() - 300_000);
    await tab.route('**/api/token', (route) =>
      route.fulfill({ json: { access_token: kept, expires_in: 300 } }),
    );
    await open(tabs);
    await untilAll(tabs, 'live');
    const before = app.tokenRequests();
    const others = await app.openTabs(browser, 1, { user: 'ann' });
    await browser.clock.fastForward(290_000);
    await open(others);
    await untilAll(others, 'live');
    expect(app.tokenRequests() - before).toBe(1);
  });
});
