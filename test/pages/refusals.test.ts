import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { openIn, passMinute, passUntilAll, stopTime, type TabQuery } from './app.ts';
import { setScene } from './scene.ts';

/** "10 tabs of one browser", each a page with a realm, locks, channels and a socket of its own. */
const TABS = 10;

const scene = setScene();

describe.each([
  ['by default', (): TabQuery => ({})],
  ['with the person told', (): TabQuery => ({ user: scene.name })],
] as const)('10 tabs, %s,', (_, query) => {
  /** At most 4 handshakes and 2 token requests in all while 4002 is answered for a minute, and every tab says why. */
  async function expectFew(tabs: readonly Page[], act: () => Promise<unknown> | undefined): Promise<void> {
    const before = { tokens: scene.app.tokenRequests(), handshakes: scene.handshakes() };
    const recover = scene.emulator.fail({ handshake: { code: 4002 }, documentName: scene.name });
    await act();
    await passUntilAll(scene.browser, tabs, 'stopped');
    await passMinute(scene.browser);
    const states = tabs.map((tab) =>
      tab.evaluate(() => globalThis.tab.document().store.getState().connection),
    );
    for (const connection of await Promise.all(states)) {
      expect(connection).toMatchObject({ status: 'stopped', problem: { kind: 'invalid-token', code: 4002 } });
    }
    const made = scene.handshakes() - before.handshakes;
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(4);
    expect(scene.app.tokenRequests() - before.tokens).toBeLessThanOrEqual(2);
    recover();
  }

  test('that are opened while every token is refused for a minute', async () => {
    const tabs = await scene.app.openTabs(scene.browser, TABS, query());
    await stopTime(scene.browser);
    await expectFew(tabs, () => openIn(tabs, scene.name));
  });

  test.each([
    [0, 4002],
    [0, 1012],
    [TABS - 1, 1012],
  ])(
    '%i of them hidden, live, closed with %i while every token is refused for a minute, and live again once asked to',
    async (hidden, code) => {
      const tabs = [
        ...(await scene.app.openTabs(scene.browser, TABS - hidden, query())),
        ...(await scene.app.openTabs(scene.browser, hidden, { ...query(), hidden: '' })),
      ];
      await stopTime(scene.browser);
      await openIn(tabs, scene.name);
      await passUntilAll(scene.browser, tabs, 'live');
      await expectFew(tabs, async () => scene.emulator.close(scene.name, code));
      await Promise.all(tabs.map((tab) => tab.evaluate(() => globalThis.tab.document().retry())));
      await passUntilAll(scene.browser, tabs, 'live');
    },
  );
});
