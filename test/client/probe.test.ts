import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WireSocketClientOptions, WireSocketDocument } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, until, untilStatus } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex) => void;
type Answer = (response: ServerResponse) => void;

let emulator: Emulator;
let clock: SkippingClock;
let name = '';
let count = 0;
const closers: (() => void)[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `probe-${count}`;
  clock = createSkippingClock();
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A proxy in front of the emulator that passes HTTP on as it is, and does as it likes with sockets. */
async function startProxy(upgrade: Upgrade): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const proxy = createServer(({ url = '', method, headers }, response) => {
    asked.push(url.replace(/\?.*/, ''));
    const target = new URL(url, emulator.url.replace(/^ws/, 'http'));
    forward(target, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    }).end();
  });
  proxy.on('upgrade', upgrade);
  return { url: `ws://127.0.0.1:${await listen(proxy)}`, asked };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Opens no socket, and answers each path as it is told to; `/health` is well. */
async function startStranger(discovery: Answer): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const path = url.replace(/\?.*/, '');
    asked.push(path);
    if (path === '/discovery') discovery(response);
    else response.end('OK');
  });
  server.on('upgrade', blockSockets);
  return { url: `ws://127.0.0.1:${await listen(server)}`, asked };
}

/** Passes sockets on, without the subprotocols that they were offered with. */
const stripSubprotocol: Upgrade = ({ url, headers }, socket) => {
  const { hostname, port } = new URL(emulator.url);
  const upstream = connect(Number(port), hostname, () => {
    const { 'sec-websocket-protocol': _, ...kept } = headers;
    const lines = Object.entries(kept).map(([header, value]) => `${header}: ${value}`);
    upstream.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    socket.pipe(upstream).pipe(socket);
  });
  for (const end of [socket, upstream]) end.on('error', () => {});
  closers.push(() => upstream.destroy());
};

/** Knows no sockets, as an old proxy. */
const blockSockets: Upgrade = (_, socket) => {
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
};

function open(options: Partial<WireSocketClientOptions>): WireSocketDocument {
  const client = clientOf(emulator, { clock, ...options });
  closers.unshift(() => client.destroy());
  return client.open(name);
}

/** Skips the first wait, and gives what the probe after the second failure found. */
async function found(document: WireSocketDocument) {
  const first = await untilStatus(document, 'waiting');
  clock.skip(500);
  await until(document, ({ connection }) => connection.status !== 'waiting');
  const second = await untilStatus(document, 'waiting');
  expect(first.problem).toMatchObject({ kind: 'unreachable', code: 1006 });
  return second.problem;
}

const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name);

describe('after two handshakes that failed without a code the state says', () => {
  test('that a proxy strips the subprotocol, and what to do', async () => {
    let sockets = 0;
    const { url, asked } = await startProxy((request, socket) => {
      sockets += 1;
      stripSubprotocol(request, socket);
    });
    const problem = await found(open({ endpoint: url }));
    expect(problem).toMatchObject({ kind: 'unreachable', source: 'network', recovery: 'developer' });
    expect(problem.reason).toMatch(/strips the subprotocol/);
    expect(problem.reason).toContain("tokenIn: { query: 'token' }");
    expect(asked).toEqual(['/discovery']);
    // The two, and the probe's own, which says nothing.
    expect(sockets).toBe(3);
    expect(handshakes().filter(({ outcome }) => outcome === 0)).toEqual([]);
  });

  test('which helps', async () => {
    const { url } = await startProxy(stripSubprotocol);
    await untilStatus(open({ endpoint: url, tokenIn: { query: 'token' } }), 'live');
  });

  test.each([
    ['in a subprotocol', {}],
    ['in a query', { tokenIn: { query: 'token' } }],
    ['in the Hocuspocus dialect', { dialect: 'hocuspocus' }],
  ] as const)('that a proxy stops WebSockets, with the token %s', async (_, options) => {
    const { url, asked } = await startProxy(blockSockets);
    const problem = await found(open({ endpoint: url, ...options }));
    expect(problem).toMatchObject({ kind: 'unreachable', code: 200, recovery: 'automatic' });
    expect(problem.reason).toMatch(/stops WebSockets/);
    expect(problem.reason).not.toMatch(/subprotocol/);
    expect(asked).toEqual(['/discovery']);
    expect(handshakes()).toEqual([]);
  });

  test('that nothing listens there', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const problem = await found(open({ endpoint: `ws://127.0.0.1:${port}` }));
    expect(problem).toMatchObject({ kind: 'unreachable', code: null, recovery: 'automatic' });
    expect(problem.reason).toMatch(/nothing listens there/i);
    expect(problem.reason).not.toMatch(/proxy/);
  });

  test('that the device is offline', async () => {
    const listeners: ((event: 'offline' | 'online') => void)[] = [];
    let online = true;
    const { url } = await startProxy((_, socket) => {
      online = false;
      for (const tell of listeners) tell('offline');
      socket.destroy();
    });
    const document = open({
      endpoint: url,
      environment: {
        online: () => online,
        subscribe(listener) {
          listeners.push(listener);
          return () => {};
        },
      },
    });
    const { problem, retryAt } = await untilStatus(document, 'waiting');
    expect(problem.kind).toBe('offline');
    expect(retryAt).toBeNull();
  });
});

/** The next four attempts fail, too. */
async function failFourTimes(document: WireSocketDocument): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    const { connection } = document.store.getState();
    clock.skip(30_000);
    await until(
      document,
      (state) => state.connection !== connection && state.connection.status === 'waiting',
    );
  }
}

test('one probe is enough until the next sync, however long the proxy is in the way', async () => {
  const { url, asked } = await startProxy(blockSockets);
  const document = open({ endpoint: url });
  await found(document);
  await failFourTimes(document);
  expect(asked).toEqual(['/discovery']);
});

describe('a server that answers HTTP, opens no socket,', () => {
  test('and cuts discovery off is asked once, and Node knows no CORS', async () => {
    const { url, asked } = await startStranger((response) => response.destroy());
    const document = open({ endpoint: url });
    const problem = await found(document);
    expect(problem).toMatchObject({ kind: 'unreachable', code: 1006, recovery: 'automatic' });
    expect(problem.reason).toMatch(/^Something answers HTTP there, but not to what it was asked/);
    expect(problem.reason).not.toMatch(/CORS/);
    await failFourTimes(document);
    expect(asked).toEqual(['/discovery', '/health']);
  });

  test('and never answers discovery is asked once, and said to have been too slow', async () => {
    const { url, asked } = await startStranger(() => clock.skip(10_000));
    const document = open({ endpoint: url });
    const problem = await found(document);
    expect(problem.reason).toMatch(
      /^Something answers HTTP there, but not to what it was asked.*more than 10 s/,
    );
    await failFourTimes(document);
    expect(asked).toEqual(['/discovery', '/health']);
  });

  test.each([
    ['has no discovery', 404],
    ['says the same to everything', 200],
  ])('and %s may be no node', async (_, status) => {
    const { url } = await startStranger((response) => response.writeHead(status).end('Welcome'));
    const problem = await found(open({ endpoint: url }));
    expect(problem).toMatchObject({ kind: 'unreachable', code: status });
    expect(problem.reason).toMatch(/a proxy stops WebSockets, or what answers is no node/);
  });
});
