import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createOpsBudget } from '../../../src/sync/ops-budget.ts';
import { createOutbox } from '../../../src/sync/outbox.ts';
import { busiestMinute } from '../support/busiest-minute.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const UNLIMITED = Number.POSITIVE_INFINITY;

/** Somebody who types into a document, an outbox that its updates leave by, and who gets them. */
function writer(opsPerMinute: number) {
  const clock = createFakeClock();
  const start = clock.now();
  const budget = createOpsBudget(clock);
  budget.setLimit(opsPerMinute);
  const doc = new Doc();
  const reader = new Doc();
  const sentAt: number[] = [];
  const pausedAt: number[] = [];
  const outbox = createOutbox(clock, budget, {
    send(update) {
      budget.spend();
      sentAt.push(clock.now() - start);
      applyUpdate(reader, update);
    },
    paused: () => pausedAt.push(clock.now() - start),
  });
  doc.on('update', outbox.push);
  return {
    clock,
    budget,
    outbox,
    sentAt,
    pausedAt,
    type(text = 'x') {
      doc.getText('notes').insert(doc.getText('notes').length, text);
    },
    written: () => doc.getText('notes').toString(),
    read: () => reader.getText('notes').toString(),
    isRead: () => Buffer.compare(encodeStateAsUpdate(doc), encodeStateAsUpdate(reader)) === 0,
  };
}

describe('with budget to spare', () => {
  test('the first update leaves at once', () => {
    const { type, sentAt, read } = writer(UNLIMITED);
    type('a');
    expect(sentAt).toEqual([0]);
    expect(read()).toBe('a');
  });

  test('those within the 20 ms that follow leave as one at their end', () => {
    const { type, clock, sentAt, read } = writer(UNLIMITED);
    type('a');
    type('b');
    clock.advance(10);
    type('c');
    clock.advance(9);
    expect(read()).toBe('a');
    clock.advance(1);
    expect(sentAt).toEqual([0, 20]);
    expect(read()).toBe('abc');
  });

  test('after a pause the first leaves at once again', () => {
    const { type, clock, sentAt } = writer(UNLIMITED);
    type();
    clock.advance(1_000);
    type();
    expect(sentAt).toEqual([0, 1_000]);
  });

  test('an update right after a merged one waits for its window', () => {
    const { type, clock, sentAt } = writer(UNLIMITED);
    type();
    type();
    clock.advance(20);
    type();
    expect(sentAt).toEqual([0, 20]);
    clock.advance(20);
    expect(sentAt).toEqual([0, 20, 40]);
  });

  test('a window that ends tells so, and one that ends empty leaves no timer', () => {
    const { type, clock, pausedAt } = writer(UNLIMITED);
    type();
    clock.advance(1_000);
    expect(pausedAt).toEqual([20]);
    expect(clock.pending()).toBe(0);
  });

  test('half of the budget is spent without any wider window', () => {
    const { type, clock, sentAt } = writer(6_000);
    for (let at = 0; at < 2_000; at += 20) {
      type();
      clock.advance(20);
    }
    expect(sentAt).toHaveLength(100);
  });
});

describe('as the budget runs out', () => {
  test('the window widens, and typing on leaves in ever fewer messages', () => {
    const { type, clock, sentAt, isRead } = writer(600);
    for (let at = 0; at < 60_000; at += 20) {
      type();
      clock.advance(20);
    }
    const gaps = sentAt.slice(1).map((time, index) => time - (sentAt[index] ?? 0));
    expect(gaps[0]).toBe(20);
    expect(Math.max(...gaps)).toBeGreaterThan(80);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2_000);
    clock.advance(10_000);
    expect(isRead()).toBe(true);
  });

  test('what others of the app spent counts, too', () => {
    const { type, clock, budget, sentAt } = writer(600);
    for (let time = 0; time < 600; time += 1) budget.spend();
    type();
    expect(sentAt).toEqual([]);
    clock.advance(120_000);
    expect(sentAt).toHaveLength(1);
  });

  test('an update that had to wait leaves with all that was typed meanwhile', () => {
    const { type, clock, budget, sentAt, read } = writer(60);
    for (let time = 0; time < 24; time += 1) budget.spend();
    type('a');
    clock.advance(100);
    type('b');
    expect(sentAt).toEqual([]);
    clock.advance(60_000);
    expect(sentAt).toHaveLength(1);
    expect(read()).toBe('ab');
  });

  test('a plan that allows nothing sends nothing, makes no hot loop, and sends all when it is changed', () => {
    const { type, clock, budget, sentAt, pausedAt, isRead } = writer(0);
    type();
    clock.advance(600_000);
    expect(sentAt).toEqual([]);
    expect(pausedAt.length).toBeLessThanOrEqual(10);
    budget.setLimit(600);
    clock.advance(60_000);
    expect(isRead()).toBe(true);
  });

  test('no minute ever holds more messages than the plan allows, and every edit arrives', () => {
    const bursts = fc.array(
      fc.record({
        keys: fc.integer({ min: 1, max: 400 }),
        every: fc.integer({ min: 1, max: 200 }),
        pause: fc.oneof(fc.nat(1_000), fc.nat(120_000)),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 1_000 }), bursts, (opsPerMinute, list) => {
        const { type, clock, sentAt, written, read } = writer(opsPerMinute);
        for (const { keys, every, pause } of list) {
          for (let key = 0; key < keys; key += 1) {
            type();
            clock.advance(every);
          }
          clock.advance(pause);
        }
        clock.advance(300_000);
        expect(busiestMinute(sentAt)).toBeLessThanOrEqual(opsPerMinute);
        expect(read()).toBe(written());
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test.each([1, 2])('a plan of %i operations a minute still lets an edit out', (opsPerMinute) => {
    const { type, clock, isRead } = writer(opsPerMinute);
    type();
    clock.advance(300_000);
    expect(isRead()).toBe(true);
  });
});

describe('on request', () => {
  test('flush sends what waits, once, and does not wait for the window', () => {
    const { type, clock, outbox, sentAt, read } = writer(UNLIMITED);
    type('a');
    type('b');
    outbox.flush();
    outbox.flush();
    expect(sentAt).toEqual([0, 0]);
    expect(read()).toBe('ab');
    clock.advance(1_000);
    expect(sentAt).toHaveLength(2);
  });

  test('flush with nothing that waits sends nothing', () => {
    const { outbox, sentAt } = writer(UNLIMITED);
    outbox.flush();
    expect(sentAt).toEqual([]);
  });

  test('clear forgets what waits and the window, so the next leaves at once', () => {
    const { type, clock, outbox, sentAt, read } = writer(UNLIMITED);
    type('a');
    type('b');
    outbox.clear();
    expect(clock.pending()).toBe(0);
    clock.advance(1_000);
    expect(read()).toBe('a');
    expect(sentAt).toEqual([0]);
    type('c');
    expect(sentAt).toEqual([0, 1_000]);
  });
});
