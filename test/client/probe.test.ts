import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, onTestFinished } from 'vitest';
import type { WireSocketClientOptions, WireSocketDocument } from '../../src/core.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import { closing } from '../support/closing.ts';
import { test as base } from '../support/fixtures.ts';
import { until, untilStatus } from '../support/kit.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex) => void;
type Answer = (response: ServerResponse) => void;

const test = base
  /** A proxy in front of the emulator that passes HTTP on as it is, and does as it likes with sockets. */
  .extend('startProxy', ({ emulator }) => async (upgrade: Upgrade) => {
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
  })
  .extend('open', ({ connect, clock, documentName }) => (options: Partial<WireSocketClientOptions>) => {
    return connect({ clock, ...options }).open(documentName);
  })
  /** Skips the first wait, and gives what the probe after the second failure found. */
  .extend('found', ({ clock }) => async (document: WireSocketDocument) => {
    const first = await untilStatus(document, 'waiting');
    clock.skip(500);
    await until(document, ({ connection }) => connection.status !== 'waiting');
    const second = await untilStatus(document, 'waiting');
    expect(first.problem).toMatchObject({ kind: 'unreachable', code: 1006 });
    return second.problem;
  })
  /** The next four attempts fail, too. */
  .extend('failFourTimes', ({ clock }) => async (document: WireSocketDocument) => {
    for (let n = 0; n < 4; n += 1) {
      const { connection } = document.store.getState();
      clock.skip(30_000);
      await until(
        document,
        (state) => state.connection !== connection && state.connection.status === 'waiting',
      );
    }
  });

async function listen(server: Server): Promise<number> {
  onTestFinished(closing(server));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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

/** Passes sockets on to it, without the subprotocols that they were offered with. */
function stripSubprotocol(emulator: Emulator): Upgrade {
  const { hostname, port } = new URL(emulator.url);
  return ({ url, headers }, socket) => {
    const upstream = connect(Number(port), hostname, () => {
      const { 'sec-websocket-protocol': _, ...kept } = headers;
      const lines = Object.entries(kept).map(([header, value]) => `${header}: ${value}`);
      upstream.write(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.pipe(upstream).pipe(socket);
    });
    for (const end of [socket, upstream]) end.on('error', () => {});
    socket.on('close', () => upstream.destroy());
  };
}

/** Knows no sockets, as an old proxy. */
const blockSockets: Upgrade = (_, socket) => {
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
};

describe('after two handshakes that failed without a code the state says', () => {
  test('that a proxy strips the subprotocol, and what to do', async ({
    emulator,
    handshakes,
    startProxy,
    open,
    found,
  }) => {
    const strip = stripSubprotocol(emulator);
    let sockets = 0;
    const { url, asked } = await startProxy((request, socket) => {
      sockets += 1;
      strip(request, socket);
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

  test('which helps', async ({ emulator, startProxy, open }) => {
    const { url } = await startProxy(stripSubprotocol(emulator));
    await untilStatus(open({ endpoint: url, tokenIn: { query: 'token' } }), 'live');
  });

  test.for([
    ['in a subprotocol', {}],
    ['in a query', { tokenIn: { query: 'token' } }],
    ['in the Hocuspocus dialect', { dialect: 'hocuspocus' }],
  ] as const)(
    'that a proxy stops WebSockets, with the token %s',
    async ([, options], { handshakes, startProxy, open, found }) => {
      const { url, asked } = await startProxy(blockSockets);
      const problem = await found(open({ endpoint: url, ...options }));
      expect(problem).toMatchObject({ kind: 'unreachable', code: 200, recovery: 'automatic' });
      expect(problem.reason).toMatch(/stops WebSockets/);
      expect(problem.reason).not.toMatch(/subprotocol/);
      expect(asked).toEqual(['/discovery']);
      expect(handshakes()).toEqual([]);
    },
  );

  test('that nothing listens there', async ({ open, found }) => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const problem = await found(open({ endpoint: `ws://127.0.0.1:${port}` }));
    expect(problem).toMatchObject({ kind: 'unreachable', code: null, recovery: 'automatic' });
    expect(problem.reason).toMatch(/nothing listens there/i);
    expect(problem.reason).not.toMatch(/proxy/);
  });

  test('that the device is offline', async ({ startProxy, open }) => {
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

test('one probe is enough until the next sync, however long the proxy is in the way', async ({
  startProxy,
  open,
  found,
  failFourTimes,
}) => {
  const { url, asked } = await startProxy(blockSockets);
  const document = open({ endpoint: url });
  await found(document);
  await failFourTimes(document);
  expect(asked).toEqual(['/discovery']);
});

describe('a server that answers HTTP, opens no socket,', () => {
  test('and cuts discovery off is asked once, and Node knows no CORS', async ({
    open,
    found,
    failFourTimes,
  }) => {
    const { url, asked } = await startStranger((response) => response.destroy());
    const document = open({ endpoint: url });
    const problem = await found(document);
    expect(problem).toMatchObject({ kind: 'unreachable', code: 1006, recovery: 'automatic' });
    expect(problem.reason).toMatch(/^Something answers HTTP there, but not to what it was asked/);
    expect(problem.reason).not.toMatch(/CORS/);
    await failFourTimes(document);
    expect(asked).toEqual(['/discovery', '/health']);
  });

  test('and never answers discovery is asked once, and said to have been too slow', async ({
    clock,
    open,
    found,
    failFourTimes,
  }) => {
    const { url, asked } = await startStranger(() => clock.skip(10_000));
    const document = open({ endpoint: url });
    const problem = await found(document);
    expect(problem.reason).toMatch(
      /^Something answers HTTP there, but not to what it was asked.*more than 10 s/,
    );
    await failFourTimes(document);
    expect(asked).toEqual(['/discovery', '/health']);
  });

  test.for([
    ['has no discovery', 404],
    ['says the same to everything', 200],
  ] as const)('and %s may be no node', async ([, status], { open, found }) => {
    const { url } = await startStranger((response) => response.writeHead(status).end('Welcome'));
    const problem = await found(open({ endpoint: url }));
    expect(problem).toMatchObject({ kind: 'unreachable', code: status });
    expect(problem.reason).toMatch(/a proxy stops WebSockets, or what answers is no node/);
  });
});
