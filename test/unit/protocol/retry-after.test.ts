import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRetryAfter, retryAfterOf } from '../../../src/protocol/retry-after.ts';

/** Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110's examples. */
const NOW = 784_111_777_000;

test.each([
  ['0', 0],
  ['1', 1],
  ['60', 60],
  [' 60 ', 60],
  ['007', 7],
  ['600', 600],
  ['601', 600],
  ['31536000', 600],
  ['9'.repeat(400), 600],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ['Sun, 06 Nov 1994 08:50:37 GMT', 60],
  ['Sun, 06 Nov 1994 08:49:00 GMT', 0],
  ['Mon, 06 Nov 1995 08:49:37 GMT', 600],
  ['Sunday, 06-Nov-94 08:50:07 GMT', 30],
  ['-1', null],
  ['soon', null],
  ['Soon', null],
  ['', null],
  [' ', null],
  ['1.5', null],
  ['1e3', null],
  ['+5', null],
  ['0x10', null],
  ['60s', null],
  ['60, 60', null],
  ['NaN', null],
  ['Infinity', null],
  ['1994-11-06T08:50:37Z', null],
  [null, null],
])('Retry-After %j means %s', (value, seconds) => {
  expect(parseRetryAfter(value, NOW)).toBe(seconds);
});

test('a part of a second is rounded up, so that nothing comes too early', () => {
  expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:47 GMT', NOW + 500)).toBe(10);
});

test('any header gives 0 to 600 seconds or null', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String)), (value) => {
      const seconds = parseRetryAfter(value, NOW);
      expect(seconds === null || (seconds >= 0 && seconds <= 600)).toBe(true);
    }),
  );
});

test.each([
  ['Sun, 06 Nov 1994 08:44:37 GMT', 300],
  ['Sun, 06 Nov 1994 08:49:30 GMT', 7],
  ['yesterday', 0],
  [undefined, 0],
])('a date counts from that of the answer, %s, and else from now', (date, seconds) => {
  const headers = new Headers({ 'Retry-After': 'Sun, 06 Nov 1994 08:49:37 GMT' });
  if (date !== undefined) headers.set('Date', date);
  expect(retryAfterOf(headers, NOW)).toBe(seconds);
  headers.set('Retry-After', '60');
  expect(retryAfterOf(headers, NOW)).toBe(60);
});
