import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished } from 'vitest';
import {
  createWireSocketClient,
  type Problem,
  type WireSocketClient,
  WireSocketError,
} from '../../src/core.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, untilStatus, WebSocketClass } from '../support/kit.ts';

/** One that answers anything, over real HTTP. */
interface Dataplane {
  readonly port: number;
  readonly requests: IncomingMessage[];
  answer: (response: ServerResponse) => void;
}

const test = base
  .extend('dataplane', async (): Promise<Dataplane> => {
    const requests: IncomingMessage[] = [];
    const port = await listen((request, response) => {
      requests.push(request);
      dataplane.answer(response);
    });
    const dataplane: Dataplane = { port, requests, answer: () => {} };
    return dataplane;
  })
  .override('client', ({ dataplane, clock }, { onCleanup }) => {
    const client = createWireSocketClient({
      endpoint: `ws://127.0.0.1:${dataplane.port}`,
      getAccessToken: () => 'a.b.c',
      routing: 'discovery-first',
      WebSocket: WebSocketClass,
      clock,
    });
    onCleanup(client.destroy);
    return client;
  });

/** A server that ends with the test, and its port. */
async function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<number> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WireSocketError);
  return (error as WireSocketError).problem;
}

const CALLS = [
  ['discovery', (client: WireSocketClient) => client.discover('notes')],
  ['usage', (client: WireSocketClient) => client.usage()],
  ['health', (client: WireSocketClient) => client.health()],
] as const;

describe.each(CALLS)('%s', (_, call) => {
  test.for([
    ['HTML', '<!doctype html>'],
    ['an empty body', ''],
    ['a number', '7'],
    ['text', '"healthy"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['an object of something else', '{"hello":"world"}'],
  ] as const)('that is %s is a problem that says so', async ([, body], { client, dataplane }) => {
    dataplane.answer = (response) => response.end(body);
    expect(await problemOf(call(client))).toMatchObject({
      kind: 'protocol-error',
      reason: expect.stringMatching(/^No (JSON|discovery|usage|health) from http:/),
    });
  });

  test('that never answers is given up after 10 s', async ({ client, clock, dataplane }) => {
    dataplane.answer = () => {};
    const start = clock.now();
    const pending = problemOf(call(client));
    await eventually(() => dataplane.requests.length === 1);
    // However long it took to arrive.
    clock.skip(start + 9_900 - clock.now());
    expect(await Promise.race([pending, 'still waiting'])).toBe('still waiting');
    clock.skip(1_000);
    expect(await pending).toMatchObject({
      kind: 'unreachable',
      reason: expect.stringMatching(/^No answer from http:[^ ?]+: it took more than 10 s\.$/),
    });
    await eventually(() => dataplane.requests[0]?.socket.destroyed === true);
  });

  test('whose body never ends is given up after 10 s', async ({ client, clock, dataplane }) => {
    dataplane.answer = (response) => response.writeHead(200).write('{"status":');
    const pending = problemOf(call(client));
    await eventually(() => dataplane.requests.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.skip(10_000);
    expect(await pending).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('10 s') });
    await eventually(() => dataplane.requests[0]?.socket.destroyed === true);
  });

  test('that breaks off in its body says so', async ({ client, dataplane }) => {
    dataplane.answer = (response) => {
      response.writeHead(200, { 'Content-Length': '100' }).write('{"status":');
      setTimeout(() => response.destroy(), 10);
    };
    expect(await problemOf(call(client))).toMatchObject({ kind: 'unreachable' });
  });

  test('that is refused is told with its Retry-After, though the body never ends', async ({
    client,
    dataplane,
  }) => {
    dataplane.answer = (response) => response.writeHead(429, { 'Retry-After': '7' }).write('{');
    expect(await problemOf(call(client))).toMatchObject({
      kind: 'too-many-requests',
      code: 429,
      retryAfter: 7,
    });
  });

  test('that redirects takes no token there, and says so', async ({ client, dataplane }) => {
    let followed = 0;
    const elsewhere = await listen((_, response) => {
      followed += 1;
      response.end('{}');
    });
    dataplane.answer = (response) =>
      response.writeHead(302, { Location: `http://127.0.0.1:${elsewhere}/` }).end();
    expect(await problemOf(call(client))).toMatchObject({ reason: expect.stringContaining('redirect') });
    expect(followed).toBe(0);
  });
});

test.for(['degraded', 'overloaded'])(
  'a 503 for discovery in the shape of a node that is %s is a 503, and waited out',
  async (status, { client, clock, dataplane }) => {
    dataplane.answer = (response) =>
      response.writeHead(503, { 'Retry-After': '40' }).end(JSON.stringify({ status, timestamp: '' }));
    expect(await problemOf(client.discover('notes'))).toMatchObject({ kind: 'overloaded', retryAfter: 40 });
    expect(await problemOf(client.usage())).toMatchObject({ kind: 'overloaded', retryAfter: 40 });
    expect(await client.health()).toMatchObject({ status });
    const { problem, earliestRetryAt } = await untilStatus(client.open('notes'), 'waiting');
    expect(problem).toMatchObject({ kind: 'overloaded', code: 503 });
    expect(earliestRetryAt - clock.now()).toBeGreaterThan(39_000);
  },
);

test('a document whose discovery never ends keeps its edits, and tries again', async ({
  client,
  clock,
  dataplane,
}) => {
  dataplane.answer = () => {};
  const document = client.open('notes');
  document.doc.getText('notes').insert(0, 'kept');
  await eventually(() => dataplane.requests.length === 1);
  clock.skip(10_000);
  const { problem } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'unreachable', recovery: 'automatic' });
  expect(document.store.getState().unsynced).toBe(true);
  expect(document.doc.getText('notes').toString()).toBe('kept');
  clock.skip(1_000);
  await eventually(() => dataplane.requests.length === 2);
});

test('a fetch that knows no signal is given up after 10 s, too', async ({ clock }) => {
  let asked = 0;
  const deaf = createWireSocketClient({
    endpoint: 'wss://eu-central-1.wiresocket.net',
    getAccessToken: () => 'a.b.c',
    WebSocket: WebSocketClass,
    fetch: () => {
      asked += 1;
      return new Promise(() => {});
    },
    clock,
  });
  const pending = problemOf(deaf.health());
  await eventually(() => asked === 1);
  clock.skip(10_000);
  expect((await pending).kind).toBe('unreachable');
});
