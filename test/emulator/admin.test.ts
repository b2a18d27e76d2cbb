import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { expect } from 'vitest';
import { ADMIN_ROUTES } from '../../src/emulator/admin-routes.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import { controlsOf } from '../../stories/live-playground/emulator.ts';
import { test } from '../support/fixtures.ts';
import { dial, enter, enterAndJoin, secondUrl, start } from './support.ts';

test.override({ emulatorOptions: { gracePeriod: 250 } });

async function request(emulator: Emulator, method: string, path: string, body?: unknown, headers = {}) {
  const answer = await fetch(emulator.dashboardUrl + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

test('closes a document', async ({ emulator, documentName }) => {
  const client = await enterAndJoin(emulator, documentName);
  const body = { documentName, code: 4006, reason: 'Enough' };
  expect(await request(emulator, 'POST', ADMIN_ROUTES.close, body)).toEqual({
    status: 200,
    body: { closed: 1 },
  });
  expect(await client.closed).toEqual({ code: 4006, reason: 'Enough' });
});

test('closes a document without a reason where that is what is asked for', async ({
  emulator,
  documentName,
}) => {
  const client = await enterAndJoin(emulator, documentName);
  const body = { documentName, code: 4006, reason: '' };
  expect((await request(emulator, 'POST', ADMIN_ROUTES.close, body)).status).toBe(200);
  expect(await client.closed).toEqual({ code: 4006, reason: '' });
});

test('makes faults, and takes them back', async () => {
  const emulator = await start();
  const fault = { handshake: { code: 4008 }, documentName: 'doc' };
  const { status, body } = await request(emulator, 'POST', ADMIN_ROUTES.faults, fault);
  expect(status).toBe(201);
  expect((await (await enter(emulator, 'doc')).closed).code).toBe(4008);
  expect((await request(emulator, 'GET', ADMIN_ROUTES.state)).body.faults).toEqual([
    { id: body.id, fault, timesLeft: null },
  ]);
  expect((await request(emulator, 'DELETE', `${ADMIN_ROUTES.faults}/${body.id}`)).status).toBe(204);
  expect((await request(emulator, 'DELETE', `${ADMIN_ROUTES.faults}/${body.id}`)).status).toBe(404);
  await request(emulator, 'POST', ADMIN_ROUTES.faults, { delay: 60_000 });
  await request(emulator, 'POST', ADMIN_ROUTES.faults, { handshake: 'silence', times: 3 });
  expect((await request(emulator, 'DELETE', ADMIN_ROUTES.faults)).status).toBe(204);
  await enterAndJoin(emulator, 'doc');
});

test('two pages of the playground may undo the same faults at once', async () => {
  const emulator = await start();
  for (let count = 0; count < 5; count += 1) emulator.fail({ delay: 10, documentName: 'doc' });
  emulator.fail({ delay: 10, documentName: 'other' });
  await Promise.all([1, 2, 3].map(() => controlsOf(emulator, 'doc').recover()));
  const { body } = await request(emulator, 'GET', ADMIN_ROUTES.state);
  expect(body.faults).toMatchObject([{ fault: { documentName: 'other' } }]);
});

test('rotates the key, and retires the one before', async () => {
  const emulator = await start();
  const before = await emulator.issueToken();
  const { status, body } = await request(emulator, 'POST', ADMIN_ROUTES.keys, {});
  expect(status).toBe(201);
  await dial(`${emulator.url}/doc`, ['access_token', before]).joined;
  expect((await request(emulator, 'DELETE', `${ADMIN_ROUTES.keys}/${body.id}`)).status).toBe(204);
  expect((await request(emulator, 'DELETE', `${ADMIN_ROUTES.keys}/${body.id}`)).status).toBe(404);
  expect((await dial(`${emulator.url}/doc`, ['access_token', before]).closed).code).toBe(4002);
  // The one that signs stays.
  expect((await request(emulator, 'DELETE', ADMIN_ROUTES.keys)).status).toBe(404);
  await enterAndJoin(emulator, 'doc');
});

test('sets limits, issues tokens, and tells the state', async () => {
  const emulator = await start({ limits: { maxConnections: 9, maxDocuments: 9 } });
  const limits = await request(emulator, 'POST', ADMIN_ROUTES.limits, {
    maxUsersPerDoc: 2,
    maxDocuments: null,
  });
  expect(limits.body).toEqual({ limits: { maxConnections: 9, maxUsersPerDoc: 2 } });
  const { body } = await request(emulator, 'POST', ADMIN_ROUTES.tokens, {});
  expect(body.expires_in).toBeGreaterThan(870);
  const client = dial(`${secondUrl(emulator)}/doc`, ['access_token', body.access_token]);
  await client.joined;
  const wrong = await request(emulator, 'POST', ADMIN_ROUTES.tokens, { appId: 'other' });
  expect((await dial(`${emulator.url}/x`, ['access_token', wrong.body.access_token]).closed).code).toBe(4003);
  const { url } = emulator;
  expect((await request(emulator, 'GET', ADMIN_ROUTES.state)).body).toEqual({
    regions: {
      'eu-central-1': { url, sessions: [] },
      'us-east-1': { url: secondUrl(emulator), sessions: [{ documentName: 'doc', connections: 1 }] },
    },
    limits: { maxConnections: 9, maxUsersPerDoc: 2 },
    faults: [],
  });
  const { handshakes } = (await request(emulator, 'GET', ADMIN_ROUTES.handshakes)).body;
  expect(handshakes).toEqual(emulator.handshakes);
});

test.for<[string, string, unknown, RegExp]>([
  ['no name', ADMIN_ROUTES.close, { code: 4006 }, /documentName/],
  ['no code', ADMIN_ROUTES.close, { documentName: 'doc' }, /code/],
  ['a code that is text', ADMIN_ROUTES.close, { documentName: 'doc', code: '4006' }, /code is a number/],
  ['a code that is none', ADMIN_ROUTES.close, { documentName: 'doc', code: 42 }, /42/],
  ['a reason that is none', ADMIN_ROUTES.close, { documentName: 'doc', code: 4006, reason: 1 }, /reason/],
  ['a fault that is none', ADMIN_ROUTES.faults, { handshake: 'noise' }, /handshake/],
  ['an unknown limit', ADMIN_ROUTES.limits, { users: 1 }, /users/],
  ['a negative limit', ADMIN_ROUTES.limits, { maxDocuments: -1 }, /maxDocuments/],
  ['no JSON', ADMIN_ROUTES.limits, '{', /JSON object/],
  ['a list', ADMIN_ROUTES.tokens, [], /JSON object/],
  ['null', ADMIN_ROUTES.tokens, null, /JSON object/],
])('bad input: %s', async ([, path, body, says], { emulator }) => {
  const answer = await request(emulator, 'POST', path, body);
  expect(answer).toMatchObject({ status: 400, body: { title: 'Bad Request', status: 400 } });
  expect(answer.body.detail).toMatch(says);
});

/** What one is answered who knows the emulator by another name. `fetch` would write that by itself. */
async function statusFor({ dashboardUrl }: Emulator, host: string): Promise<number | undefined> {
  const asking = get(dashboardUrl + ADMIN_ROUTES.state, { headers: { Host: host } });
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

test('takes JSON only, from pages of this machine only', async ({ emulator }) => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  expect((await request(emulator, 'POST', ADMIN_ROUTES.limits, '{}', form)).status).toBe(415);
  const stranger = { Origin: 'https://evil.example' };
  expect((await request(emulator, 'POST', ADMIN_ROUTES.tokens, {}, stranger)).status).toBe(403);
  expect((await request(emulator, 'GET', ADMIN_ROUTES.state, undefined, stranger)).status).toBe(403);
  // Its own host, whose name leads here: the browser then says no origin of a GET.
  expect(await statusFor(emulator, 'evil.example')).toBe(403);
  expect(await statusFor(emulator, 'localhost:6006')).toBe(200);
  const page = { Origin: 'http://localhost:6006' };
  expect((await request(emulator, 'POST', ADMIN_ROUTES.tokens, {}, page)).status).toBe(200);
  expect((await request(emulator, 'GET', '/admin/nothing')).status).toBe(404);
});

test('refuses a body that is too big, and answers what comes behind it over the same connection', async ({
  emulator,
}) => {
  const { host, hostname, port } = new URL(emulator.dashboardUrl);
  const post = (body: string, connection: 'keep-alive' | 'close') =>
    [
      `POST ${ADMIN_ROUTES.tokens} HTTP/1.1`,
      `Host: ${host}`,
      `Connection: ${connection}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  const socket = connect(Number(port), hostname);
  socket.write(post(`{"x":"${'x'.repeat(8_000_000)}"}`, 'keep-alive') + post('{}', 'close'));
  const answers = await readText(socket);
  expect([...answers.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual(['413', '200']);
});
