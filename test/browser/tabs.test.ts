import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPoll } from '../../src/client/poll.ts';
import { createTokenSharing, createWireSocketClient, type WireSocketClient } from '../../src/index.ts';
import { controlsOf, type EmulatorControls, findEmulator } from '../../stories/live-playground/emulator.ts';

/** Clients with a token sharing of their own each are to each other what tabs are: they share the browser alone. */
const TABS = 10;

let controls: EmulatorControls;
let tabs: WireSocketClient[];
let tokens = 0;
let name = '';

beforeEach(async () => {
  name = `tabs-${Date.now()}`;
  tokens = 0;
  const emulator = await findEmulator();
  if (emulator === null) throw new Error('The dev server has no emulator.');
  controls = controlsOf(emulator, name);
  tabs = Array.from({ length: TABS }, () =>
    createWireSocketClient({
      endpoint: emulator.url,
      tokenSharing: createTokenSharing({ user: name }),
      async getAccessToken() {
        tokens += 1;
        const answer = await fetch(emulator.tokenUrl, { method: 'POST' });
        return ((await answer.json()) as { access_token: string }).access_token;
      },
    }),
  );
});
afterEach(async () => {
  for (const tab of tabs) tab.destroy();
  await controls.recover();
});

test('10 tabs ask for one token, and all are live', async () => {
  const documents = tabs.map((tab) => tab.open(name));
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  expect(tokens).toBe(1);
  expect(await controls.handshakes()).toBe(TABS);
});

test('10 tabs whose token is dead make 4 handshakes and 2 token requests at most, and all say why', async () => {
  const documents = tabs.map((tab) => tab.open(name));
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  const before = { tokens, handshakes: await controls.handshakes() };

  await controls.fail({ handshake: { code: 4002 }, documentName: name });
  await controls.close(4002);
  await vi.waitFor(
    () => {
      const states = documents.map(({ store }) => store.getState().connection);
      expect(states.map(({ status }) => status)).toEqual(Array(TABS).fill('stopped'));
    },
    { timeout: 20_000 },
  );
  for (const { store } of documents) {
    expect(store.getState().connection).toMatchObject({ problem: { kind: 'invalid-token', code: 4002 } });
  }
  expect(tokens - before.tokens).toBeLessThanOrEqual(2);
  expect((await controls.handshakes()) - before.handshakes).toBeLessThanOrEqual(4);
});

test('13 tabs ask for the usage once', async () => {
  let asked = 0;
  const polls = Array.from({ length: 13 }, () =>
    createPoll({
      name: `usage ${name}`,
      interval: 60_000,
      ask: async () => {
        asked += 1;
        return asked;
      },
    }),
  );
  const stops = polls.map((poll) => poll.subscribe(() => {}));
  await vi.waitFor(() => expect(polls.map((poll) => poll.getState().value)).toEqual(Array(13).fill(1)), {
    timeout: 5_000,
  });
  // The tab that asks is closed: another takes over, and knows what was found.
  stops[0]?.();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(asked).toBe(1);
  for (const stop of stops) stop();
});
