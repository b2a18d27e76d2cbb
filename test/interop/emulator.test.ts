import { afterEach, beforeEach, test } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import type { WireSocketClient, WireSocketClientOptions } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, eventually, inTime, isSaved, WebSocketClass } from '../support/kit.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';
import { openTheirs } from './hocuspocus-node.ts';
import { createRandom, editAtRandom, expectConvergence } from './random-edits.ts';

let emulator: Emulator;
/** Where everybody connects to, so that an emulator that restarts elsewhere is found. */
let relay: Relay;
let clock: SkippingClock;
let yWebsocket: WebsocketProvider;
let hocuspocus: ReturnType<typeof openTheirs>;
const clients: WireSocketClient[] = [];

beforeEach(async () => {
  clock = createSkippingClock();
  await start();
  relay = await startRelay(() => emulator.url);
  yWebsocket = new WebsocketProvider(relay.url, 'notes', new Doc(), {
    params: { token: await emulator.issueToken() },
    WebSocketPolyfill: WebSocketClass,
    disableBc: true,
    maxBackoffTime: 50,
  });
  hocuspocus = openTheirs(relay.url, 'notes', () => emulator.issueToken());
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  yWebsocket.destroy();
  hocuspocus.destroy();
  await relay.stop();
  await emulator.stop();
});

async function start(): Promise<void> {
  emulator = await startEmulator({ perIp: false });
}

/** Another emulator in its place, which knows neither the documents nor the tokens of the one before. */
async function restart(): Promise<void> {
  await emulator.stop();
  await start();
  yWebsocket.params = { token: await emulator.issueToken() };
}

function ours(dialect: NonNullable<WireSocketClientOptions['dialect']>) {
  const client = clientOf(emulator, {
    endpoint: relay.url,
    getAccessToken: () => emulator.issueToken(),
    dialect,
    tokenIn: { query: 'token' },
    clock,
  });
  clients.push(client);
  return client.open('notes');
}

test.each([1, 2, 3])(
  'random edits with cuts and restarts converge, in both dialects, beside both providers (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    const mine = [ours('y-websocket'), ours('hocuspocus')];
    const docs = [...mine, yWebsocket, hocuspocus].map(({ doc }) => doc);
    for (let round = 0; round < 200; round += 1) {
      editAtRandom(docs, random);
      if (round % 40 === 20) relay.cut();
      if (round === 100) await restart();
      if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      clock.skip(100);
    }
    await inTime(clock, mine, () => mine.every(isSaved));
    await expectConvergence(docs);
  },
);

test('presence crosses between all of them, and leaving clears it', async () => {
  const mine = [ours('y-websocket'), ours('hocuspocus')];
  await Promise.all(mine.map(({ whenSynced }) => whenSynced));
  const theirs = [yWebsocket.awareness, hocuspocus.provider.awareness];
  const all = [...mine.map(({ awareness }) => awareness), ...theirs];
  all.forEach((awareness, index) => {
    awareness?.setLocalStateField('user', { name: `user ${index}` });
  });
  const named = () =>
    all.map((awareness) => [...(awareness?.getStates().values() ?? [])].map(({ user }) => user?.name).sort());
  const everybody = ['user 0', 'user 1', 'user 2', 'user 3'];
  await eventually(() => named().every((names) => names.join() === everybody.join()));
  for (const document of mine) document.disconnect();
  await eventually(() => named()[2]?.join() === 'user 2,user 3' && named()[3]?.join() === 'user 2,user 3');
});
