import { setImmediate } from 'node:timers/promises';
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

function shown(bytes: Uint8Array): string {
  try {
    return inWords(bytes);
  } catch {
    return 'garbage';
  }
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
        if (bytes.length === 1) return;
        const name = readVarString(createDecoder(bytes));
        // As Hocuspocus does it, once it has read it.
        if (heard.at(-1) === `${name}: close`) return socket.send(message(name, CLOSE));
        if (!heard.at(-1)?.includes(': token')) return;
        const reply = answer(name, socket);
        if (reply !== null) socket.send(reply);
      });
    },
  });
  cleanUps.push(server.stop);
  return { url: server.url, heard, clients, connections: server.connections };
}

function openers() {
  const Sockets = createDocumentSockets(
    NodeWebSocket as unknown as typeof WebSocket,
    async (name) => `fresh-${name}`,
  );
  return (url: string, name: string, token = 'a.b.c') => {
    const socket = new Sockets(`${url}/${name}`, [token]);
    const told: string[] = [];
    socket.addEventListener('open', () => told.push('open'));
    socket.addEventListener('message', ({ data }) => told.push(shown(new Uint8Array(data))));
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
    await expect.poll(() => [one.told, two.told]).toEqual([['open'], ['open']]);
    // Both are open as soon as their tokens are on their way.
    await expect.poll(() => server.heard).toEqual(['one: token token-1', 'two: token token-2']);
    expect(server.clients).toHaveLength(1);
    expect(await server.connections()).toBe(1);
  });

  test('lets a document in that comes later', async () => {
    const server = await serve();
    const open = openers();
    const one = open(server.url, 'one');
    await expect.poll(() => one.told).toEqual(['open']);
    const two = open(server.url, 'two');
    await expect.poll(() => two.told).toEqual(['open']);
    expect(server.clients).toHaveLength(1);
  });

  test('no token is in its address', async () => {
    const urls: string[] = [];
    const server = await startSocketServer({ accepted: (socket) => urls.push(socket.url ?? '') });
    cleanUps.push(server.stop);
    openers()(server.url, 'one', 'secret');
    await expect.poll(() => server.paths).toHaveLength(1);
    expect(server.paths.join()).not.toContain('secret');
  });

  test('another origin has another one', async () => {
    const [here, there] = [await serve(), await serve()];
    const open = openers();
    const [one, two] = [open(here.url, 'one'), open(there.url, 'one')];
    await expect.poll(() => [one.told, two.told]).toEqual([['open'], ['open']]);
    expect([here.clients.length, there.clients.length]).toEqual([1, 1]);
  });

  test('brings each message to its document and no other', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    for (const name of ['two', 'one', 'two']) {
      server.clients[0]?.send(message(name, STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    }
    await expect.poll(() => two.told).toHaveLength(3);
    expect(one.told).toEqual(['open', 'one: stateless']);
    expect(two.told).toEqual(['open', 'two: stateless', 'two: stateless']);
  });

  test('answers a ping of the server, of which no document hears', async () => {
    const server = await serve();
    const { told } = openers()(server.url, 'one');
    await expect.poll(() => told).toEqual(['open']);
    server.clients[0]?.send(Uint8Array.of(PING));
    await expect.poll(() => server.heard).toContain('pong');
    expect(told).toEqual(['open']);
  });

  test('answers one that names a document the same way, and a pong not at all', async () => {
    const server = await serve();
    const { told } = openers()(server.url, 'one');
    await expect.poll(() => told).toEqual(['open']);
    for (const bytes of [Uint8Array.of(PONG), message('one', PONG), message('one', PING)])
      server.clients[0]?.send(bytes);
    await expect.poll(() => server.heard).toContain(`one: ${PONG}`);
    expect(server.heard).not.toContain('pong');
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
    await expect.poll(() => bad.told).toEqual(['open', `close ${code} ${reason}`]);
    expect(good.told).toEqual(['open']);
    expect(bad.socket.readyState).toBe(3);
    expect(await server.connections()).toBe(1);
  });

  test('is asked for again over another socket, since Hocuspocus 3 answers no second time', async () => {
    let refusals = 0;
    const server = await serve((name) => {
      if (name === 'good' || refusals > 0) return authenticated(name);
      refusals += 1;
      return denied(name, 'permission-denied');
    });
    const open = openers();
    const [good, bad] = [open(server.url, 'good'), open(server.url, 'bad')];
    await expect.poll(() => bad.told).toHaveLength(2);
    const again = open(server.url, 'bad', 'fresh');
    await expect.poll(() => again.told).toEqual(['open']);
    expect(server.clients).toHaveLength(2);
    expect(good.told).toEqual(['open']);
  });

  test('while it is open is closed, and the others stay', async () => {
    const server = await serve();
    const open = openers();
    const [good, bad] = [open(server.url, 'good'), open(server.url, 'bad')];
    await expect.poll(() => [good.told, bad.told]).toEqual([['open'], ['open']]);
    server.clients[0]?.send(denied('bad', 'Unauthorized'));
    await expect.poll(() => bad.told).toEqual(['open', 'close 4401 Unauthorized']);
    expect(good.told).toEqual(['open']);
  });

  test('as the only one ends the socket', async () => {
    const server = await serve((name) => denied(name, 'permission-denied'));
    const { told } = openers()(server.url, 'bad');
    await expect.poll(() => told).toHaveLength(2);
    await expect.poll(() => server.connections()).toBe(0);
  });
});

