import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setupWSConnection } from '@y/websocket-server/utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WebSocket as NodeWebSocket, WebSocketServer } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import {
  createWireSocketClient,
  type WireSocketClient,
  type WireSocketClientOptions,
} from '../../src/core.ts';
import { closing } from '../support/closing.ts';
import { eventually, inTime, isSaved, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';
import { createRandom, editAtRandom, expectConvergence } from './random-edits.ts';

let server: Server;
let sockets: WebSocketServer;
let stop: () => Promise<void>;
const clock = createSkippingClock();
const clients: WireSocketClient[] = [];
const providers: WebsocketProvider[] = [];

async function start(port = 0): Promise<void> {
  server = createServer();
  stop = closing(server);
  sockets = new WebSocketServer({ server, handleProtocols: () => 'access_token' });
  sockets.on('connection', (socket, request) => setupWSConnection(socket, request));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function cut(): void {
  for (const socket of sockets.clients as Set<NodeWebSocket>) socket.terminate();
}

const address = () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeEach(() => start());
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const provider of providers.splice(0)) provider.destroy();
  await stop();
});

function ours(name: string, options: Partial<WireSocketClientOptions> = {}) {
  const client = createWireSocketClient({
    endpoint: address(),
    getAccessToken: () => 'a.b.c',
    WebSocket: WebSocketClass,
    clock,
    ...options,
  });
  clients.push(client);
  return client.open(name);
}

function theirs(name: string): WebsocketProvider {
  const options = { WebSocketPolyfill: WebSocketClass, disableBc: true, maxBackoffTime: 50 };
  const provider = new WebsocketProvider(address(), name, new Doc(), options);
  providers.push(provider);
  return provider;
}

test.each([1, 2, 3])(
  'random edits with cuts and restarts converge, beside y-websocket (seed %i)',
  async (seed) => {
    const name = `converge-${seed}`;
    const random = createRandom(seed);
    const mine = [ours(name), ours(name)];
    const docs = [...mine.map(({ doc }) => doc), theirs(name).doc, theirs(name).doc];
    const { port } = server.address() as AddressInfo;
    for (let round = 0; round < 200; round += 1) {
      editAtRandom(docs, random);
      if (round % 40 === 20) cut();
      if (round === 100) {
        await stop();
        await start(port);
      }
      if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      clock.skip(100);
    }
    await inTime(clock, mine, () => mine.every(isSaved));
    await expectConvergence(docs);
  },
);

test('presence crosses, and leaving clears it', async () => {
  const document = ours('presence');
  const provider = theirs('presence');
  await document.whenSynced;
  document.awareness.setLocalStateField('user', { name: 'Ada' });
  provider.awareness.setLocalStateField('user', { name: 'Ben' });
  await eventually(
    () => provider.awareness.getStates().get(document.awareness.clientID)?.user?.name === 'Ada',
  );
  await eventually(() => document.awareness.getStates().get(provider.doc.clientID)?.user?.name === 'Ben');
  document.disconnect();
  await eventually(() => !provider.awareness.getStates().has(document.awareness.clientID));
});

test('a client of the other dialect is told what the server seems to be, and keeps what it has', async () => {
  const document = ours('notes', { dialect: 'hocuspocus' });
  document.doc.getText('t').insert(0, 'mine');
  const { problem } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'protocol-error', source: 'client' });
  expect(problem.reason).toMatch(/seems to speak y-websocket: use dialect 'y-websocket'/);
  expect(document.doc.getText('t').toString()).toBe('mine');
  await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
});
