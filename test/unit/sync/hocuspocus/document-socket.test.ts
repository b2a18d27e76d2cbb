import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, type Encoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket, type WebSocket as ServerSocket } from 'ws';
import { createDocumentSockets } from '../../../../src/sync/hocuspocus/document-socket.ts';
import { startSocketServer } from '../../support/socket-server.ts';

/** As Hocuspocus numbers its messages. */
const AUTH = 2;
const STATELESS = 5;
const CLOSE = 7;
const PING = 9;
const PONG = 10;

const TOKEN = 0;
const DENIED = 1;
const AUTHENTICATED = 2;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function message(
  name: string,
  type: number,
  write: (encoder: Encoder) => void = () => {},
): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  writeVarString(encoder, name);
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

function authenticated(name: string): Uint8Array {
  return message(name, AUTH, (encoder) => {
    writeVarUint(encoder, AUTHENTICATED);
    writeVarString(encoder, 'read-write');
  });
}

function denied(name: string, reason: string): Uint8Array {
  return message(name, AUTH, (encoder) => {
    writeVarUint(encoder, DENIED);
    writeVarString(encoder, reason);
  });
}

/** A message in words: the document, the type, and the token where it is one. */
function inWords(bytes: Uint8Array): string {
  if (bytes.length === 1) return bytes[0] === PONG ? 'pong' : 'unknown';
  const decoder = createDecoder(bytes);
  const name = readVarString(decoder);
  const type = readVarUint(decoder);
  if (type === AUTH) return `${name}: token ${readVarUint(decoder) === TOKEN ? readVarString(decoder) : '?'}`;
  return `${name}: ${type === CLOSE ? 'close' : type === STATELESS ? 'stateless' : type}`;
}

/** A server that lets everybody in, unless it is told how to answer. */
async function serve(
  answer: (name: string, socket: ServerSocket) => Uint8Array | null = authenticated,
): Promise<{ url: string; heard: string[]; clients: ServerSocket[]; connections: () => Promise<number> }> {
  const heard: string[] = [];
  const clients: ServerSocket[] = [];
  const server = await startSocketServer({
    accepted(socket) {
      clients.push(socket);
      socket.on('message', (data: Buffer) => {
        const bytes = new Uint8Array(data);
        heard.push(inWords(bytes));
        if (!heard.at(-1)?.includes(': token')) return;
        const reply = answer(readVarString(createDecoder(bytes)), socket);
        if (reply !== null) socket.send(reply);
      });
    },
  });
  cleanUps.push(server.stop);
  return { url: server.url, heard, clients, connections: server.connections };
}

function openers() {
  const Sockets = createDocumentSockets(NodeWebSocket as unknown as typeof WebSocket);
  return (url: string, name: string, token = 'a.b.c') => {
    const socket = new Sockets(`${url}/${name}`, [token]);
    const told: string[] = [];
    socket.addEventListener('open', () => told.push('open'));
    socket.addEventListener('message', ({ data }) => told.push(inWords(new Uint8Array(data))));
    socket.addEventListener('close', ({ code, reason }) => told.push(`close ${code} ${reason}`.trim()));
    cleanUps.push(() => socket.close());
    return { socket, told };
  };
}

