import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Problem,
  type WireSocketClient,
  type WireSocketDocument,
  WireSocketError,
} from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, inTime, until, untilStatus } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

let emulator: Emulator;
let clock: SkippingClock;
let client: WireSocketClient;
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `http-${count}`;
  clock = createSkippingClock();
  client = clientOf(emulator, { clock });
});
afterEach(() => client.destroy());

/** Skips short waits until a problem other than a nameless one shows. */
async function named(document: WireSocketDocument): Promise<Problem> {
  for (let tries = 0; tries < 10; tries += 1) {
    const { connection } = await until(
      document,
      (state) => state.connection.status === 'waiting' || state.connection.status === 'stopped',
    );
    const problem = 'problem' in connection ? connection.problem : null;
    if (problem !== null && problem.code !== 1006) return problem;
    clock.skip(2_000);
    await until(document, (state) => state.connection !== connection);
  }
  throw new Error('It was never named.');
}

describe('a handshake refused over HTTP, which looks like 1006,', () => {
  test.each([
    [429, 'too-many-requests'],
    [503, 'overloaded'],
  ])('with %i is named by one probe, and Retry-After kept', async (status, kind) => {
    const undo = [
      emulator.fail({ handshake: { status, retryAfter: 40 }, documentName: name }),
      emulator.fail({ http: 'discovery', status, retryAfter: 40, documentName: name }),
    ];
    const document = client.open(name);
    expect(await named(document)).toMatchObject({ kind, code: status, source: 'dataplane', retryAfter: 40 });
    const { earliestRetryAt } = await untilStatus(document, 'waiting');
    expect(earliestRetryAt - clock.now()).toBeGreaterThan(38_000);
    document.retry();
    expect(document.store.getState().connection.status).toBe('waiting');
    expect(handshakes()).toBe(2);
    for (const end of undo) end();
    clock.skip(44_000);
    await untilStatus(document, 'live');
  });

  test('with 401 gets one fresh token, then stops', async () => {
    emulator.fail({ handshake: { status: 401 }, documentName: name });
    emulator.fail({ http: 'discovery', status: 401, documentName: name });
    const document = client.open(name);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'unauthorized', code: 401, source: 'dataplane' });
    expect(handshakes()).toBeLessThanOrEqual(6);
  });

  test('with 401 and a static token says so', async () => {
    emulator.fail({ handshake: { status: 401 }, documentName: name });
    emulator.fail({ http: 'discovery', status: 401, documentName: name });
    const token = await emulator.issueToken();
    const fixed = clientOf(emulator, { clock, getAccessToken: () => token });
    const document = fixed.open(name);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'unauthorized', code: 401 });
    expect(problem?.reason).toMatch(/returned the same token again/);
    fixed.destroy();
  });

  test('because a page opens more documents than a minute has handshakes, waits the minute', async () => {
    const crowded = await startEmulator({ perIp: { handshakes: 3 } });
    const page = clientOf(crowded, { clock });
    const early = [1, 2, 3].map((place) => page.open(`${name}-${place}`));
    await Promise.all(early.map(({ whenSynced }) => whenSynced));
    const late = [4, 5].map((place) => page.open(`${name}-${place}`));
    for (const problem of await Promise.all(late.map(named)))
      expect(problem).toMatchObject({ kind: 'too-many-requests', code: 429, retryAfter: null });
    for (const document of late) {
      const { earliestRetryAt } = await untilStatus(document, 'waiting');
      expect(earliestRetryAt - clock.now()).toBeGreaterThan(40_000);
    }
    // Two each, and none without a token besides.
    expect(crowded.handshakes.map(({ outcome }) => outcome)).toEqual([0, 0, 0, 429, 429, 429, 429]);
    page.destroy();
    await crowded.stop();
  });

  test('while HTTP is well says that a proxy may be in the way', async () => {
    emulator.fail({ handshake: { status: 403 }, documentName: name });
    const document = client.open(name);
    const problem = await named(document);
    expect(problem).toMatchObject({ kind: 'unreachable', code: 200 });
    expect(problem.reason).toMatch(/proxy/);
  });
});

function handshakes(): number {
  return emulator.handshakes.filter(({ documentName }) => documentName === name).length;
}

test('nothing listens there: it says so, and goes on trying', async () => {
  const port = await freePort();
  const lost = clientOf(emulator, { clock, endpoint: `ws://127.0.0.1:${port}` });
  const document = lost.open(name);
  const { problem } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'unreachable', source: 'network' });
  lost.destroy();
});

test('the second endpoint takes over where nothing listens at the first', async () => {
  const port = await freePort();
  const failover = clientOf(emulator, { clock, endpoint: [`ws://127.0.0.1:${port}`, emulator.url] });
  const document = failover.open(name);
  await untilStatus(document, 'waiting');
  clock.skip(500);
  await untilStatus(document, 'live');
  failover.destroy();
});

describe('discovery', () => {
  test('comes first where the routing says so, and leads to the region of the document', async () => {
    const pinned = clientOf(emulator, { endpoint: emulator.regions['us-east-1']?.url ?? '' });
    await pinned.open(name).whenSynced;
    const asking = clientOf(emulator, { clock, routing: 'discovery-first' });
    const document = asking.open(name);
    await document.whenSynced;
    const seen = emulator.handshakes.filter(({ documentName }) => documentName === name);
    expect(seen.map(({ region, outcome }) => `${region} ${outcome}`)).toEqual(['us-east-1 0', 'us-east-1 0']);
    expect(document.store.getState().region).toBe('us-east-1');
    pinned.destroy();
    asking.destroy();
  });

  test('tells where a document lives', async () => {
    expect(await client.discover(name)).toMatchObject({ isNew: true });
    await client.open(name).whenSynced;
    expect(await client.discover(name)).toEqual({
      region: 'eu-central-1',
      url: `${emulator.url}/${name}`,
      isNew: false,
    });
  });
});

test('usage and health are told', async () => {
  await client.open(name).whenSynced;
  const { usage } = await client.usage();
  expect(usage.connections.current).toBeGreaterThanOrEqual(1);
  expect(await client.health()).toMatchObject({ status: 'healthy' });
});

test('a 401 for usage gets one fresh token; a 429 is a WireSocketError with Retry-After', async () => {
  emulator.fail({ http: 'usage', status: 401, times: 1 });
  await expect(client.usage()).resolves.toBeDefined();
  emulator.fail({ http: 'usage', status: 429, retryAfter: 60, times: 1 });
  const error = await client.usage().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WireSocketError);
  expect((error as WireSocketError).problem).toMatchObject({ kind: 'too-many-requests', retryAfter: 60 });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
