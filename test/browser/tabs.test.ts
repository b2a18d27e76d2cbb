import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createTokenSharing,
  createWireSocketClient,
  type TokenSharing,
  type WireSocketClient,
  type WireSocketDocument,
} from '../../src/index.ts';
import {
  controlsOf,
  type EmulatorControls,
  type EmulatorInfo,
  findEmulator,
} from '../../stories/live-playground/emulator.ts';
import { leap, withLeaps } from '../../stories/support/leaping-clock.ts';
import { WAIT } from '../support/patience.ts';

/** Clients are to each other what tabs are: they share the browser alone. */
const TABS = 10;

let emulator: EmulatorInfo;
let controls: EmulatorControls;
let tabs: WireSocketClient[];
let tokens = 0;
let name = '';
let stopLeaping = () => {};

beforeEach(async () => {
  stopLeaping = withLeaps({});
  name = `tabs-${Date.now()}`;
  tokens = 0;
  tabs = [];
  const found = await findEmulator();
  if (found === null) throw new Error('The dev server has no emulator.');
  emulator = found;
  controls = controlsOf(emulator, name);
});
afterEach(async () => {
  for (const tab of tabs) tab.destroy();
  await controls.recover();
  stopLeaping();
});

/** @param sharing - what an app may write; default: nothing */
function openTabs(count: number, sharing?: () => TokenSharing): WireSocketDocument[] {
  return Array.from({ length: count }, () => {
    const tab = createWireSocketClient({
      endpoint: emulator.url,
      tokenSharing: sharing?.(),
      async getAccessToken({ reason }) {
        tokens += 1;
        const headers = { 'WireSocket-Token-Reason': reason };
        const answer = await fetch(emulator.tokenUrl, { method: 'POST', headers });
        return ((await answer.json()) as { access_token: string }).access_token;
      },
    });
    tabs.push(tab);
    return tab.open(name);
  });
}

function all(documents: readonly WireSocketDocument[], status: string): Promise<void> {
  return vi.waitFor(
    () => {
      const statuses = documents.map(({ store }) => store.getState().connection.status);
      expect(statuses).toEqual(documents.map(() => status));
    },
    { timeout: WAIT },
  );
}

test('10 tabs of one person ask for one token, and all are live', async () => {
  await all(
    openTabs(TABS, () => createTokenSharing({ user: name })),
    'live',
  );
  expect(tokens).toBe(1);
  expect(await controls.handshakes()).toBe(TABS);
});

describe.each([
  ['by default', undefined],
  ['with the person told', () => createTokenSharing({ user: name })],
] as const)('10 tabs, %s,', (_, sharing) => {
  const refuseAll = () => controls.fail({ handshake: { code: 4002 }, documentName: name });

  /** At most 4 handshakes and 2 token requests in all, and every tab says why. */
  async function expectFew(act: () => Promise<readonly WireSocketDocument[]>): Promise<void> {
    const before = { tokens, handshakes: await controls.handshakes() };
    await refuseAll();
    const documents = await act();
    await all(documents, 'stopped');
    for (const { store } of documents) {
      expect(store.getState().connection).toMatchObject({ problem: { kind: 'invalid-token', code: 4002 } });
    }
    expect(tokens - before.tokens).toBeLessThanOrEqual(2);
    expect((await controls.handshakes()) - before.handshakes).toBeLessThanOrEqual(4);
  }

  test('that are opened one by one while every token is refused, try 4 times at most', () =>
    expectFew(async () => {
      const documents: WireSocketDocument[] = [];
      for (let n = 0; n < TABS; n += 1) {
        const opened = openTabs(1, sharing);
        await all(opened, 'stopped');
        documents.push(...opened);
      }
      return documents;
    }));

  test.each([4002, 1012, 1011])(
    'that are live, closed with %i while every token is refused, try 4 times at most',
    async (code) => {
      const documents = openTabs(TABS, sharing);
      await all(documents, 'live');
      await expectFew(async () => {
        await controls.close(code);
        return documents;
      });
    },
  );

  test('are live again after a restart, and when a person asks within the minute', async () => {
    const documents = openTabs(TABS, sharing);
    await all(documents, 'live');
    await controls.close(1012);
    await vi.waitFor(async () => expect(await controls.handshakes()).toBe(2 * TABS), { timeout: WAIT });
    await all(documents, 'live');
    await refuseAll();
    await controls.close(4002);
    await all(documents, 'stopped');
    await controls.recover();
    // Not sooner than a person can.
    await leap(2_000);
    for (const document of documents) document.retry();
    await all(documents, 'live');
  });

  test('of which one is refused once, are all live, and none stops', async () => {
    await controls.fail({ handshake: { code: 4002 }, documentName: name, times: 1 });
    const documents = openTabs(TABS, sharing);
    const seen: string[] = [];
    for (const { store } of documents) store.subscribe(({ connection }) => seen.push(connection.status));
    await all(documents, 'live');
    expect(seen).not.toContain('stopped');
  });
});

test('a tab that never gets a token is waited for no longer than 10 s, shared tokens or not', async () => {
  const waits = [undefined, () => createTokenSharing({ user: name })].map(async (sharing) => {
    const hung = createWireSocketClient({
      endpoint: emulator.url,
      tokenSharing: sharing?.(),
      getAccessToken: () => new Promise<string>(() => {}),
    });
    tabs.push(hung);
    hung.open(name);
    // It has its turn by then.
    await new Promise((resolve) => setTimeout(resolve, 300));
    return openTabs(3, sharing);
  });
  const documents = (await Promise.all(waits)).flat();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(documents.map(({ store }) => store.getState().connection.status)).not.toContain('live');
  await leap(10_000);
  await all(documents, 'live');
});

test('a tab that is on its own by choice hears of no refusal, and tells of none', async () => {
  const alone = createWireSocketClient({
    endpoint: emulator.url,
    tokenSharing: false,
    getAccessToken: async () => 'not.a.jwt',
  });
  tabs.push(alone);
  await all([alone.open(name)], 'stopped');
  const [other] = openTabs(1);
  const seen: string[] = [];
  other?.store.subscribe(({ connection }) => seen.push(connection.status));
  await expect.poll(() => seen.at(-1)).toBe('live');
  expect(seen).not.toContain('waiting');
  expect(await controls.handshakes()).toBe(3);
});
