import { expect } from 'vitest';
import { freshName, test } from '../support/fixtures.ts';
import { enter, enterAndJoin, secondUrl, start } from './support.ts';

const limits = { maxConnections: 10, maxDocuments: 20, maxUsersPerDoc: 5, opsPerMinute: 600 };
test.override({ emulatorOptions: { limits, gracePeriod: 0 } });

test.for<[number, string | RegExp]>([
  [4001, 'No JWT was provided in the handshake'],
  [4002, 'Token is expired, malformed, or has an invalid signature'],
  [4003, 'Token does not match the tenant or application being accessed'],
  [4004, 'Connection limit exceeded: 10'],
  [4005, /^Document limit exceeded: 20 \(active: \d+\)$/],
  [4006, 'Rate limit exceeded: 600 ops/min'],
  [4007, 'Document name violates naming rules'],
  [4008, 'Document user limit exceeded: 5'],
  [1000, ''],
  [1001, ''],
  [1005, ''],
  [1006, ''],
  [1011, ''],
  [1012, ''],
  [1013, ''],
  [4205, ''],
  [3000, ''],
])('close with %i', async ([code, reason], { emulator, documentName }) => {
  const clients = [await enterAndJoin(emulator, documentName), await enterAndJoin(emulator, documentName)];
  const other = await enterAndJoin(emulator, freshName());
  expect(emulator.close(documentName, code)).toBe(2);
  const expected = typeof reason === 'string' ? reason : expect.stringMatching(reason);
  for (const { closed } of clients) expect(await closed).toEqual({ code, reason: expected });
  expect(emulator.close(documentName, code)).toBe(0);
  expect(other.socket.readyState).toBe(other.socket.OPEN);
});

test('4009 redirects to the other region', async () => {
  const emulator = await start();
  const client = await enterAndJoin(emulator, 'doc');
  emulator.close('doc', 4009);
  expect(await client.closed).toEqual({ code: 4009, reason: `REDIRECT:${secondUrl(emulator)}/doc` });
});

test('4009 redirects to itself where there is no other region', async () => {
  const emulator = await start({ regions: ['eu-central-1'] });
  const client = await enterAndJoin(emulator, 'doc');
  emulator.close('doc', 4009);
  expect((await client.closed).reason).toBe(`REDIRECT:${emulator.url}/doc`);
});

test('without limits in the token the reason tells what is in use', async () => {
  const emulator = await start();
  const client = await enterAndJoin(emulator, 'doc');
  emulator.close('doc', 4004);
  expect((await client.closed).reason).toBe('Connection limit exceeded: 1');
});

test('a reason of one’s own is cut between two characters', async ({ emulator, documentName }) => {
  const client = await enterAndJoin(emulator, documentName);
  emulator.close(documentName, 4006, `x${'€'.repeat(60)}`);
  expect((await client.closed).reason).toBe(`x${'€'.repeat(40)}`);
});

test.for([0, 999, 1004, 1016, 2999, 5000, 1000.5, Number.NaN])(
  'no socket ends with %s',
  (code, { emulator }) => {
    expect(() => emulator.close('doc', code)).toThrow(RangeError);
  },
);

test('a place is free the moment its session is closed', async () => {
  const emulator = await start({ limits: { maxUsersPerDoc: 1 } });
  const client = await enterAndJoin(emulator, 'doc');
  client.socket.pause();
  emulator.close('doc', 1012);
  await (await enter(emulator, 'doc')).joined;
});
