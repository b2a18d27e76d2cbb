import type { AddressInfo } from 'node:net';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { afterEach, describe, expect, test } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { createWireSocketClient, type WireSocketDocument } from '../../src/core.ts';
import { eventually, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const AUTHENTICATED = 2;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.each(['y-websocket', 'hocuspocus'] as const)('over %s, a server that never answers', (dialect) => {
  test('but tells who is there all the time is lost, and asked again over another socket', async () => {
    const { document, clock, sockets, someoneMoves } = await setUp(dialect);
    await untilStatus(document, 'syncing');
    const before = someoneMoves();
    await eventually(() => isKnown(document, before));
    clock.skip(60_000);
    const after = someoneMoves();
    await eventually(() => isKnown(document, after));
    clock.skip(30_000);
    expect(document.store.getState().connection).toMatchObject({
      status: 'waiting',
      problem: { kind: 'connection-lost', source: 'network' },
    });
    expect(document.store.getState().unsynced).toBe(true);
    clock.skip(30_000);
    await eventually(() => sockets.length === 2);
  });
});

test('a big document that trickles in for minutes is waited for, and asked for once, also by who looks away and back', async () => {
  const { document, clock, sockets, asked, someoneMoves, wake } = await setUp('y-websocket');
  await untilStatus(document, 'syncing');
  const state = someoneMoves();
  await eventually(() => isKnown(document, state));
  const theirs = new Doc();
  theirs.getText('notes').insert(0, 'theirs '.repeat(10_000));
  const answer = message([SYNC, STEP_2], encodeStateAsUpdate(theirs));
  const [socket] = sockets;
  for (let sent = 0; sent < answer.length; sent += answer.length / 10) {
    const part = answer.slice(sent, sent + answer.length / 10);
    socket?.send(part, { fin: false });
    clock.skip(10_000);
    wake();
  }
  expect(document.store.getState().connection.status).toBe('syncing');
  socket?.send(new Uint8Array(), { fin: true });
  await untilStatus(document, 'live');
  expect(document.doc.getText('notes').toString()).toContain('theirs theirs');
  expect(sockets).toHaveLength(1);
  expect(asked()).toBe(1);
});

/** A server of one client, which lets it in and says nothing but what it is told to. */
async function setUp(dialect: 'y-websocket' | 'hocuspocus') {
  const sockets: ServerSocket[] = [];
  let questions = 0;
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: () => 'access_token',
  });
  await new Promise((resolve) => server.once('listening', resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      const decoder = createDecoder(new Uint8Array(data));
      if (dialect === 'hocuspocus') readVarString(decoder);
      const type = readVarUint(decoder);
      if (type === SYNC && readVarUint(decoder) === STEP_1) questions += 1;
      if (dialect === 'hocuspocus' && type === AUTH) socket.send(authenticated());
    });
  });

  const clock = createSkippingClock();
  const listeners = new Set<(event: 'woken') => void>();
  const client = createWireSocketClient({
    endpoint: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    getAccessToken: () => 'a.b.c',
    WebSocket: WebSocketClass,
    dialect,
    clock,
    environment: {
      online: () => true,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  cleanUps.push(() => client.destroy());
  const document = client.open('notes');
  document.doc.getText('notes').insert(0, 'ours');

  const someone = new Awareness(new Doc());
  cleanUps.push(() => someone.destroy());
  let moves = 0;
  return {
    document,
    clock,
    sockets,
    /** How often it was asked for the document. */
    asked: () => questions,
    /** The device woke up, or the page is looked at again. */
    wake() {
      for (const listener of listeners) listener('woken');
    },
    /** Tells that somebody else is at another place now, and gives that. */
    someoneMoves(): Place {
      moves += 1;
      someone.setLocalState({ moves });
      const update = encodeAwarenessUpdate(someone, [someone.clientID]);
      const bytes = message([AWARENESS], update, dialect === 'hocuspocus' ? 'notes' : null);
      for (const socket of sockets) socket.send(bytes);
      return { client: someone.clientID, moves };
    },
  };
}

interface Place {
  readonly client: number;
  readonly moves: number;
}

function isKnown({ awareness }: WireSocketDocument, { client, moves }: Place): boolean {
  return awareness.getStates().get(client)?.moves === moves;
}

function message(types: readonly number[], payload: Uint8Array, name: string | null = null): Uint8Array {
  const encoder = createEncoder();
  if (name !== null) writeVarString(encoder, name);
  for (const type of types) writeVarUint(encoder, type);
  writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder);
}

function authenticated(): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, 'notes');
  writeVarUint(encoder, AUTH);
  writeVarUint(encoder, AUTHENTICATED);
  writeVarString(encoder, 'read-write');
  return toUint8Array(encoder);
}