describe('one socket for the documents of an origin', () => {
  test('is opened once, and each document comes in with its own token', async () => {
    const server = await serve();
    const open = openers();
    const one = open(server.url, 'one', 'token-1');
    const two = open(server.url, 'two', 'token-2');
    await vi.waitFor(() => expect([one.told, two.told]).toEqual([['open'], ['open']]));
    expect(server.heard).toEqual(['one: token token-1', 'two: token token-2']);
    expect(server.clients).toHaveLength(1);
    expect(await server.connections()).toBe(1);
  });

  test('lets a document in that comes later', async () => {
    const server = await serve();
    const open = openers();
    const one = open(server.url, 'one');
    await vi.waitFor(() => expect(one.told).toEqual(['open']));
    const two = open(server.url, 'two');
    await vi.waitFor(() => expect(two.told).toEqual(['open']));
    expect(server.clients).toHaveLength(1);
  });

  test('no token is in its address', async () => {
    const urls: string[] = [];
    const server = await startSocketServer({ accepted: (socket) => urls.push(socket.url ?? '') });
    cleanUps.push(server.stop);
    openers()(server.url, 'one', 'secret');
    await vi.waitFor(() => expect(server.paths).toHaveLength(1));
    expect(server.paths.join()).not.toContain('secret');
  });

  test('another origin has another one', async () => {
    const [here, there] = [await serve(), await serve()];
    const open = openers();
    const [one, two] = [open(here.url, 'one'), open(there.url, 'one')];
    await vi.waitFor(() => expect([one.told, two.told]).toEqual([['open'], ['open']]));
    expect([here.clients.length, there.clients.length]).toEqual([1, 1]);
  });

  test('brings each message to its document and no other', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await vi.waitFor(() => expect(two.told).toEqual(['open']));
    for (const name of ['two', 'one', 'two']) {
      server.clients[0]?.send(message(name, STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    }
    await vi.waitFor(() => expect(two.told).toHaveLength(3));
    expect(one.told).toEqual(['open', 'one: stateless']);
    expect(two.told).toEqual(['open', 'two: stateless', 'two: stateless']);
  });

  test('answers a ping of the server, of which no document hears', async () => {
    const server = await serve();
    const { told } = openers()(server.url, 'one');
    await vi.waitFor(() => expect(told).toEqual(['open']));
    server.clients[0]?.send(Uint8Array.of(PING));
    await vi.waitFor(() => expect(server.heard).toContain('pong'));
    expect(told).toEqual(['open']);
  });
});

describe('a document that is refused', () => {
  test.each([
    ['Connection limit exceeded: 100', 4004],
    ['Document user limit exceeded: 10', 4008],
    ['permission-denied', 4401],
  ])('with %j is let in and closed with %i, and the others stay', async (reason, code) => {
    const server = await serve((name) => (name === 'bad' ? denied(name, reason) : authenticated(name)));
    const open = openers();
    const [good, bad] = [open(server.url, 'good'), open(server.url, 'bad')];
    await vi.waitFor(() => expect(bad.told).toEqual(['open', `close ${code} ${reason}`]));
    expect(good.told).toEqual(['open']);
    expect(bad.socket.readyState).toBe(3);
    expect(await server.connections()).toBe(1);
  });

  test('as the only one ends the socket', async () => {
    const server = await serve((name) => denied(name, 'permission-denied'));
    const { told } = openers()(server.url, 'bad');
    await vi.waitFor(() => expect(told).toHaveLength(2));
    await vi.waitFor(async () => expect(await server.connections()).toBe(0));
  });
});

describe('a document that leaves', () => {
  test('says so, hears nothing more, and leaves the others where they are', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await vi.waitFor(() => expect(two.told).toEqual(['open']));
    one.socket.close();
    await vi.waitFor(() => expect(server.heard).toContain('one: close'));
    server.clients[0]?.send(message('one', STATELESS, (encoder) => writeVarString(encoder, 'late')));
    server.clients[0]?.send(message('two', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    await vi.waitFor(() => expect(two.told).toEqual(['open', 'two: stateless']));
    expect(one.told).toEqual(['open', 'close 1000']);
  });

  test('as the last one ends the socket, and the next one opens another', async () => {
    const server = await serve();
    const open = openers();
    const one = open(server.url, 'one');
    await vi.waitFor(() => expect(one.told).toEqual(['open']));
    one.socket.close();
    await vi.waitFor(async () => expect(await server.connections()).toBe(0));
    const again = open(server.url, 'one');
    await vi.waitFor(() => expect(again.told).toEqual(['open']));
    expect(server.clients).toHaveLength(2);
  });

  test('before the socket is open leaves no socket', async () => {
    const server = await serve();
    const one = openers()(server.url, 'one');
    one.socket.close();
    await vi.waitFor(() => expect(one.told).toEqual(['close 1000']));
    await vi.waitFor(async () => expect(await server.connections()).toBe(0));
  });

  test('comes back over the same socket, and hears again', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await vi.waitFor(() => expect(two.told).toEqual(['open']));
    one.socket.close();
    const again = open(server.url, 'one');
    await vi.waitFor(() => expect(again.told).toEqual(['open']));
    server.clients[0]?.send(message('one', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    await vi.waitFor(() => expect(again.told).toEqual(['open', 'one: stateless']));
    expect(server.clients).toHaveLength(1);
  });
});

test.each([
  [4006, 'Rate limit exceeded: 600 ops/min'],
  [1011, ''],
])('a close of the socket with %i is one of every document', async (code, reason) => {
  const server = await serve();
  const open = openers();
  const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
  await vi.waitFor(() => expect(two.told).toEqual(['open']));
  server.clients[0]?.close(code, reason);
  const close = `close ${code} ${reason}`.trim();
  await vi.waitFor(() => {
    expect(one.told).toEqual(['open', close]);
    expect(two.told).toEqual(['open', close]);
  });
});

test('a socket that never opens closes its documents with 1006, without letting them in', async () => {
  const server = await startSocketServer({ refusal: () => 503 });
  cleanUps.push(server.stop);
  const open = openers();
  const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
  await vi.waitFor(() => {
    expect(one.told).toEqual(['close 1006']);
    expect(two.told).toEqual(['close 1006']);
  });
});

test('what is sent before a document is let in is not sent at all', async () => {
  const server = await serve();
  const { socket, told } = openers()(server.url, 'one');
  socket.send(message('one', STATELESS));
  await vi.waitFor(() => expect(told).toEqual(['open']));
  socket.send(message('one', STATELESS));
  await vi.waitFor(() => expect(server.heard).toEqual(['one: token a.b.c', 'one: stateless']));
});
