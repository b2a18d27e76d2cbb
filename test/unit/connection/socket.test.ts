import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { createGatedSocket, type GatedSocket } from '../../../src/connection/socket.ts';
import { type SocketServer, type SocketServerOptions, startSocketServer } from '../support/socket-server.ts';

const WebSocketClass = NodeWebSocket as unknown as typeof WebSocket;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(options?: SocketServerOptions): Promise<SocketServer> {
  const server = await startSocketServer(options);
  cleanUps.push(server.stop);
  return server;
}

/** Everything that a socket tells, in its order. */
function listen(sockets = WebSocketClass): { readonly socket: GatedSocket; readonly told: unknown[][] } {
  const told: unknown[][] = [];
  const socket = createGatedSocket(sockets, {
    opened: () => told.push(['opened']),
    received: (data) => told.push(['received', data]),
    closed: (code, reason) => told.push(['closed', code, reason]),
  });
  cleanUps.push(() => socket.end());
  return { socket, told };
}

test.each([
  [4006, 'Rate limit exceeded: 600 ops/min'],
  [4009, 'REDIRECT:wss://us-east-1.wiresocket.net/notes'],
  [4001, ''],
  [1000, 'bye'],
  [1011, 'broken'],
  [1013, ''],
])('a close with %i after the handshake comes through with its reason', async (code, reason) => {
  const server = await serve({ accepted: (client) => client.close(code, reason) });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toEqual([['opened'], ['closed', code, reason]]);
});

test('a close without a code is 1005, and a connection that is cut is 1006', async () => {
  const empty = await serve({ accepted: (client) => client.close() });
  const cut = await serve({ accepted: (client) => client.terminate() });
  const [first, second] = [listen(), listen()];
  first.socket.open({ url: empty.url, protocols: [] });
  second.socket.open({ url: cut.url, protocols: [] });
  await expect.poll(() => first.told).toEqual([['opened'], ['closed', 1005, '']]);
  await expect.poll(() => second.told).toEqual([['opened'], ['closed', 1006, '']]);
});

test.each([undefined, null])(
  'a connection that is cut is 1006 where the platform says %s of its code and its reason',
  async (nothing) => {
    const Reticent = class extends NodeWebSocket {
      override addEventListener(...[type, listener]: Parameters<NodeWebSocket['addEventListener']>) {
        const tell = listener as (event: object) => void;
        const isClose = (type as string) === 'close';
        super.addEventListener(
          type,
          isClose ? () => tell({ type, code: nothing, reason: nothing }) : listener,
        );
      }
    } as unknown as typeof WebSocket;
    const server = await serve({ accepted: (client) => client.terminate() });
    const { socket, told } = listen(Reticent);
    socket.open({ url: server.url, protocols: [] });
    await expect.poll(() => told).toEqual([['opened'], ['closed', 1006, '']]);
  },
);

test.each([401, 429, 503])('an upgrade that is refused with %i is one close with 1006', async (status) => {
  const server = await serve({ refusal: () => status });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toHaveLength(1);
  expect(told[0]?.slice(0, 2)).toEqual(['closed', 1006]);
});

test('a port where nothing listens is a close with 1006', async () => {
  const server = await startSocketServer();
  await server.stop();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toHaveLength(1);
  expect(told[0]?.slice(0, 2)).toEqual(['closed', 1006]);
});

test('nothing is opened before it is told to, and nothing reopens by itself', async () => {
  const server = await serve({ accepted: (client) => client.close(1011) });
  const other = await serve({ accepted: (client) => client.send('later') });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toHaveLength(2);
  // A whole round trip of another socket: time enough for this one to come back.
  const witness = listen();
  witness.socket.open({ url: other.url, protocols: [] });
  await expect.poll(() => witness.told).toEqual([['opened'], ['received', 'later']]);
  expect(server.paths).toEqual(['/']);
  expect(told).toHaveLength(2);
});

