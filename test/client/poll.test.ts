import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createPoll } from '../../src/client/poll.ts';
import { readUsage, steadyLevel } from '../../src/client/usage.ts';
import { problemFromStatus, WireSocketError } from '../../src/core.ts';
import type { UsageLevel } from '../../src/protocol/usage-level.ts';
import { eventually } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

let clock: SkippingClock;
let asked = 0;
let answer: () => Promise<number>;
let count = 0;

beforeEach(() => {
  clock = createSkippingClock();
  asked = 0;
  count += 1;
  answer = async () => asked;
});
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
});

function poll() {
  const ask = () => {
    asked += 1;
    return answer();
  };
  return createPoll({ name: `poll ${count}`, interval: 60_000, ask, clock });
}

function listen(store: ReturnType<typeof poll>): () => void {
  const stop = store.subscribe(() => {});
  stops.push(stop);
  return stop;
}

/** Skips to a time, however much has passed already, and lets whoever was woken by that ask. */
async function skipTo(time: number): Promise<void> {
  clock.skip(time - clock.now());
  await setImmediate();
}

describe('a poll', () => {
  test('asks nothing while nobody listens, then once a minute', async () => {
    const store = poll();
    clock.skip(120_000);
    expect(asked).toBe(0);
    const stop = listen(store);
    clock.skip(100);
    await eventually(() => store.getState().value === 1);
    await skipTo(store.getState().at + 59_000);
    expect(asked).toBe(1);
    clock.skip(1_000);
    await eventually(() => store.getState().value === 2);
    stop();
    clock.skip(600_000);
    expect(asked).toBe(2);
    expect(clock.pending()).toBe(0);
  });

  test('has no timer run before now, of which Node would write a warning', async () => {
    const waits: number[] = [];
    const after = clock.after;
    clock.after = (ms, run) => {
      waits.push(ms);
      return after(ms, run);
    };
    const store = poll();
    listen(store);
    clock.skip(100);
    await eventually(() => store.getState().value === 1);
    expect(Math.min(...waits)).toBe(0);
  });

  test('asks once however many listen', async () => {
    const store = poll();
    for (let n = 0; n < 13; n += 1) listen(store);
    clock.skip(100);
    await eventually(() => store.getState().value === 1);
    expect(asked).toBe(1);
  });

  test.each([undefined, null])(
    'asks where there are no locks (%s), as in some DOMs of test runners',
    async (locks) => {
      vi.stubGlobal('navigator', { locks });
      const store = poll();
      listen(store);
      clock.skip(100);
      await eventually(() => store.getState().value === 1);
    },
  );

  test('waits for Retry-After, and keeps what it knew', async () => {
    const store = poll();
    listen(store);
    clock.skip(100);
    await eventually(() => store.getState().value === 1);
    answer = () => Promise.reject(new WireSocketError(problemFromStatus('dataplane', 429, '', 300)));
    clock.skip(60_000);
    await eventually(() => store.getState().problem !== null);
    expect(store.getState()).toMatchObject({ value: 1, problem: { kind: 'too-many-requests' } });
    await skipTo(store.getState().at + 299_000);
    expect(asked).toBe(2);
    clock.skip(1_000);
    await eventually(() => asked === 3);
  });

  test('hears from another tab what that one found, and does not ask again', async () => {
    const first = poll();
    listen(first);
    clock.skip(100);
    await eventually(() => first.getState().value === 1);
    const second = poll();
    listen(second);
    await eventually(() => second.getState().value === 1);
    await skipTo(clock.now() + 100);
    expect(asked).toBe(1);
  });

  test('goes on by a clock that was set back by hours, in the other tabs, too', async () => {
    const first = poll();
    const stop = listen(first);
    clock.skip(100);
    await eventually(() => first.getState().value === 1);
    const second = poll();
    listen(second);
    await eventually(() => second.getState().value === 1);
    const { at } = first.getState();
    stop();
    const { now } = clock;
    clock.now = () => now() - 36_000_000;
    listen(first);
    await eventually(() => {
      clock.skip(1_000);
      return first.getState().at < at && second.getState().at < at;
    });
  });
});

describe('usage', () => {
  const use = (percent: number, status: UsageLevel = 'healthy') => ({
    current: 0,
    limit: 100,
    percent,
    status,
  });

  test('keeps a level until it is 2 points below where that began', () => {
    expect(steadyLevel(use(75, 'warning'), 'healthy')).toBe('warning');
    expect(steadyLevel(use(74), 'warning')).toBe('warning');
    expect(steadyLevel(use(73), 'warning')).toBe('healthy');
    expect(steadyLevel(use(89, 'warning'), 'critical')).toBe('critical');
    expect(steadyLevel(use(88, 'warning'), 'critical')).toBe('warning');
    expect(steadyLevel(use(10), 'critical')).toBe('healthy');
  });

  test.each([
    [
      'no limit',
      { current: 3 },
      { current: 3, limit: Number.POSITIVE_INFINITY, percent: 0, status: 'healthy' },
    ],
    ['a negative limit', { current: 3, limit: -1 }, { limit: Number.POSITIVE_INFINITY, status: 'healthy' }],
    ['a limit of 0', { current: 0, limit: 0 }, { limit: 0, percent: 100, status: 'critical' }],
    [
      'a status that nobody knows',
      { current: 8, limit: 10, status: 'fine' },
      { percent: 80, status: 'warning' },
    ],
    ['nothing', undefined, { current: 0, percent: 0, status: 'healthy' }],
  ])('is read sensibly from %s', (_, connections, expected) => {
    expect(readUsage({ usage: { connections } })?.usage.connections).toMatchObject(expected);
  });

  test.each([null, 'html', 7, [], {}])('is none in %j', (body) => {
    expect(readUsage(body)).toBeNull();
  });
});
