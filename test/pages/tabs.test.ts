import type { BrowserContext, Page, Route } from 'playwright';
import { describe, expect, test } from 'vitest';
import { openIn, refuseChannels, stopTime, untilAll, untilUsageIsKnown } from './app.ts';
import { setScene } from './scene.ts';

const scene = setScene();

const open = (tabs: readonly Page[]) => openIn(tabs, scene.name);

async function watchUsage(tabs: readonly Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.tab.watchUsage())));
  await untilUsageIsKnown(tabs);
}

/** @returns the first request for that, which waits until it is told how to go on */
async function intercept(target: Page | BrowserContext, url: string): Promise<() => Promise<Route>> {
  let take = (_: Route) => {};
  const taken = new Promise<Route>((resolve) => {
    take = resolve;
  });
  await target.route(url, take);
  return () => taken;
}

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

  test.each([false, true])(
    'queues only when time has passed, or somebody looks at it (%s)',
    async (isSeen) => {
      const seen = await scene.app.openTabs(scene.browser, 1);
      const hidden = await scene.app.openTabs(scene.browser, 1, { hidden: '' });
      await open(seen);
      await untilAll(seen, 'live');
      await stopTime(scene.browser);
      await open(hidden);
      const [watcher] = seen as readonly [Page];
      await expect.poll(() => present(watcher)).toBe(2);
      expect(await turns(watcher)).toEqual({ held: [], pending: 0 });
      if (isSeen) {
        await hidden[0]?.evaluate(() => globalThis.tab.look(true));
        await expect.poll(async () => (await turns(watcher)).held.length).toBe(1);
      }
      await scene.browser.clock.resume();
      await untilAll(hidden, 'live');
    },
  );

  test('has neither a turn nor a place in the queue while it is frozen', async () => {
    const [first, second] = (await scene.app.openTabs(scene.browser, 2)) as readonly [Page, Page];
    // Chromium freezes no page that it takes for visible.
    const tell = (tab: Page, event: 'freeze' | 'resume') =>
      tab.evaluate((type) => document.dispatchEvent(new Event(type)), event);
    const holder = async () => (await turns(second)).held[0] ?? null;
    const pending = async () => (await turns(second)).pending;

    await first.route('**/api/token', () => {});
    await open([first]);
    await expect.poll(holder).not.toBeNull();
    const hung = await holder();
    await stopTime(scene.browser);
    await open([second]);
    await expect.poll(pending).toBe(1);
    await tell(second, 'freeze');
    await expect.poll(pending).toBe(0);
    await tell(second, 'resume');
    await expect.poll(pending).toBe(1);
    await tell(first, 'freeze');
    await expect.poll(holder).not.toBe(hung);
    await scene.browser.clock.resume();
    await untilAll([second], 'live');
  });

  test('whose token comes after it was frozen tries it for nobody but itself', async () => {
    const [tab] = (await scene.app.openTabs(scene.browser, 1)) as readonly [Page];
    const held = async () => (await turns(tab)).held.length;
    const recover = scene.emulator.fail({ handshake: 'silence' });
    try {
      const asked = await intercept(tab, '**/api/token');
      await open([tab]);
      const route = await asked();
      await expect.poll(held).toBe(1);
      await stopTime(scene.browser);
      await tab.evaluate(() => document.dispatchEvent(new Event('freeze')));
      await expect.poll(held).toBe(0);
      await tab.evaluate(() => document.dispatchEvent(new Event('resume')));
      await route.continue();
      await expect.poll(scene.handshakes).toBe(1);
      // Another document of its needs a turn: there is no trial that could speak for it.
      await tab.evaluate((another) => globalThis.tab.open(another), `${scene.name}-2`);
      await expect.poll(held).toBe(1);
    } finally {
      recover();
    }
  });

  test('takes a turn where it had to wait for a place: that its token was good is long ago', async () => {
    const tabs = await scene.app.openTabs(scene.browser, 1);
    const [tab] = tabs as readonly [Page];
    scene.emulator.fail({ handshake: { code: 4004 }, documentName: scene.name, times: 1 });
    await open(tabs);
    await untilAll(tabs, 'waiting');
    const recover = scene.emulator.fail({ handshake: 'silence', documentName: scene.name });
    try {
      await stopTime(scene.browser);
      await scene.browser.clock.fastForward(40_000);
      await expect.poll(scene.handshakes).toBe(2);
      expect((await turns(tab)).held).toHaveLength(1);
    } finally {
      recover();
    }
  });

  test('gets its token, and asks for the usage, where the browser keeps locks from it', async () => {
    await scene.browser.route(/\/(\?.*|[^/]+\.js)$/, async (route) => {
      const response = await route.fetch();
      const opaque = {
        'content-security-policy': 'sandbox allow-scripts',
        'access-control-allow-origin': '*',
      };
      await route.fulfill({ response, headers: { ...response.headers(), ...opaque } });
    });
    // Chromium lets no such page ask a server of this machine.
    const answer = async (url: string, json: () => unknown) =>
      scene.browser.route(url, async (route) =>
        route.fulfill({ json: await json(), headers: { 'access-control-allow-origin': '*' } }),
      );
    await answer('**/api/token', async () => ({ access_token: await scene.emulator.issueToken() }));
    await answer('**/usage', () => ({ usage: { connections: { current: 1, limit: 2 } } }));
    const tabs = await scene.app.openTabs(scene.browser, 1, { hidden: '' });
    const refusal = tabs[0]?.evaluate(() => navigator.locks.query().catch(({ name }) => name));
    expect(await refusal).toBe('SecurityError');
    await tabs[0]?.evaluate(() => globalThis.tab.look(true));
    await open(tabs);
    await untilAll(tabs, 'live');
    await watchUsage(tabs);
  });

  test('gets its token, and asks for the usage, where the browser lets it talk to no other', async () => {
    await scene.browser.addInitScript(refuseChannels);
    const tabs = await scene.app.openTabs(scene.browser, 2);
    await open(tabs);
    await untilAll(tabs, 'live');
    await watchUsage(tabs.slice(0, 1));
  });

  test('is in nobody’s company after its client was destroyed while the code for that was loading', async () => {
    const loading = await intercept(scene.browser, '**/tab-turns-*.js');
    const [tab] = (await scene.app.openTabs(scene.browser, 1)) as readonly [Page];
    await open([tab]);
    const route = await loading();
    await tab.evaluate(() => globalThis.tab.destroy());
    await route.continue();
    await (await route.request().response())?.finished();
    await tab.evaluate(() => fetch('/'));
    expect(await present(tab)).toBe(0);
  });
});

