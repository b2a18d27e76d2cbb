import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTrusted, parseRedirect, regionOf, socketOrigin } from '../../../src/protocol/redirect.ts';

test.each([
  ['REDIRECT:wss://us-east-1.wiresocket.net', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:wss://us-east-1.wiresocket.net/notes', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:wss://us-east-1.wiresocket.net/', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:wss://us-east-1.wiresocket.net:8443/notes', 'wss://us-east-1.wiresocket.net:8443'],
  ['REDIRECT:wss://us-east-1.wiresocket.net:443/notes', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT: wss://us-east-1.wiresocket.net/notes', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:ws://127.0.0.1:4000/notes', 'ws://127.0.0.1:4000'],
  ['REDIRECT:wss://[::1]:4000/notes', 'wss://[::1]:4000'],
  ['REDIRECT:WSS://US-EAST-1.WIRESOCKET.NET/notes', 'wss://us-east-1.wiresocket.net'],
  [`REDIRECT:wss://us-east-1.wiresocket.net/${'n'.repeat(75)}`, 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:wss://user:secret@us-east-1.wiresocket.net/notes?token=a#b', 'wss://us-east-1.wiresocket.net'],
  ['REDIRECT:wss://us-east-1.wiresocket.net@evil.com/notes', 'wss://evil.com'],
  ['REDIRECT:', null],
  ['REDIRECT:us-east-1.wiresocket.net', null],
  ['REDIRECT:wss://', null],
  ['REDIRECT:wss:', null],
  ['REDIRECT:https://us-east-1.wiresocket.net/notes', null],
  ['REDIRECT:javascript:alert(1)', null],
  ['REDIRECT:/notes', null],
  ['wss://us-east-1.wiresocket.net', null],
  ['', null],
])('the reason %j leads to %s', (reason, origin) => {
  expect(parseRedirect(reason)).toBe(origin);
});

const addresses = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true }),
  fc
    .tuple(fc.constantFrom('wss://', 'ws://', 'wss:', 'https://'), fc.string())
    .map((parts) => parts.join('')),
);

test('any reason gives null or an origin without path, query and credentials', () => {
  fc.assert(
    fc.property(fc.constantFrom('', 'REDIRECT:'), addresses, (prefix, address) => {
      const origin = parseRedirect(prefix + address);
      if (origin === null) return;
      expect(origin).toMatch(/^wss?:\/\/[^/?#@]+$/);
      expect(socketOrigin(origin)).toBe(origin);
      expect(typeof isTrusted(origin, ['*.wiresocket.net'])).toBe('boolean');
    }),
  );
});

/** The hosts that are trusted by default beside the endpoints' own. */
const DEFAULTS = ['*.wiresocket.net', '*.wiresocket.com'];

test.each([
  ['wss://us-east-1.wiresocket.net', DEFAULTS, true],
  ['wss://ws.wiresocket.com', DEFAULTS, true],
  ['wss://a.b.wiresocket.net', DEFAULTS, true],
  ['wss://us-east-1.wiresocket.net:8443', DEFAULTS, true],
  ['ws://us-east-1.wiresocket.net', DEFAULTS, false],
  ['wss://wiresocket.net', DEFAULTS, false],
  ['wss://evilwiresocket.net', DEFAULTS, false],
  ['wss://eu.wiresocket.net.evil.com', DEFAULTS, false],
  ['wss://wiresocket.net.', DEFAULTS, false],
  ['wss://evil.com', DEFAULTS, false],
  ['wss://localhost', DEFAULTS, false],
  ['wss://example.com', [], false],
  ['wss://example.com', ['example.com'], true],
  ['wss://EXAMPLE.com', ['Example.COM'], true],
  ['wss://example.com:8443', ['example.com'], true],
  ['wss://sub.example.com', ['example.com'], false],
  ['wss://notexample.com', ['example.com'], false],
  ['wss://example.com:8443', ['example.com:8443'], true],
  ['wss://example.com:8444', ['example.com:8443'], false],
  ['wss://example.com', ['example.com:8443'], false],
  ['wss://example.com', ['example.com:443'], true],
  ['wss://a.example.com:8443', ['*.example.com:8443'], true],
  ['wss://a.example.com', ['*.example.com:8443'], false],
  ['ws://example.com', ['example.com'], false],
  ['ws://localhost:4000', ['localhost'], true],
  ['ws://127.0.0.1:4000', ['127.0.0.1'], true],
  ['ws://127.0.0.1:4000', ['127.0.0.1:4001'], false],
  ['ws://127.0.0.1', ['127.0.0.1:80'], true],
  ['ws://127.0.0.1:4000', DEFAULTS, false],
  ['ws://[::1]:4000', ['[::1]'], true],
  ['ws://[::1]:4000', ['[::1]:4000'], true],
  ['ws://127.0.0.1.evil.com', ['127.0.0.1.evil.com'], false],
  ['ws://localhost.evil.com', ['localhost.evil.com'], false],
] as const)('%s with %j trusted: %s', (origin, trusted, expected) => {
  expect(isTrusted(origin, trusted)).toBe(expected);
});

test.each([
  'REDIRECT:wss://us-east-1.wiresocket.net@evil.com',
  'REDIRECT:wss://us-east-1.wiresocket.net:443@evil.com/notes',
  'REDIRECT:wss://evil.com/us-east-1.wiresocket.net',
  'REDIRECT:wss://evil.com?.wiresocket.net',
  'REDIRECT:wss://evil.com#.wiresocket.net',
  'REDIRECT:wss://evil.com\\.wiresocket.net',
  'REDIRECT:wss://evil.com\\@us-east-1.wiresocket.net',
  'REDIRECT:wss://evil.com/@us-east-1.wiresocket.net',
])('%s does not lead to a trusted host', (reason) => {
  const origin = parseRedirect(reason);
  expect(origin).not.toBeNull();
  expect(origin !== null && isTrusted(origin, DEFAULTS)).toBe(false);
});

test.each([
  ['wss://eu-central-1.wiresocket.net', 'eu-central-1'],
  ['wss://us-east-1.wiresocket.net', 'us-east-1'],
  ['wss://ap-southeast-12.wiresocket.net:8443', 'ap-southeast-12'],
  ['wss://eu-central-1.wiresocket.net/notes', 'eu-central-1'],
  ['wss://aws-eu-west-1.wiresocket.net', 'aws-eu-west-1'],
  ['wss://ws.wiresocket.com', null],
  ['wss://wiresocket.net', null],
  ['wss://status.wiresocket.net', null],
  ['ws://127.0.0.1:4000', null],
  ['wss://eu-central-1.wiresocket.net.evil.com', null],
  ['wss://evil.com/eu-central-1.wiresocket.net', null],
  ['', null],
])('the region of %j is %s', (origin, region) => {
  expect(regionOf(origin)).toBe(region);
});
