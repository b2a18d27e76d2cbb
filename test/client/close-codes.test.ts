import { expect, vi } from 'vitest';
import type { WireSocketClient, WireSocketDocument } from '../../src/core.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, until, untilStatus } from '../support/kit.ts';
import type { SkippingClock } from '../support/skipping-clock.ts';

const test = base
  .extend('issue', ({ emulator }) => vi.fn(() => emulator.issueToken()))
  .override('client', ({ connect, clock, issue }) => connect({ clock, getAccessToken: issue }))
  .extend('document', async ({ client, documentName }) => {
    const document = client.open(documentName);
    await document.whenSynced;
    return document;
  });

test.override({ emulatorOptions: { gracePeriod: 200 } });

test.for([
  [4001, 'missing-token'],
  [4002, 'invalid-token'],
  [4401, 'invalid-token'],
] as const)(
  '%i: one fresh token, at once; refused again, it stops',
  async ([code, kind], { emulator, clock, documentName, issue, outcomes, document }) => {
    emulator.close(documentName, code);
    await until(document, ({ connection }) => connection.status === 'connecting');
    await untilStatus(document, 'live');
    expect(issue).toHaveBeenCalledTimes(2);

    emulator.fail({ handshake: { code }, documentName });
    clock.skip(6_000);
    emulator.close(documentName, code);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind, code, source: 'close' });
    expect(issue).toHaveBeenCalledTimes(3);
    expect(outcomes()).toEqual([0, 0, code]);
  },
);

test.for([
  [4003, 'forbidden'],
  [4007, 'invalid-name'],
  [4403, 'forbidden'],
  [1002, 'protocol-error'],
  [1003, 'protocol-error'],
  [1007, 'protocol-error'],
  [1008, 'protocol-error'],
  [1009, 'message-too-big'],
] as const)('%i: it stops', async ([code, kind], { emulator, clock, documentName, outcomes, document }) => {
  emulator.close(documentName, code);
  const { problem } = await untilStatus(document, 'stopped');
  expect(problem).toMatchObject({ kind, code });
  clock.skip(600_000);
  expect(document.store.getState().connection.status).toBe('stopped');
  expect(outcomes()).toEqual([0]);
});

test.for([
  [4004, 'connection-limit'],
  [4005, 'document-limit'],
  [4008, 'document-full'],
] as const)(
  '%i: a waiting room of 30 s, 60 s, 120 s, that joins by itself',
  async ([code, kind], { emulator, clock, documentName, outcomes, document }) => {
    const free = emulator.fail({ handshake: { code }, documentName });
    emulator.close(documentName, code);
    for (const seconds of [30, 60, 120]) {
      const { problem, retryAt } = await untilStatus(document, 'waiting');
      expect(problem.kind).toBe(kind);
      const wait = ((retryAt ?? 0) - clock.now()) / 1000;
      expect(wait).toBeGreaterThan(seconds - 1);
      expect(wait).toBeLessThanOrEqual(seconds * 1.2);
      clock.skip(seconds * 1000 * 1.2);
      await until(document, ({ connection }) => connection.status !== 'waiting');
    }
    await untilStatus(document, 'waiting');
    free();
    document.doc.getText('notes').insert(0, 'typed while waiting');
    document.retry();
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(outcomes()).toEqual([0, code, code, code, 0]);
  },
);

test('4006: 30 s at least, whoever asks', async ({ emulator, clock, documentName, outcomes, document }) => {
  emulator.close(documentName, 4006);
  const { problem, retryAt, earliestRetryAt } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'rate-limit', code: 4006 });
  expect(earliestRetryAt - clock.now()).toBeGreaterThan(29_000);
  expect(retryAt).toBeGreaterThanOrEqual(earliestRetryAt);
  clock.skip(25_000);
  document.retry();
  expect(document.store.getState().connection.status).toBe('waiting');
  clock.skip(8_000);
  await untilStatus(document, 'live');
  expect(outcomes()).toEqual([0, 0]);
});

