import { expect, test } from 'vitest';
import { age } from '../../../src/client/dated-token.ts';

const NOW = 1_700_000_000_000;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${part({ alg: 'none' })}.${part(claims)}.x`;

test.each([['opaque'], [jwt({ iat: NOW / 1000 })]])(
  'a token that does not say how long it lives: %s',
  (value) => {
    for (const expiresIn of [0, 900]) {
      expect(age(value, NOW, expiresIn)).toMatchObject({
        value,
        renewAt: Number.NEGATIVE_INFINITY,
        expiresAt: Number.NEGATIVE_INFINITY,
        flaw: expect.stringContaining('no exp claim'),
      });
    }
  },
);

test('a token is renewed a minute before it expires, or in the last tenth of its life', () => {
  const expiringIn = (seconds: number) => age(jwt({ iat: NOW / 1000, exp: NOW / 1000 + seconds }), NOW, 0);
  expect(expiringIn(900)).toMatchObject({ renewAt: NOW + 840_000, expiresAt: NOW + 900_000, flaw: null });
  expect(expiringIn(300)).toMatchObject({ renewAt: NOW + 270_000, expiresAt: NOW + 300_000 });
});
