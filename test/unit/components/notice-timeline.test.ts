import { describe, expect, test } from 'vitest';
import { type Condition, conditionOf, type NoticeKind } from '../../../src/components/notice/notice-kind.ts';
import { CALM, follow, type NoticeTimeline } from '../../../src/components/notice/notice-timeline.ts';
import { type ConnectionState, problemFromClose } from '../../../src/core.ts';

const CODES: Readonly<Record<string, number>> = {
  forbidden: 4003,
  reconnecting: 1006,
  'document-full': 4008,
  'rate-limit': 4006,
};

function trouble(kind: 'forbidden' | 'reconnecting' | 'document-full' | 'rate-limit'): Condition {
  return { type: 'trouble', kind, problem: problemFromClose(CODES[kind] ?? 0) };
}

const WELL: Condition = { type: 'well' };
const NO_NEWS: Condition = { type: 'no-news' };

/** What is shown after each of these, told at these seconds. */
function play(events: readonly (readonly [seconds: number, condition: Condition])[]): (NoticeKind | null)[] {
  let timeline: NoticeTimeline = CALM;
  return events.map(([seconds, condition]) => {
    timeline = follow(timeline, condition, seconds * 1000);
    return timeline.shown?.kind ?? null;
  });
}

describe('a notice', () => {
  test('is not shown for a blip under 5 s', () => {
    expect(
      play([
        [0, trouble('reconnecting')],
        [4.9, NO_NEWS],
        [4.95, WELL],
      ]),
    ).toEqual([null, null, null]);
  });

  test('is shown for a loss of 5 s, in other words after a minute, and goes when it is over', () => {
    expect(
      play([
        [0, trouble('reconnecting')],
        [5, NO_NEWS],
        [59, trouble('reconnecting')],
        [60, NO_NEWS],
        [61.5, WELL],
      ]),
    ).toEqual([null, 'reconnecting', 'reconnecting', 'unreachable', null]);
  });

  test('counts a loss from its beginning, however often an attempt fails in between', () => {
    expect(
      play([
        [0, trouble('reconnecting')],
        [2, NO_NEWS],
        [4, trouble('reconnecting')],
        [5, NO_NEWS],
      ]).at(-1),
    ).toBe('reconnecting');
  });

  test('is shown for 1 s at least', () => {
    const shown: NoticeTimeline = follow(CALM, trouble('document-full'), 0);
    const early = follow(shown, WELL, 300);
    expect(early.shown?.kind).toBe('document-full');
    expect(early.lookAt).toBe(1000);
    expect(follow(early, WELL, 1000).shown).toBeNull();
  });

  test('that is terminal stays while the connection cycles, and goes once the document is in sync', () => {
    const cycle = Array.from({ length: 12 }, (_, n): readonly [number, Condition] => [
      n * 5,
      n % 2 === 0 ? trouble('forbidden') : trouble('reconnecting'),
    ]);
    expect(new Set(play(cycle))).toEqual(new Set(['forbidden']));
    expect(play([...cycle, [61, WELL]]).at(-1)).toBeNull();
  });

  test('that is terminal keeps its beginning while it cycles, so that it is announced once', () => {
    let timeline = CALM;
    const beginnings = new Set<number | undefined>();
    for (let n = 0; n < 60; n += 1) {
      timeline = follow(timeline, n % 2 === 0 ? trouble('forbidden') : trouble('reconnecting'), n * 1000);
      beginnings.add(timeline.shown?.since);
    }
    expect(beginnings.size).toBe(1);
  });

  test('that matters more takes the place of one that is terminal', () => {
    const expired: Condition = { type: 'trouble', kind: 'session-expired', problem: problemFromClose(4002) };
    expect(
      play([
        [0, expired],
        [5, trouble('forbidden')],
        [10, expired],
      ]),
    ).toEqual(['session-expired', 'forbidden', 'forbidden']);
  });

  test('says when to look again, and not when there is nothing to come', () => {
    expect(follow(CALM, trouble('reconnecting'), 1_000).lookAt).toBe(6_000);
    expect(follow(follow(CALM, trouble('reconnecting'), 1_000), NO_NEWS, 6_000).lookAt).toBe(61_000);
    expect(follow(CALM, trouble('forbidden'), 0).lookAt).toBeNull();
    expect(follow(CALM, WELL, 0).lookAt).toBeNull();
  });
});

describe('the condition', () => {
  const expired = problemFromClose(4002);
  test.each<[string, ConnectionState, Condition['type'] | NoticeKind]>([
    ['idle', { status: 'idle' }, 'well'],
    ['live', { status: 'live', since: 0 }, 'well'],
    ['stopped by the app', { status: 'stopped', problem: null }, 'well'],
    ['syncing', { status: 'syncing', attempt: 1 }, 'no-news'],
    [
      'on its silent refresh',
      { status: 'connecting', step: 'token', attempt: 1, problem: expired },
      'no-news',
    ],
    ['refused again', { status: 'stopped', problem: expired }, 'session-expired'],
    [
      'redirected',
      { status: 'connecting', step: 'token', attempt: 1, problem: problemFromClose(4009) },
      'redirect',
    ],
  ])('of a connection that is %s', (_, connection, expected) => {
    const condition = conditionOf(connection);
    expect(condition.type === 'trouble' ? condition.kind : condition.type).toBe(expected);
  });
});

test('a problem that is tried again is no end: only where it stopped is the set-up to blame', () => {
  const garbage = problemFromClose(1002);
  const waiting = {
    status: 'waiting',
    problem: garbage,
    retryAt: 1,
    earliestRetryAt: 0,
    attempt: 1,
  } as const;
  expect(conditionOf(waiting)).toMatchObject({ kind: 'reconnecting' });
  expect(conditionOf({ status: 'stopped', problem: garbage })).toMatchObject({ kind: 'misconfigured' });
});

describe('a clock that is set back by an hour, as where a device without a network had a wrong one,', () => {
  test('lets a notice go when it is over', () => {
    expect(
      play([
        [3_600, trouble('document-full')],
        [3_605, trouble('document-full')],
        [10, WELL],
      ]),
    ).toEqual(['document-full', 'document-full', null]);
  });

  test.each([
    ['while nothing is new', NO_NEWS],
    ['while attempts fail', trouble('reconnecting')],
  ])('keeps nobody from being told, %s', (_, condition) => {
    expect(
      play([
        [3_600, trouble('reconnecting')],
        [10, condition],
        [15, condition],
      ]),
    ).toEqual([null, null, 'reconnecting']);
  });
});