describe('a document that leaves', () => {
  test('says so, hears nothing more, and leaves the others where they are', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    one.socket.close();
    await expect.poll(() => server.heard).toContain('one: close');
    server.clients[0]?.send(message('one', STATELESS, (encoder) => writeVarString(encoder, 'late')));
    server.clients[0]?.send(message('two', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    await expect.poll(() => two.told).toEqual(['open', 'two: stateless']);
    expect(one.told).toEqual(['open', 'close 1000']);
  });

  test('as the last one ends the socket, and the next one opens another', async () => {
    const server = await serve();
    const open = openers();
    const one = open(server.url, 'one');
    await expect.poll(() => one.told).toEqual(['open']);
    one.socket.close();
    await expect.poll(() => server.connections()).toBe(0);
    const again = open(server.url, 'one');
    await expect.poll(() => again.told).toEqual(['open']);
    expect(server.clients).toHaveLength(2);
  });

  test('before the socket is open leaves no socket', async () => {
    const server = await serve();
    const one = openers()(server.url, 'one');
    one.socket.close();
    await expect.poll(() => one.told).toEqual(['close 1000']);
    await expect.poll(() => server.connections()).toBe(0);
  });

  test('comes back over the same socket once that was heard, and hears again', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    one.socket.close();
    await expect.poll(() => server.heard).toContain('one: close');
    // Messages keep their order: when this one is there, the answer to the close is.
    server.clients[0]?.send(message('two', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    await expect.poll(() => two.told).toHaveLength(2);
    const again = open(server.url, 'one');
    await expect.poll(() => again.told).toEqual(['open']);
    server.clients[0]?.send(message('one', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    await expect.poll(() => again.told).toEqual(['open', 'one: stateless']);
    expect(server.clients).toHaveLength(1);
  });

  test('comes back over another socket while it is not known whether that was heard', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    one.socket.close();
    const again = open(server.url, 'one');
    await expect.poll(() => again.told).toEqual(['open']);
    expect(server.clients).toHaveLength(2);
    expect(two.told).toEqual(['open']);
  });
});

test.each([
  [4006, 'Rate limit exceeded: 600 ops/min'],
  [1011, ''],
])('a close of the socket with %i is one of every document', async (code, reason) => {
  const server = await serve();
  const open = openers();
  const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
  await expect.poll(() => two.told).toEqual(['open']);
  server.clients[0]?.close(code, reason);
  const close = `close ${code} ${reason}`.trim();
  for (const { told } of [one, two]) await expect.poll(() => told).toEqual(['open', close]);
});

describe('a close of one document', () => {
  test.each([
    ['Reset Connection', 4205],
    ['Unauthorized', 4401],
    ['Forbidden', 4403],
    ['Connection Timeout', 4408],
    ['Document user limit exceeded: 3', 4008],
    ['Server closed the connection', 1000],
  ])('for %j is one with %i, and the others stay', async (reason, code) => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    server.clients[0]?.send(message('one', CLOSE, (encoder) => writeVarString(encoder, reason)));
    await expect.poll(() => one.told).toEqual(['open', `close ${code} ${reason}`]);
    expect(two.told).toEqual(['open']);
    const again = open(server.url, 'one');
    await expect.poll(() => again.told).toEqual(['open']);
    expect(server.clients).toHaveLength(1);
  });

  test('without a reason is one with 1000', async () => {
    const server = await serve();
    const one = openers()(server.url, 'one');
    await expect.poll(() => one.told).toEqual(['open']);
    server.clients[0]?.send(message('one', CLOSE));
    await expect.poll(() => one.told).toEqual(['open', 'close 1000']);
  });
});

test('a server that asks for the token of an open document gets the current one', async () => {
  const server = await serve();
  const { told } = openers()(server.url, 'one', 'first');
  await expect.poll(() => told).toEqual(['open']);
  server.clients[0]?.send(message('one', AUTH, (encoder) => writeVarUint(encoder, TOKEN)));
  await expect.poll(() => server.heard).toEqual(['one: token first', 'one: token fresh-one']);
});

describe('what cannot be told to be for anybody is shown to every document', () => {
  test.each<[string, Uint8Array]>([
    ['for a document that nobody asked for', message('other', STATELESS)],
    ['of the other dialect', Uint8Array.of(0, 0, 1, 0)],
    ['with a name that is cut', Uint8Array.of(9, 97)],
    ['with nothing in it', new Uint8Array()],
  ])('a message %s, even before it is let in', async (_, bytes) => {
    const server = await serve(() => null);
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => server.heard).toHaveLength(2);
    server.clients[0]?.send(bytes);
    await expect.poll(() => two.told).toEqual(['open', shown(bytes)]);
    expect(one.told).toEqual(two.told);
  });

  test('but an auth message that is none to its own only', async () => {
    const server = await serve();
    const open = openers();
    const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
    await expect.poll(() => two.told).toEqual(['open']);
    server.clients[0]?.send(message('one', AUTH));
    await expect.poll(() => one.told).toEqual(['open', 'garbage']);
    expect(two.told).toEqual(['open']);
  });
});

test('a socket that never opens closes its documents with 1006, without letting them in', async () => {
  const server = await startSocketServer({ refusal: () => 503 });
  cleanUps.push(server.stop);
  const open = openers();
  const [one, two] = [open(server.url, 'one'), open(server.url, 'two')];
  for (const { told } of [one, two]) await expect.poll(() => told).toEqual(['close 1006']);
});

test('what is sent before a document is let in is not sent at all', async () => {
  const server = await serve();
  const { socket, told } = openers()(server.url, 'one');
  socket.send(message('one', STATELESS));
  await expect.poll(() => told).toEqual(['open']);
  socket.send(message('one', STATELESS));
  await expect.poll(() => server.heard).toEqual(['one: token a.b.c', 'one: stateless']);
});

test('what is said does not wait for the answer to the token', async () => {
  const server = await serve(() => null);
  const { socket, told } = openers()(server.url, 'one');
  await expect.poll(() => told).toEqual(['open']);
  socket.send(message('one', STATELESS));
  await expect.poll(() => server.heard).toEqual(['one: token a.b.c', 'one: stateless']);
});

test('a token that is not answered within 10 s closes its document with 1006, and the others stay', async () => {
  const server = await serve((name) => (name === 'silent' ? null : authenticated(name)));
  const open = openers();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const [silent, other] = [open(server.url, 'silent'), open(server.url, 'other')];
    while (server.heard.length < 2 || other.told.length < 1) await setImmediate();
    other.socket.send(message('other', STATELESS));
    while (server.heard.length < 3) await setImmediate();
    server.clients[0]?.send(message('other', STATELESS, (encoder) => writeVarString(encoder, 'hello')));
    while (other.told.length < 2) await setImmediate();
    vi.advanceTimersByTime(9_999);
    expect(silent.told).toEqual(['open']);
    vi.advanceTimersByTime(1);
    expect(silent.told).toEqual(['open', 'close 1006']);
    expect(other.told).toEqual(['open', 'other: stateless']);
  } finally {
    vi.useRealTimers();
  }
  const again = open(server.url, 'silent');
  await expect.poll(() => server.clients).toHaveLength(2);
  again.socket.close();
});