test.for([
  [
    'disconnects and connects again',
    (document: WireSocketDocument) => {
      document.disconnect();
      document.connect();
      return document;
    },
  ],
  [
    'closes the document and opens it again',
    (document: WireSocketDocument, client: WireSocketClient, clock: SkippingClock) => {
      document.close();
      clock.skip(1_000);
      return client.open(document.name);
    },
  ],
] as const)(
  '4006: who %s waits out the 30 s all the same',
  async ([, comeBack], { emulator, client, clock, documentName, outcomes, document: first }) => {
    emulator.close(documentName, 4006);
    await untilStatus(first, 'waiting');
    const document = comeBack(first, client, clock);
    expect(document.store.getState().connection).toMatchObject({
      status: 'waiting',
      problem: { kind: 'rate-limit' },
    });
    document.retry();
    clock.skip(20_000);
    expect(document.store.getState().connection.status).toBe('waiting');
    clock.skip(10_000);
    await untilStatus(document, 'live');
    expect(outcomes()).toEqual([0, 0]);
  },
);

test('4009: follows the redirect at once, into the other region', async ({
  emulator,
  connect,
  client,
  documentName,
  handshakes,
}) => {
  const pinned = connect({ endpoint: emulator.regions['us-east-1']?.url ?? '' });
  const other = pinned.open(`${documentName}-pinned`);
  await other.whenSynced;
  other.doc.getText('notes').insert(0, 'over here');
  const redirected = client.open(`${documentName}-pinned`);
  await redirected.whenSynced;
  await eventually(() => redirected.doc.getText('notes').toString() === 'over here');
  const regions = handshakes(`${documentName}-pinned`).map(({ region, outcome }) => `${region} ${outcome}`);
  expect(regions).toEqual(['us-east-1 0', 'eu-central-1 4009', 'us-east-1 0']);
});

test('4009 in a loop: 4 handshakes, then a wait of 30 s or more', async ({
  emulator,
  clock,
  documentName,
  outcomes,
  document,
}) => {
  emulator.fail({ handshake: { code: 4009 }, documentName });
  emulator.close(documentName, 1012);
  clock.skip(1_000);
  const { problem, earliestRetryAt } = await untilStatus(document, 'waiting').then(async (connection) => {
    if (connection.problem.kind === 'redirect-loop') return connection;
    clock.skip(1_000);
    await until(
      document,
      (state) => state.connection.status === 'waiting' && state.connection.problem.kind === 'redirect-loop',
    );
    return untilStatus(document, 'waiting');
  });
  expect(problem).toMatchObject({ kind: 'redirect-loop' });
  expect(earliestRetryAt - clock.now()).toBeGreaterThan(29_000);
  expect(outcomes()).toEqual([0, 4009, 4009, 4009, 4009]);
});

test.for([
  [1001, 'server-restart'],
  [1005, 'connection-lost'],
  [1006, 'connection-lost'],
  [1011, 'connection-lost'],
  [1012, 'server-restart'],
  [1000, 'connection-lost'],
  [4205, 'server-restart'],
  [4408, 'server-restart'],
  [4321, 'unknown'],
] as const)(
  '%i: back in a moment, and nothing is lost',
  async ([code, kind], { emulator, clock, documentName, document }) => {
    emulator.close(documentName, code);
    const { problem, retryAt } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind, code });
    expect((retryAt ?? 0) - clock.now()).toBeLessThanOrEqual(500);
    document.doc.getText('notes').insert(0, 'typed meanwhile');
    clock.skip(500);
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
  },
);

test('1013: back after 10 s or more', async ({ emulator, clock, documentName, document }) => {
  emulator.close(documentName, 1013);
  const { problem, retryAt } = await untilStatus(document, 'waiting');
  expect(problem.kind).toBe('overloaded');
  expect((retryAt ?? 0) - clock.now()).toBeGreaterThan(9_000);
});
