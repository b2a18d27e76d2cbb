import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { age } from '../../../src/client/dated-token.ts';
import {
  isStale,
  NOTHING_KNOWN,
  pool,
  refusalsSince,
  type TabKnowledge,
} from '../../../src/client/tab-knowledge.ts';

const NOW = Date.UTC(2026, 0, 1);
const FIVE_MINUTES = 300_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function knowing(facts: Partial<TabKnowledge>): TabKnowledge {
  return { ...NOTHING_KNOWN, ...facts };
}

test('a refusal counts for a minute', () => {
  const known = pool(
    NOTHING_KNOWN,
    knowing({ refusals: [NOW - 61_000, NOW - 59_000], staleAt: NOW - 59_000 }),
  );
  expect(refusalsSince(known, Number.NEGATIVE_INFINITY)).toBe(1);
  expect(isStale(known)).toBe(true);
});

test.each(['mine', 'theirs'])(
  'by a clock that was set back no refusal counts for longer, nor lets in what is refused after it (%s)',
  (whose) => {
    const token = age('of-before', NOW, 900);
    for (const facts of [{ refusals: [NOW - 1, NOW] }, { acceptedAt: NOW, token }, { staleAt: NOW }]) {
      vi.setSystemTime(NOW);
      const before = pool(NOTHING_KNOWN, knowing(facts));
      expect(before).toMatchObject(facts);
      vi.setSystemTime(NOW - FIVE_MINUTES);
      const after = knowing({ staleAt: Date.now() });
      expect(whose === 'mine' ? pool(before, after) : pool(after, before)).toEqual(after);
    }
  },
);

test('what another tab says has just happened may be a little of the future: browsers round their clocks', () => {
  const news = knowing({ acceptedAt: NOW + 100, token: age('fresh', NOW, 900) });
  expect(pool(NOTHING_KNOWN, news)).toEqual(news);
});
