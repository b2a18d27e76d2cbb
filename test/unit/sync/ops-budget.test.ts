import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOpsBudget } from '../../../src/sync/ops-budget.ts';
import { busiestMinute } from '../support/busiest-minute.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function budgetOf(opsPerMinute: number) {
  const clock = createFakeClock();
  const budget = createOpsBudget(clock);
  budget.setLimit(opsPerMinute);
  return {
    clock,
    budget,
    spend(times: number) {
      for (let time = 0; time < times; time += 1) budget.spend();
    },
  };
}

test('before a token tells a limit there is none', () => {
  const clock = createFakeClock();
  const budget = createOpsBudget(clock);
  for (let time = 0; time < 10_000; time += 1) budget.spend();
  expect(budget.left()).toBe(1);
  expect(budget.wait()).toBe(0);
});

test('a plan without a limit never waits, however much time passes', () => {
  const { budget, clock, spend } = budgetOf(Number.POSITIVE_INFINITY);
  spend(10_000);
  for (const ms of [0, 1, 60_000]) {
    clock.advance(ms);
    expect(budget.left()).toBe(1);
    expect(budget.wait()).toBe(0);
  }
});

test('of a limit that comes later, what was spent before it is not forgotten', () => {
  const clock = createFakeClock();
  const budget = createOpsBudget(clock);
  for (let time = 0; time < 100; time += 1) budget.spend();
  budget.setLimit(100);
  expect(budget.left()).toBeLessThan(0);
  expect(budget.wait()).toBeGreaterThan(0);
});

test('a limit that is gone, as after an upgrade of the plan, leaves no wait', () => {
  const { budget, clock, spend } = budgetOf(10);
  spend(100);
  clock.advance(1_000);
  budget.setLimit(Number.POSITIVE_INFINITY);
  expect(budget.left()).toBe(1);
  expect(budget.wait()).toBe(0);
});

test('time without an operation fills it, and no further than full', () => {
  const { budget, clock, spend } = budgetOf(600);
  spend(200);
  const low = budget.left();
  clock.advance(1_000);
  expect(budget.left()).toBeGreaterThan(low);
  clock.advance(3_600_000);
  expect(budget.left()).toBe(1);
});

test('a plan that allows nothing has nothing left, and is asked again each minute', () => {
  const { budget, clock } = budgetOf(0);
  expect(budget.left()).toBe(0);
  expect(budget.wait()).toBe(60_000);
  clock.advance(60_000);
  expect(budget.wait()).toBe(60_000);
});

test('after the wait that it tells, an operation is there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 100_000 }), fc.nat(200), (limit, times) => {
      const { budget, clock, spend } = budgetOf(limit);
      spend(times);
      // A wait is a minute at most, so that a change of plan is noticed.
      for (let waits = 0; budget.wait() > 0; waits += 1) {
        expect(budget.wait()).toBeLessThanOrEqual(60_000);
        expect(waits).toBeLessThan(100);
        clock.advance(budget.wait() + 0.001);
      }
      expect(budget.left()).toBeLessThanOrEqual(1);
    }),
  );
});

test('whoever waits as it tells stays below the limit in each minute, however the pauses fall', () => {
  const pauses = fc.array(fc.oneof(fc.constant(0), fc.nat(500), fc.nat(90_000)), {
    minLength: 100,
    maxLength: 400,
  });
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 300 }), pauses, (limit, list) => {
      const { budget, clock } = budgetOf(limit);
      const times: number[] = [];
      for (const pause of list) {
        clock.advance(pause);
        while (budget.wait() > 0) clock.advance(budget.wait() + 0.001);
        budget.spend();
        times.push(clock.now());
      }
      expect(busiestMinute(times)).toBeLessThanOrEqual(limit);
    }),
  );
});