test('after a close it opens again, at another address', async () => {
  const first = await serve({ accepted: (client) => client.close(4009) });
  const second = await serve({ accepted: (client) => client.send('here') });
  const { socket, told } = listen();
  socket.open({ url: `${first.url}/a`, protocols: [] });
  await expect.poll(() => told).toHaveLength(2);
  socket.open({ url: `${second.url}/b`, protocols: [] });
  await expect.poll(() => told.slice(2)).toEqual([['opened'], ['received', 'here']]);
  expect(first.paths).toEqual(['/a']);
  expect(second.paths).toEqual(['/b']);
});

test('after a refused upgrade it opens again', async () => {
  let refused = true;
  const server = await serve({ refusal: () => (refused ? 401 : null) });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toHaveLength(1);
  refused = false;
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told[1]).toEqual(['opened']);
});

test('text and binary frames are received as they were sent, and what is sent arrives', async () => {
  const echoed: unknown[] = [];
  const server = await serve({
    accepted: (client) => {
      client.on('message', (data) => echoed.push(data));
      client.send('text');
      client.send(new Uint8Array([1, 2, 3]));
    },
  });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toHaveLength(3);
  expect(told[1]).toEqual(['received', 'text']);
  const binary = told[2]?.[1];
  expect(binary).toBeInstanceOf(ArrayBuffer);
  expect([...new Uint8Array(binary as ArrayBuffer)]).toEqual([1, 2, 3]);
  socket.send(new Uint8Array([4, 5]));
  await expect.poll(() => echoed).toEqual([Buffer.from([4, 5])]);
});

test('what is sent before the socket is open is not sent later', async () => {
  const arrived: unknown[] = [];
  const server = await serve({ accepted: (client) => client.on('message', (data) => arrived.push(data)) });
  const { socket, told } = listen();
  socket.send(new Uint8Array([1]));
  socket.open({ url: server.url, protocols: [] });
  socket.send(new Uint8Array([2]));
  await expect.poll(() => told).toEqual([['opened']]);
  socket.send(new Uint8Array([3]));
  await expect.poll(() => arrived).toEqual([Buffer.from([3])]);
  expect(socket.bufferedAmount()).toBe(0);
});

test('the subprotocols of each handshake are those it was told', async () => {
  const offered: string[] = [];
  const server = await serve({
    accepted: (client) => {
      offered.push(client.protocol);
      client.close(4002);
    },
  });
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: ['access_token', 'first'] });
  await expect.poll(() => told).toHaveLength(2);
  socket.open({ url: server.url, protocols: ['Bearer', 'second'] });
  await expect.poll(() => told).toHaveLength(4);
  expect(offered).toEqual(['access_token', 'Bearer']);
});

test.each(['silence', 'open'] as const)(
  'end() at the stage "%s" leaves no socket on the server',
  async (stage) => {
    const server = await serve({ refusal: () => (stage === 'silence' ? 'silence' : null) });
    const { socket, told } = listen();
    socket.open({ url: server.url, protocols: [] });
    await expect.poll(() => (stage === 'silence' ? server.paths : told)).toHaveLength(1);
    socket.end();
    await expect.poll(() => server.connections()).toBe(0);
    expect(told).toEqual(stage === 'silence' ? [] : [['opened']]);
  },
);

test('end() right after open() leaves no socket on the server, and tells nothing', async () => {
  const server = await serve();
  const witness = listen();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  socket.end();
  witness.socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => witness.told).toEqual([['opened']]);
  await expect.poll(() => server.connections()).toBe(1);
  expect(told).toEqual([]);
});

test.each([
  ['no address', []],
  ['ftp://127.0.0.1', []],
  ['ws://127.0.0.1:1/#fragment', []],
  ['ws://127.0.0.1:1', ['not a subprotocol']],
])('%s with the subprotocols %j is refused, and after it another can be opened', async (url, protocols) => {
  const server = await serve();
  const { socket, told } = listen();
  expect(() => socket.open({ url, protocols })).toThrow();
  socket.open({ url: server.url, protocols: [] });
  await expect.poll(() => told).toEqual([['opened']]);
});
