import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEndpoint, httpUrl, isLoopback } from '../../../src/protocol/endpoint.ts';

test.each([
  ['wss://eu-central-1.wiresocket.net', 'wss://eu-central-1.wiresocket.net'],
  ['wss://eu-central-1.wiresocket.net/', 'wss://eu-central-1.wiresocket.net'],
  ['wss://eu-central-1.wiresocket.net:8443', 'wss://eu-central-1.wiresocket.net:8443'],
  ['WSS://EU-CENTRAL-1.wiresocket.net', 'wss://eu-central-1.wiresocket.net'],
  ['wss://example.com/collab/', 'wss://example.com/collab'],
  ['wss://example.com//', 'wss://example.com'],
  ['ws://localhost:4000', 'ws://localhost:4000'],
  ['ws://app.localhost:4000', 'ws://app.localhost:4000'],
  ['ws://127.0.0.1:4000', 'ws://127.0.0.1:4000'],
  ['ws://127.1.2.3', 'ws://127.1.2.3'],
  ['ws://[::1]:4000', 'ws://[::1]:4000'],
])('the endpoint %s is taken as %s', (endpoint, taken) => {
  expect(checkEndpoint(endpoint)).toBe(taken);
});

test.each([
  ['', /not an address/],
  ['eu-central-1.wiresocket.net', /not an address/],
  [undefined, /undefined.*not an address/],
  [null, /not an address/],
  [5, /number.*not an address/],
  [new URL('wss://example.com'), /object.*not an address/],
  ['https://eu-central-1.wiresocket.net', /not a WebSocket address/],
  ['ws://eu-central-1.wiresocket.net', /unencrypted/],
  ['ws://127.0.0.1.evil.com', /unencrypted/],
  ['ws://localhost.evil.com', /unencrypted/],
  ['ws://192.168.0.1', /unencrypted/],
  ['wss://user@example.com', /credentials/],
  ['wss://:secret@example.com', /credentials/],
  ['wss://example.com?token=secret', /query/],
  ['wss://example.com#secret', /fragment/],
])('the endpoint %s is refused', (endpoint, message) => {
  expect(() => checkEndpoint(endpoint)).toThrow(TypeError);
  expect(() => checkEndpoint(endpoint)).toThrow(message);
  expect(() => checkEndpoint(endpoint)).toThrow('Use wss://{region}.wiresocket.net.');
});

test('a refusal does not repeat a secret', () => {
  for (const endpoint of ['wss://u:secret@example.com', 'wss://example.com?token=secret']) {
    expect(() => checkEndpoint(endpoint)).toThrow(/^(?!.*secret)/);
  }
});

test('any value is taken or refused with a TypeError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.webUrl(), fc.string({ unit: 'binary' })), (value) => {
      try {
        expect(checkEndpoint(value)).toMatch(/^wss?:\/\//);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
      }
    }),
  );
});

test.each([
  ['localhost', true],
  ['app.localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['[::1]', true],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['localhost.com', false],
  ['notlocalhost', false],
  ['127.0.0.1.com', false],
  ['[::2]', false],
])('%s is loopback: %s', (hostname, expected) => {
  expect(isLoopback(hostname)).toBe(expected);
});

test('the HTTP address of a dataplane keeps its encryption', () => {
  expect(httpUrl('wss://eu-central-1.wiresocket.net')).toBe('https://eu-central-1.wiresocket.net');
  expect(httpUrl('ws://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
});
