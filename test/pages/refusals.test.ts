import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { type App, openIn, passMinute, passUntilAll, startApp, stopTime, type TabQuery } from './app.ts';

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
  name = `refused-${count}`;
  browser = await app.newBrowser();
});
afterEach(() => browser.close());

const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name).length;

describe.each([
  ['by default', (): TabQuery => ({})],
  ['with the person told', (): TabQuery => ({ user: name })],
] as const)('10 tabs, %s,', (_, query) => {
  /** At most 4 handshakes and 2 token requests in all while 4002 is answered for a minute, and every tab says why. */
  async function expectFew(tabs: readonly Page[], act: () => Promise<unknown> | undefined): Promise<void> {
    const before = { tokens: app.tokenRequests(), handshakes: handshakes() };
    const recover = emulator.fail({ handshake: { code: 4002 }, documentName: name });
    await act();
    await passUntilAll(browser, tabs, 'stopped');
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
    await stopTime(browser);
    await expectFew(tabs, () => openIn(tabs, name));
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
      await stopTime(browser);
      await openIn(tabs, name);
      await passUntilAll(browser, tabs, 'live');
      await expectFew(tabs, async () => emulator.close(name, code));
      await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.tab.document().retry())));
      await passUntilAll(browser, tabs, 'live');
    },
  );
});