describe('tokens', () => {
  test.each([
    ['two tabs of one person share one', ['ann', 'ann'], 1],
    ['two people who use one browser have one each', ['ann', 'bob'], 2],
    ['tabs of nobody knows whom have one each', [undefined, undefined], 2],
  ])('%s', async (_, users, count) => {
    const before = scene.app.tokenRequests();
    for (const user of users) {
      const tabs = await scene.app.openTabs(scene.browser, 1, user === undefined ? {} : { user });
      await open(tabs);
      await untilAll(tabs, 'live');
    }
    expect(scene.app.tokenRequests() - before).toBe(count);
  });

  test('are in memory alone', async () => {
    const tabs = await scene.app.openTabs(scene.browser, 2, { user: 'ann' });
    await open(tabs);
    await untilAll(tabs, 'live');
    expect(await scene.browser.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
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
    const tabs = await scene.app.openTabs(scene.browser, 1, { user: 'ann' });
    const [tab] = tabs as readonly [Page];
    // The backend has kept its token for ten minutes, and the clock of this device is five minutes behind.
    const issued = Math.floor(Date.now() / 1000) - 600;
    const kept = await scene.emulator.issueToken({ iat: issued, exp: issued + 900 });
    await scene.browser.clock.setSystemTime(Date.now() - 300_000);
    await tab.route('**/api/token', (route) =>
      route.fulfill({ json: { access_token: kept, expires_in: 300 } }),
    );
    await open(tabs);
    await untilAll(tabs, 'live');
    const before = scene.app.tokenRequests();
    const others = await scene.app.openTabs(scene.browser, 1, { user: 'ann' });
    await scene.browser.clock.fastForward(290_000);
    await open(others);
    await untilAll(others, 'live');
    expect(scene.app.tokenRequests() - before).toBe(1);
  });
});
