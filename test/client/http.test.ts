import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { type Problem, type WireSocketDocument, WireSocketError } from '../../src/core.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { test } from '../support/fixtures.ts';
import { clientOf, inTime, until, untilStatus } from '../support/kit.ts';
import type { SkippingClock } from '../support/skipping-clock.ts';

/** Skips short waits until a problem other than a nameless one shows. */
async function named(clock: SkippingClock, document: WireSocketDocument): Promise<Problem> {
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
  test.for([
    [429, 'too-many-requests'],
    [503, 'overloaded'],
  ] as const)(
    'with %i is named by one probe, and Retry-After kept',
    async ([status, kind], { emulator, client, clock, documentName, handshakes }) => {
      const undo = [
        emulator.fail({ handshake: { status, retryAfter: 40 }, documentName }),
        emulator.fail({ http: 'discovery', status, retryAfter: 40, documentName }),
      ];
      const document = client.open(documentName);
      expect(await named(clock, document)).toMatchObject({
        kind,
        code: status,
        source: 'dataplane',
        retryAfter: 40,
      });
      const { earliestRetryAt } = await untilStatus(document, 'waiting');
      expect(earliestRetryAt - clock.now()).toBeGreaterThan(38_000);
      document.retry();
      expect(document.store.getState().connection.status).toBe('waiting');
      expect(handshakes()).toHaveLength(2);
      for (const end of undo) end();
      clock.skip(44_000);
      await untilStatus(document, 'live');
    },
  );

  test('with 401 gets one fresh token, then stops', async ({
    emulator,
    client,
    clock,
    documentName,
    handshakes,
  }) => {
    emulator.fail({ handshake: { status: 401 }, documentName });
    emulator.fail({ http: 'discovery', status: 401, documentName });
    const document = client.open(documentName);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'unauthorized', code: 401, source: 'dataplane' });
    expect(handshakes().length).toBeLessThanOrEqual(6);
  });

  test('with 401 and a static token says so', async ({ emulator, connect, clock, documentName }) => {
    emulator.fail({ handshake: { status: 401 }, documentName });
    emulator.fail({ http: 'discovery', status: 401, documentName });
    const token = await emulator.issueToken();
    const fixed = connect({ clock, getAccessToken: () => token });
    const document = fixed.open(documentName);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'unauthorized', code: 401 });
    expect(problem?.reason).toMatch(/returned the same token again/);
  });

  test('because a page opens more documents than a minute has handshakes, waits the minute', async ({
    clock,
    documentName,
  }) => {
    const crowded = await startEmulator({ perIp: { handshakes: 3 } });
    const page = clientOf(crowded, { clock });
    const early = [1, 2, 3].map((place) => page.open(`${documentName}-${place}`));
    await Promise.all(early.map(({ whenSynced }) => whenSynced));
    const late = [4, 5].map((place) => page.open(`${documentName}-${place}`));
    for (const problem of await Promise.all(late.map((document) => named(clock, document))))
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

  test('while HTTP is well says that a proxy may be in the way', async ({
    emulator,
    client,
    clock,
    documentName,
  }) => {
    emulator.fail({ handshake: { status: 403 }, documentName });
    const document = client.open(documentName);
    const problem = await named(clock, document);
    expect(problem).toMatchObject({ kind: 'unreachable', code: 200 });
    expect(problem.reason).toMatch(/proxy/);
  });
});

test('nothing listens there: it says so, and goes on trying', async ({ connect, clock, documentName }) => {
  const port = await freePort();
  const lost = connect({ clock, endpoint: `ws://127.0.0.1:${port}` });
  const document = lost.open(documentName);
  const { problem } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'unreachable', source: 'network' });
});

test('the second endpoint takes over where nothing listens at the first', async ({
  emulator,
  connect,
  clock,
  documentName,
}) => {
  const port = await freePort();
  const failover = connect({ clock, endpoint: [`ws://127.0.0.1:${port}`, emulator.url] });
  const document = failover.open(documentName);
  await untilStatus(document, 'waiting');
  clock.skip(500);
  await untilStatus(document, 'live');
});

describe('discovery', () => {
  test('comes first where the routing says so, and leads to the region of the document', async ({
    emulator,
    connect,
    clock,
    documentName,
    handshakes,
  }) => {
    const pinned = connect({ endpoint: emulator.regions['us-east-1']?.url ?? '' });
    await pinned.open(documentName).whenSynced;
    const asking = connect({ clock, routing: 'discovery-first' });
    const document = asking.open(documentName);
    await document.whenSynced;
    expect(handshakes().map(({ region, outcome }) => `${region} ${outcome}`)).toEqual([
      'us-east-1 0',
      'us-east-1 0',
    ]);
    expect(document.store.getState().region).toBe('us-east-1');
  });

  test('tells where a document lives', async ({ emulator, client, documentName }) => {
    expect(await client.discover(documentName)).toMatchObject({ isNew: true });
    await client.open(documentName).whenSynced;
    expect(await client.discover(documentName)).toEqual({
      region: 'eu-central-1',
      url: `${emulator.url}/${documentName}`,
      isNew: false,
    });
  });
});

test('usage and health are told', async ({ client, documentName }) => {
  await client.open(documentName).whenSynced;
  const { usage } = await client.usage();
  expect(usage.connections.current).toBeGreaterThanOrEqual(1);
  expect(await client.health()).toMatchObject({ status: 'healthy' });
});

test('a 401 for usage gets one fresh token; a 429 is a WireSocketError with Retry-After', async ({
  emulator,
  client,
}) => {
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
