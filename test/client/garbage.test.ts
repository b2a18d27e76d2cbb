import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { encodeStateAsUpdate } from 'yjs';
import { createWireSocketClient } from '../../src/core.ts';
import { untilStatus, WebSocketClass } from '../support/kit.ts';

/** A server that says this to everybody who comes. It ends with the test. */
async function startSaying(garbage: string | Uint8Array): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'access_token' });
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  server.on('connection', (socket: ServerSocket) => socket.send(garbage));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  ['a text frame', 'hello'],
  ['an empty frame', new Uint8Array()],
  ['an unknown type', Uint8Array.of(99, 1, 2, 3)],
  ['an unknown sync message', Uint8Array.of(0, 9, 0)],
  ['a truncated update', Uint8Array.of(0, 2, 40, 1, 2, 3)],
  ['a broken update', Uint8Array.of(0, 2, 4, 255, 255, 255, 255)],
  ['a claim of 100 MB', Uint8Array.of(0, 2, 0x80, 0xc2, 0xd7, 0x2f, 1)],
  ['broken awareness', Uint8Array.of(1, 5, 1, 1, 1, 1, 123)],
])('%s is told as protocol-error, and the document is as it was', async (_, bytes) => {
  const client = createWireSocketClient({
    endpoint: await startSaying(bytes),
    getAccessToken: () => 'a.b.c',
    WebSocket: WebSocketClass,
  });
  onTestFinished(client.destroy);
  const document = client.open('notes');
  document.doc.getText('notes').insert(0, 'mine');
  const before = encodeStateAsUpdate(document.doc);
  const { problem } = await untilStatus(document, 'waiting');
  expect(problem).toMatchObject({ kind: 'protocol-error', source: 'client' });
  expect(encodeStateAsUpdate(document.doc)).toEqual(before);
  expect(document.store.getState().unsynced).toBe(true);
});
