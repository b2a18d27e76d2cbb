import { writeVarString, writeVarUint } from 'lib0/encoding';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WebSocket as ServerSocket } from 'ws';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { createWireSocketClient, type WireSocketDocument } from '../../src/core.ts';
import { hocuspocusDialect } from '../../src/sync/hocuspocus/dialect.ts';
import { AUTH, frame, TYPE, unframe } from '../../src/sync/hocuspocus/framing.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { eventually, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';
import { startSocketServer } from '../unit/support/socket-server.ts';

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
  const answer = yWebsocket.stepTwo(encodeStateAsUpdate(theirs));
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
  const { awareness } = dialect === 'hocuspocus' ? hocuspocusDialect('notes') : yWebsocket;
  const server = await startSocketServer({
    accepted(socket) {
      sockets.push(socket);
      socket.on('message', (data: Buffer) => {
        const message = new Uint8Array(data);
        if (dialect === 'y-websocket') questions += yWebsocket.decode(message).type === 'step-1' ? 1 : 0;
        else if (unframe(message).type === TYPE.auth) socket.send(letIn());
      });
    },
  });
  onTestFinished(server.stop);

  const clock = createSkippingClock();
  const listeners = new Set<(event: 'woken') => void>();
  const client = createWireSocketClient({
    endpoint: server.url,
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
  onTestFinished(() => client.destroy());
  const document = client.open('notes');
  document.doc.getText('notes').insert(0, 'ours');

  const someone = new Awareness(new Doc());
  onTestFinished(() => someone.destroy());
  let moves = 0;
  return {
    document,
    clock,
    sockets,
    /** How often it was asked for the document, in y-websocket's dialect. */
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
      for (const socket of sockets) socket.send(awareness(update));
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

function letIn(): Uint8Array {
  return frame('notes', TYPE.auth, (encoder) => {
    writeVarUint(encoder, AUTH.authenticated);
    writeVarString(encoder, 'read-write');
  });
}
