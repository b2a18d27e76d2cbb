import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { WireSocketClient } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, untilStatus } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

let emulator: Emulator;
let clock: SkippingClock;
let client: WireSocketClient;
let asked: string[] = [];
let answer: ((url: string) => Response) | null = null;
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false, gracePeriod: 50 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `discovery-${count}`;
  asked = [];
  answer = null;
  clock = createSkippingClock();
  client = clientOf(emulator, {
    clock,
    routing: 'discovery-first',
    fetch: async (url, init) => {
      asked.push(String(url));
      return answer === null ? fetch(url, init) : answer(String(url));
    },
  });
});
afterEach(() => client.destroy());

const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name);

test('discovery is asked once a session, not at each reconnect', async () => {
  const document = client.open(name);
  await document.whenSynced;
  for (let n = 0; n < 3; n += 1) {
    emulator.close(name, 1012);
    await untilStatus(document, 'waiting');
    clock.skip(500);
    await untilStatus(document, 'live');
    clock.skip(5_000);
  }
  expect(asked).toHaveLength(1);
  expect(handshakes()).toHaveLength(4);
});

test('a region with no live node, url: null, falls back to the endpoint', async () => {
  answer = () => Response.json({ region: 'eu-central-1', url: null, isNew: false });
  const document = client.open(name);
  await document.whenSynced;
  expect(document.store.getState().region).toBe('eu-central-1');
});

test('an address that has the name already does not get it twice', async () => {
  answer = () =>
    Response.json({ region: 'us-east-1', url: `${emulator.regions['us-east-1']?.url}/${name}`, isNew: true });
  await client.open(name).whenSynced;
  expect(handshakes().map(({ region, outcome }) => `${region} ${outcome}`)).toEqual(['us-east-1 0']);
});

test.each([
  'wss://evil.example/notes',
  'ws://eu-central-1.wiresocket.net/notes',
  'wss://eu.wiresocket.net.evil.com',
])('an address that is not trusted, %s, gets no token', async (url) => {
  answer = () => Response.json({ region: 'x', url, isNew: false });
  const document = client.open(name);
  const { problem } = await untilStatus(document, 'stopped');
  expect(problem?.kind).toBe('untrusted-redirect');
  expect(handshakes()).toEqual([]);
});

test.each([
  [400, 'bad-request', 'stopped'],
  [429, 'too-many-requests', 'waiting'],
  [503, 'overloaded', 'waiting'],
] as const)('an HTTP %i is told, and keeps to its rule', async (status, kind, expected) => {
  answer = () => new Response('{}', { status });
  const document = client.open(name);
  const { problem } = await untilStatus(document, expected);
  expect(problem).toMatchObject({ kind, code: status, source: 'dataplane' });
  expect(handshakes()).toEqual([]);
});

test.each(['soon', '-1', '31536000'])(
  'a Retry-After of %s is waited out for 10 minutes at most',
  async (retryAfter) => {
    answer = () => new Response('{}', { status: 429, headers: { 'Retry-After': retryAfter } });
    const { retryAt } = await untilStatus(client.open(name), 'waiting');
    const seconds = ((retryAt ?? 0) - clock.now()) / 1000;
    expect(seconds).toBeGreaterThan(58);
    expect(seconds).toBeLessThanOrEqual(600);
  },
);

test('HTML where JSON was expected is told', async () => {
  answer = () => new Response('<!doctype html>');
  const { problem } = await untilStatus(client.open(name), 'waiting');
  expect(problem.kind).toBe('protocol-error');
});

test('a redirect for a name too long to fit into its reason finds the way all the same', async () => {
  const long = `${name}-${'x'.repeat(200)}`;
  const pinned = clientOf(emulator, { endpoint: emulator.regions['us-east-1']?.url ?? '' });
  await pinned.open(long).whenSynced;
  const catching = clientOf(emulator);
  await catching.open(long).whenSynced;
  const seen = emulator.handshakes.filter(({ documentName }) => documentName === long);
  expect(seen.map(({ region, outcome }) => `${region} ${outcome}`)).toEqual([
    'us-east-1 0',
    'eu-central-1 4009',
    'us-east-1 0',
  ]);
  pinned.destroy();
  catching.destroy();
});
