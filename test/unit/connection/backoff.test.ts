import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delayOf, type Pace } from '../../../src/connection/backoff.ts';

const BLIP: Pace = { base: 500, cap: 30_000, jitter: 'full', hold: 0 };
const ORDERED: Pace = { base: 30_000, cap: 300_000, jitter: 0.2, hold: 30_000 };

test.each([
  [0, 0, 500],
  [1, 0, 1_000],
  [2, 0, 2_000],
  [3, 0, 4_000],
  [4, 2_000, 8_000],
  [5, 4_000, 16_000],
  [6, 7_500, 30_000],
  [7, 7_500, 30_000],
  [1_000, 7_500, 30_000],
  [5_000, 7_500, 30_000],
])('after %i repetitions a blip waits from %i to %i ms', (repetition, least, most) => {
  expect(delayOf(BLIP, repetition, 0)).toBe(least);
  expect(delayOf(BLIP, repetition, 1)).toBe(most);
});

test.each([
  [0, 30_000, 36_000],
  [1, 60_000, 72_000],
  [2, 120_000, 144_000],
  [3, 240_000, 288_000],
  [4, 300_000, 360_000],
  [1_000, 300_000, 360_000],
])('after %i repetitions a wait that was asked for is from %i to %i ms', (repetition, least, most) => {
  expect(delayOf(ORDERED, repetition, 0)).toBe(least);
  expect(delayOf(ORDERED, repetition, 1)).toBe(most);
});

const paces = fc
  .record({
    base: fc.integer({ min: 1, max: 600_000 }),
    more: fc.integer({ min: 0, max: 600_000 }),
    jitter: fc.oneof(fc.constant('full' as const), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ base, more, jitter }): Pace => ({ base, cap: base + more, jitter, hold: 0 }));
const luck = fc.double({ min: 0, max: 1, noNaN: true });

test('no wait is negative, longer than the cap and its jitter, or no number', () => {
  fc.assert(
    fc.property(paces, fc.nat(5_000), luck, (pace, repetition, random) => {
      const delay = delayOf(pace, repetition, random);
      const share = pace.jitter === 'full' ? 0 : pace.jitter;
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThanOrEqual(pace.cap * (1 + share));
      if (pace.jitter !== 'full') expect(delay).toBeGreaterThanOrEqual(pace.base);
    }),
  );
});

test('with the same luck no repetition waits shorter than the one before', () => {
  fc.assert(
    fc.property(paces, fc.nat(50), luck, (pace, repetition, random) => {
      const before = delayOf(pace, repetition, random);
      expect(delayOf(pace, repetition + 1, random)).toBeGreaterThanOrEqual(before);
    }),
  );
});
