import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readToken } from '../../../src/protocol/token-claims.ts';

const NOTHING = { issuedAt: null, expiresAt: null, limits: null };

function tokenWith(payload: string): string {
  return `eyJhbGciOiJSUzI1NiJ9.${Buffer.from(payload).toString('base64url')}.c2lnbmF0dXJl`;
}

test('a token tells when it was issued, when it expires, and what the plan allows', () => {
  // {"iss":"https://api.wiresocket.com","iat":1700000000,"exp":1700000900,"limits":{"maxConnections":100,…}}
  const token =
    'eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDkwMCwibGltaXRzIjp7Im1heENvbm5lY3Rpb25zIjoxMDAsIm1heERvY3VtZW50cyI6NTAsIm1heFVzZXJzUGVyRG9jIjoxMCwib3BzUGVyTWludXRlIjo2MDB9fQ.c2ln';
  expect(readToken(token)).toEqual({
    issuedAt: 1_700_000_000_000,
    expiresAt: 1_700_000_900_000,
    limits: { maxConnections: 100, maxDocuments: 50, maxUsersPerDoc: 10, opsPerMinute: 600 },
  });
});

test('a token without exp tells the rest', () => {
  expect(readToken(tokenWith('{"iat":1700000000}'))).toEqual({
    issuedAt: 1_700_000_000_000,
    expiresAt: null,
    limits: null,
  });
});

test('a payload with the characters that base64url spells differently is read', () => {
  const token = tokenWith('{"a":"~~~???>>>ÿÿÿ","exp":10}');
  expect(token.split('.')[1]).toMatch(/[-_]/);
  expect(readToken(token).expiresAt).toBe(10_000);
});

test.each(['{"exp":1}', '{"exp":10}', '{"exp":100}', '{"exp":1000}'])(
  'the payload %s is read whatever padding it lacks',
  (payload) => {
    expect(readToken(tokenWith(payload)).expiresAt).toBe(JSON.parse(payload).exp * 1000);
  },
);

test('a payload with unicode is read', () => {
  expect(readToken(tokenWith('{"name":"Zoë 笔记 😀","exp":10}')).expiresAt).toBe(10_000);
});

test('a limit that is not told, or is no limit, is Infinity', () => {
  const payload = '{"limits":{"maxConnections":0,"maxDocuments":"5","maxUsersPerDoc":-1}}';
  expect(readToken(tokenWith(payload)).limits).toEqual({
    maxConnections: 0,
    maxDocuments: Number.POSITIVE_INFINITY,
    maxUsersPerDoc: Number.POSITIVE_INFINITY,
    opsPerMinute: Number.POSITIVE_INFINITY,
  });
});

test.each(['null', '5', '"x"', '[]', '{}', '', '{', '{"exp":"soon","iat":null,"limits":5}', '{"exp":1e999}'])(
  'the payload %j tells nothing',
  (payload) => {
    expect(readToken(tokenWith(payload))).toEqual(NOTHING);
  },
);

test.each(['', '.', '..', 'no token', 'a.b.c', 'a.%%%.c', 'eyJ', 'a.é.c'])(
  '%j is no JWT and tells nothing',
  (token) => {
    expect(readToken(token)).toEqual(NOTHING);
  },
);

test('any string is survived', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json().map(tokenWith)), (token) => {
      const { issuedAt, expiresAt } = readToken(token);
      expect(issuedAt === null || Number.isFinite(issuedAt)).toBe(true);
      expect(expiresAt === null || Number.isFinite(expiresAt)).toBe(true);
    }),
  );
});
