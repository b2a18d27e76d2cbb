import { expect, test } from 'vitest';
import { WAIT } from '../support/patience.ts';
import {
  bearer,
  dial,
  enter,
  enterAndJoin,
  httpUrl,
  secondUrl,
  start,
  until,
  untilForgotten,
} from './support.ts';

test('4004: connections count over all regions, and a place that frees can be taken', async () => {
  const emulator = await start({ limits: { maxConnections: 2 } });
  const first = await enterAndJoin(emulator, 'one');
  await enterAndJoin(emulator, 'two', secondUrl(emulator));
  expect(await (await enter(emulator, 'one')).closed).toEqual({
    code: 4004,
    reason: 'Connection limit exceeded: 2',
  });
  first.socket.close();
  await first.closed;
  await enterAndJoin(emulator, 'one');
});

test('4005: documents count over all regions, in their grace period too', async () => {
  const emulator = await start({ limits: { maxDocuments: 1 }, gracePeriod: 600_000 });
  const first = await enterAndJoin(emulator, 'one');
  await enterAndJoin(emulator, 'one');
  const refused = { code: 4005, reason: 'Document limit exceeded: 1 (active: 1)' };
  expect(await (await enter(emulator, 'two', secondUrl(emulator))).closed).toEqual(refused);
  emulator.close('one', 1000);
  await first.closed;
  expect(await (await enter(emulator, 'two')).closed).toEqual(refused);
});

test('a document whose grace period has ended counts no more', async () => {
  const emulator = await start({ limits: { maxDocuments: 1 }, gracePeriod: 0 });
  await enterAndJoin(emulator, 'one');
  emulator.close('one', 1000);
  await untilForgotten(emulator, 'one');
  await enterAndJoin(emulator, 'two');
});

test('4006: operations count per region, and end the session that goes beyond', async () => {
  const emulator = await start({ limits: { opsPerMinute: 3 } });
  const client = await enterAndJoin(emulator, 'doc');
  const elsewhere = await enterAndJoin(emulator, 'other', secondUrl(emulator));
  for (let count = 0; count < 4; count += 1) client.socket.send(new Uint8Array([3]));
  expect(await client.closed).toEqual({ code: 4006, reason: 'Rate limit exceeded: 3 ops/min' });

  const again = await enterAndJoin(emulator, 'doc');
  again.socket.send(new Uint8Array([3]));
  expect((await again.closed).code).toBe(4006);

  elsewhere.socket.send(new Uint8Array([3]));
  elsewhere.socket.ping();
  await new Promise((resolve) => elsewhere.socket.once('pong', resolve));
  expect(elsewhere.socket.readyState).toBe(elsewhere.socket.OPEN);
});

test('4008: users on one document', async () => {
  const emulator = await start({ limits: { maxUsersPerDoc: 1 } });
  await enterAndJoin(emulator, 'one');
  await enterAndJoin(emulator, 'two');
  expect(await (await enter(emulator, 'one')).closed).toEqual({
    code: 4008,
    reason: 'Document user limit exceeded: 1',
  });
});

test('of two that come for the last place at once, one gets it', async () => {
  const emulator = await start({ limits: { maxUsersPerDoc: 1 } });
  const token = await emulator.issueToken();
  for (let count = 0; count < 10; count += 1) dial(`${emulator.url}/doc`, ['access_token', token]);
  await until(() => emulator.handshakes.length === 10);
  expect(emulator.handshakes.filter(({ outcome }) => outcome === 0)).toHaveLength(1);
});

test('limits travel in the token: those issued before keep what they had', async () => {
  const emulator = await start({ limits: { maxUsersPerDoc: 1, maxDocuments: 5 } });
  const old = await emulator.issueToken();
  await enterAndJoin(emulator, 'doc');
  emulator.setLimits({ maxUsersPerDoc: 3 });
  expect((await dial(`${emulator.url}/doc`, ['access_token', old]).closed).code).toBe(4008);
  await enterAndJoin(emulator, 'doc');
  emulator.setLimits({ maxUsersPerDoc: Number.POSITIVE_INFINITY });
  const [, payload = ''] = (await emulator.issueToken()).split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString()).limits).toEqual({ maxDocuments: 5 });
});

test('a limit of 0 lets nobody in; limits that are none are refused', async () => {
  const emulator = await start();
  const token = await emulator.issueToken({ limits: { maxConnections: 0 } });
  expect(await dial(`${emulator.url}/doc`, ['access_token', token]).closed).toEqual({
    code: 4004,
    reason: 'Connection limit exceeded: 0',
  });
  expect(() => emulator.setLimits({ maxConnections: -1 })).toThrow(/maxConnections/);
  expect(() => emulator.setLimits(null as unknown as object)).toThrow(/limits: an object/);
  expect(() => emulator.setLimits({ maxUsers: 1 } as object)).toThrow(/maxUsers\b.*maxUsersPerDoc/);
});

test('GET /usage tells what is in use of the limits', async () => {
  const emulator = await start({ limits: { maxConnections: 4, maxDocuments: 10 } });
  const token = await emulator.issueToken();
  const usage = async () => (await fetch(`${httpUrl(emulator)}/usage`, bearer(token))).json();
  for (const name of ['one', 'one', 'two']) await enterAndJoin(emulator, name);
  const body = await usage();
  expect(body).toMatchObject({
    tenantId: emulator.credentials.tenantId,
    appId: emulator.credentials.appId,
    usage: {
      connections: { current: 3, limit: 4, percent: 75, status: 'warning' },
      documents: { current: 2, limit: 10, percent: 20, status: 'healthy' },
    },
  });
  expect(Date.parse(body.timestamp)).toBeGreaterThan(Date.now() - WAIT);
  await enterAndJoin(emulator, 'two');
  expect((await usage()).usage.connections).toMatchObject({ percent: 100, status: 'critical' });
});
