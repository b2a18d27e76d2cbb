import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownProblem, problemFromClose, problemFromStatus } from '../../../src/protocol/problem.ts';
import { redact } from '../../../src/protocol/redact.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_';

test.each([
  ['nothing to hide', 'nothing to hide'],
  ['', ''],
  [JWT, '[token]'],
  [`Invalid token ${JWT}, expired`, 'Invalid token [token], expired'],
  [`Bearer ${JWT}`, 'Bearer [token]'],
  [`${JWT} and ${JWT}`, '[token] and [token]'],
  ['eyJhbGciOiJSUzI1NiJ9.eyJzdWIi', '[token]'],
  ['eyJhbGciOiJSUzI1NiJ9', '[token]'],
  ['GET wss://a.wiresocket.net/notes?token=opaque failed', 'GET wss://a.wiresocket.net/notes failed'],
  [`wss://a.wiresocket.net/notes?access_token=${JWT}&x=1`, 'wss://a.wiresocket.net/notes'],
  ['“\u2068notes?token=opaque\u2069” is no name', '“\u2068notes\u2069” is no name'],
  ['"https://a/?a=1" and <https://b/?b=2>', '"https://a/" and <https://b/>'],
])('%j is shown as %j', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

const base64url = fc.string({
  unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'),
  minLength: 8,
  maxLength: 40,
});
const jwts = fc.tuple(base64url, base64url, base64url).map(([a, b, c]) => `eyJ${a}.eyJ${b}.${c}`);
const words = fc.string({ unit: fc.constantFrom('a', ' ', ':', '/', '"', '=', '(', '\n'), maxLength: 20 });

test('no problem has a token or a query string in its reason, whoever found it', () => {
  fc.assert(
    fc.property(
      jwts,
      words,
      words,
      fc.constantFrom('', '?token=', '?a=b&access_token='),
      (jwt, a, b, query) => {
        const text = `${a} ${query}${jwt} ${b}`;
        const codes = [1006, 4001, 4002, 4004, 4005, 4006, 4009, 1013, 4999];
        const problems = [
          ...codes.map((code) => problemFromClose(code, text)),
          problemFromStatus('dashboard', 401, text),
          problemFromStatus('dataplane', 503, text),
          problemFromStatus('dataplane', 500, text),
          ownProblem('token-unavailable', text),
          ownProblem('unreachable', text),
        ];
        for (const problem of problems) {
          expect(JSON.stringify(problem)).not.toContain('eyJ');
          expect(problem.reason).not.toContain('?');
        }
      },
    ),
  );
});

test('a redirect that carries a token shows it neither in its reason nor in its address', () => {
  const problem = problemFromClose(4009, `REDIRECT:wss://us-east-1.wiresocket.net/notes?token=${JWT}`);
  expect(problem).toMatchObject({
    reason: 'REDIRECT:wss://us-east-1.wiresocket.net/notes',
    url: 'wss://us-east-1.wiresocket.net',
  });
});
