import { expect } from 'vitest';
import { Doc, encodeStateAsUpdate } from 'yjs';
import type { Fault } from '../../src/emulator/index.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { test } from '../support/fixtures.ts';
import { bearer, dial, enter, enterAndJoin, httpUrl, outcomes, secondUrl, start, until } from './support.ts';

test.override({ emulatorOptions: { gracePeriod: 250 } });

test('a handshake is closed with a code, until undone', async () => {
  const emulator = await start({ limits: { maxUsersPerDoc: 7 } });
  const undo = emulator.fail({ handshake: { code: 4008 } });
  const closed = { code: 4008, reason: 'Document user limit exceeded: 7' };
  expect(await (await enter(emulator, 'doc')).closed).toEqual(closed);
  expect(await (await enter(emulator, 'doc')).closed).toEqual(closed);
  undo();
  undo();
  await enterAndJoin(emulator, 'doc');
  expect(emulator.handshakes.map(({ outcome }) => outcome)).toEqual([4008, 4008, 0]);
});

test('with a reason of its own; with 1006, without a close frame', async ({ emulator, documentName }) => {
  emulator.fail({ handshake: { code: 4009, reason: 'REDIRECT:nonsense' }, times: 1 });
  expect(await (await enter(emulator, documentName)).closed).toEqual({
    code: 4009,
    reason: 'REDIRECT:nonsense',
  });
  emulator.fail({ handshake: { code: 1006 }, times: 1 });
  expect((await (await enter(emulator, documentName)).closed).code).toBe(1006);
});

test('4009 without a reason leads to the other region, and from there back', async ({
  emulator,
  documentName,
}) => {
  const undo = emulator.fail({ handshake: { code: 4009 } });
  expect((await (await enter(emulator, documentName)).closed).reason).toBe(
    `REDIRECT:${secondUrl(emulator)}/${documentName}`,
  );
  const back = await enter(emulator, documentName, secondUrl(emulator));
  expect((await back.closed).reason).toBe(`REDIRECT:${emulator.url}/${documentName}`);
  undo();
});

test('a handshake is refused at HTTP level', async ({ emulator, documentName }) => {
  emulator.fail({ handshake: { status: 503, retryAfter: 7 }, times: 1 });
  expect(await (await enter(emulator, documentName)).refused).toEqual({ status: 503, retryAfter: '7' });
  emulator.fail({ handshake: { status: 401 }, times: 1 });
  expect(await (await enter(emulator, documentName)).refused).toEqual({ status: 401, retryAfter: undefined });
  await enterAndJoin(emulator, documentName);
  expect(outcomes(emulator, documentName)).toEqual([503, 401, 0]);
});

test('a handshake is never answered', async ({ emulator, documentName }) => {
  const undo = emulator.fail({ handshake: 'silence' });
  const client = await enter(emulator, documentName);
  await until(() => outcomes(emulator, documentName).length === 1);
  expect(outcomes(emulator, documentName)).toEqual([-1]);
  undo();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(client.socket.readyState).toBe(client.socket.CONNECTING);
});

test('a proxy in front takes the subprotocol off, and the token with it', async ({
  emulator,
  documentName,
}) => {
  const token = await emulator.issueToken();
  emulator.fail({ proxy: 'strips-subprotocol', documentName, times: 2 });
  const offered = dial(`${emulator.url}/${documentName}`, ['access_token', token]);
  expect((await offered.closed).code).toBe(1006);
  const bare = dial(`${emulator.url}/${documentName}`);
  expect((await bare.closed).code).toBe(4001);
  await enterAndJoin(emulator, documentName);
});

test('a proxy that cuts every connection is as if nothing listened', async () => {
  const emulator = await start();
  const token = await emulator.issueToken();
  const undo = emulator.fail({ proxy: 'cuts' });
  expect((await dial(`${emulator.url}/doc`, ['access_token', token]).closed).code).toBe(1006);
  for (const what of ['discovery?documentName=doc', 'usage', 'health']) {
    await expect(fetch(`${httpUrl(emulator)}/${what}`)).rejects.toThrow();
  }
  expect(emulator.handshakes).toEqual([]);
  undo();
  expect((await fetch(`${httpUrl(emulator)}/health`)).status).toBe(200);
  await enterAndJoin(emulator, 'doc');
});

test('the newest that fits is met, for its document only, and so many times', async () => {
  const emulator = await start();
  emulator.fail({ handshake: { code: 1011 } });
  emulator.fail({ handshake: { code: 1013 }, documentName: 'doc', times: 2 });
  const codes: number[] = [];
  for (const name of ['doc', 'other', 'doc', 'doc'])
    codes.push((await (await enter(emulator, name)).closed).code);
  expect(codes).toEqual([1013, 1011, 1013, 1011]);
});

