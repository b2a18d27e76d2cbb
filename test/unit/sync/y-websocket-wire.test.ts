import { expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { yWebsocketWire } from '../../../src/sync/y-websocket-wire.ts';

const ORIGIN = 'wss://eu-central-1.wiresocket.net';

test('the document is the path, and the token follows its subprotocol', () => {
  expect(yWebsocketWire.address(ORIGIN, 'notes', 'a.b.c', { subprotocol: 'access_token' })).toEqual({
    url: 'wss://eu-central-1.wiresocket.net/notes',
    protocols: ['access_token', 'a.b.c'],
  });
  expect(yWebsocketWire.address(ORIGIN, 'notes', 'a.b.c', { subprotocol: 'Bearer' }).protocols).toEqual([
    'Bearer',
    'a.b.c',
  ]);
});

test('with a token in a subprotocol there is none in the address', () => {
  const { url } = yWebsocketWire.address(ORIGIN, 'notes', 'secret', { subprotocol: 'access_token' });
  expect(url).not.toContain('secret');
});

test('the token is in the query only where the app asks for it', () => {
  expect(yWebsocketWire.address(ORIGIN, 'notes', 'a.b.c', { query: 'token' })).toEqual({
    url: 'wss://eu-central-1.wiresocket.net/notes?token=a.b.c',
    protocols: [],
  });
});

test('nothing in a token can end its query parameter', () => {
  const { url } = yWebsocketWire.address(ORIGIN, 'notes', 'a&b=c#d e', { query: 'a c' });
  expect(url).toBe('wss://eu-central-1.wiresocket.net/notes?a%20c=a%26b%3Dc%23d%20e');
  expect(new URL(url).searchParams.get('a c')).toBe('a&b=c#d e');
});

test('every document has a socket of the platform of its own', () => {
  const platform = NodeWebSocket as unknown as typeof WebSocket;
  expect(yWebsocketWire.socketsOver(platform, async () => 'a.b.c')).toBe(platform);
  expect(yWebsocketWire.dialectFor('one')).toBe(yWebsocketWire.dialectFor('two'));
});
