import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseActive, parseLimit } from '../../../src/protocol/limit-reason.ts';

test.each([
  ['Connection limit exceeded: 100', 100, null],
  ['Document limit exceeded: 5 (active: 6)', 5, 6],
  ['Rate limit exceeded: 600 ops/min', 600, null],
  ['Document user limit exceeded: 0', 0, null],
  ['DOCUMENT LIMIT EXCEEDED:5(ACTIVE:6)', 5, 6],
  ['', null, null],
  ['exceeded', null, null],
  ['exceeded: many', null, null],
  ['exceeded: -5', null, null],
  ['Document limit exceeded: 5 (active: ', 5, null],
  ['exceeded: 999999999999999', 999_999_999_999_999, null],
  ['exceeded: 99999999999999999999 (active: 99999999999999999999)', null, null],
])('%j tells the limit %s and the active count %s', (reason, limit, active) => {
  expect(parseLimit(reason)).toBe(limit);
  expect(parseActive(reason)).toBe(active);
});

/** Texts near the documented ones find more than random ones do. */
const reasons = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('exceeded:', 'active:', ' ', '(', ')', '12', '-', '9'.repeat(20), 'é', '\0', '.5'))
    .map((parts) => parts.join('')),
);

test('any reason gives a safe whole number or null', () => {
  fc.assert(
    fc.property(reasons, (reason) => {
      for (const value of [parseLimit(reason), parseActive(reason)]) {
        expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
      }
    }),
  );
});