test('HTTP answers fail, each endpoint by itself', async ({ emulator, documentName }) => {
  const token = await emulator.issueToken();
  const statuses = async () => {
    const paths = [`/discovery?documentName=${documentName}`, '/usage', '/health'];
    const answers = await Promise.all(paths.map((path) => fetch(httpUrl(emulator) + path, bearer(token))));
    return answers.map((answer) => [answer.status, answer.headers.get('retry-after')]);
  };
  emulator.fail({ http: 'usage', status: 503, retryAfter: 9, times: 1 });
  expect(await statuses()).toEqual([
    [200, null],
    [503, '9'],
    [200, null],
  ]);
  emulator.fail({ http: 'discovery', status: 401, times: 1, documentName });
  expect(await statuses()).toEqual([
    [401, null],
    [200, null],
    [200, null],
  ]);
  emulator.fail({ http: 'health', status: 503, times: 1 });
  expect(await statuses()).toEqual([
    [200, null],
    [200, null],
    [503, null],
  ]);
  emulator.fail({ http: 'token', status: 503, retryAfter: 5, times: 1 });
  const answer = await fetch(`${emulator.dashboardUrl}/connect/token`, { method: 'POST' });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

test('an HTTP answer may be a web page, ask for nonsense, or be kept from pages', async ({ emulator }) => {
  const ask = async () => {
    const answer = await fetch(`${httpUrl(emulator)}/health`);
    const headers = ['content-type', 'retry-after', 'access-control-allow-origin'];
    return [answer.status, await answer.text(), ...headers.map((header) => answer.headers.get(header))];
  };
  emulator.fail({ http: 'health', status: 200, body: '<!doctype html>', times: 1 });
  expect(await ask()).toEqual([200, '<!doctype html>', 'text/html', null, '*']);
  emulator.fail({ http: 'health', status: 503, body: '', retryAfter: 'soon', cors: false, times: 1 });
  expect(await ask()).toEqual([503, '', 'text/html', 'soon', null]);
  const degraded = '{"status":"degraded","timestamp":"2026-11-25T12:00:00Z"}';
  emulator.fail({ http: 'health', status: 503, body: degraded, times: 1 });
  expect(await ask()).toEqual([503, degraded, 'application/json', null, '*']);
  expect(await ask()).toEqual([200, expect.stringContaining('healthy'), 'application/json', null, '*']);
});

test('what a slow network still carries arrives after its sender has left', async ({
  emulator,
  documentName,
}) => {
  const stays = await enterAndJoin(emulator, documentName);
  const leaves = await enterAndJoin(emulator, documentName);
  const undo = emulator.fail({ delay: 40 });
  const doc = new Doc();
  doc.getText('t').insert(0, 'last words');
  leaves.socket.send(yWebsocket.update(encodeStateAsUpdate(doc)));
  leaves.socket.close();
  await leaves.closed;
  undo();
  await until(() => stays.messages.length === 2);
});

test('a delay holds up handshakes, HTTP, and messages both ways, in their order', async ({
  emulator,
  documentName,
}) => {
  const undo = emulator.fail({ delay: 60, documentName });
  const timed = async (run: () => Promise<unknown>) => {
    const began = performance.now();
    await run();
    return performance.now() - began;
  };
  const slow = await enter(emulator, documentName);
  // The upgrade, and then the first message.
  expect(await timed(() => slow.joined)).toBeGreaterThan(110);
  const discover = `${httpUrl(emulator)}/discovery?documentName=${documentName}&token=${await emulator.issueToken()}`;
  expect(await timed(() => fetch(discover))).toBeGreaterThan(55);

  const ask = () => slow.socket.send(yWebsocket.stepOne(new Uint8Array([0])));
  ask();
  slow.socket.send(yWebsocket.awareness(new Uint8Array([1, 7, 1, 2, 123, 125])));
  const lateBy = await timed(() => until(() => slow.messages.length >= 3));
  expect(lateBy).toBeGreaterThan(110);
  undo();
  // Comes later, and is not late, but does not overtake what is.
  ask();
  await until(() => slow.messages.length >= 4);
  const types = slow.messages.map((message) => yWebsocket.decode(message).type);
  expect(types).toEqual(['step-1', 'step-2', 'awareness', 'step-2']);
  emulator.fail({ delay: 60_000 })();
  await enterAndJoin(emulator, documentName);
});

test.for<[string, object]>([
  ['nothing', {}],
  ['two kinds', { delay: 1, http: 'usage', status: 503 }],
  ['an endpoint that is none', { http: 'metrics', status: 503 }],
  ['no status', { http: 'usage' }],
  ['a Retry-After that no header can carry', { http: 'usage', status: 429, retryAfter: 'a\nb' }],
  ['a body that is no text', { http: 'usage', status: 200, body: {} }],
  ['CORS that is neither', { http: 'usage', status: 200, cors: 'no' }],
  ['a status that is none', { handshake: { status: 42 } }],
  ['a code that is none', { handshake: { code: 42 } }],
  ['neither code nor status', { handshake: {} }],
  ['a proxy that does something else', { proxy: 'eats-cookies' }],
  ['a negative delay', { delay: -1 }],
  ['a delay that is text', { delay: 'long' }],
  ['times: 0', { delay: 1, times: 0 }],
  ['a name that is no text', { delay: 1, documentName: 7 }],
  ['a name that is misspelt', { handshake: { code: 1011 }, documentname: 'doc' }],
  ['a code and a status', { handshake: { code: 1011, status: 503 } }],
  ['a Retry-After that is no number', { handshake: { status: 503, retryAfter: 'soon' } }],
])('a fault with %s is refused', ([, fault], { emulator }) => {
  expect(() => emulator.fail(fault as Fault)).toThrow(/^fault: /);
});
