import { describe, expect, test } from 'vitest';
import { problemFromClose, problemFromStatus } from '../../../src/protocol/problem.ts';
import { createStory, describeConnection, refusing, type Story } from '../support/machine.ts';
import { liveStory, MINUTE, refusedWith, waits, withoutToken } from '../support/stories.ts';

describe('a blip', () => {
  test.each([1000, 1001, 1005, 1011, 1012, 4205, 4408, 4999, 3000])(
    '%i backs off from 0.5 s, doubling to 30 s',
    (code) => {
      const story = refusedWith(problemFromClose(code), 1);
      story.pass(124_000);
      expect(waits(story.opens)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    },
  );

  test('1006 after the first sync backs off from 0.5 s', () => {
    const story = liveStory(1);
    story.tell({ type: 'failed', problem: problemFromClose(1006) });
    expect(describeConnection(story.connection())).toBe('waiting connection-lost 500/0');
  });

  test('the first retry after a session that settled is within 0.5 s, too', () => {
    const story = liveStory(1);
    story.pass(10_000);
    story.tell({ type: 'failed', problem: problemFromClose(1011) });
    expect(describeConnection(story.connection())).toBe('waiting connection-lost 10500/10000');
  });

  test('jitter spreads the first retry over the whole of its window', () => {
    expect(waits(refusedOnce(0).opens)).toEqual([0]);
    expect(waits(refusedOnce(0.5).opens)).toEqual([250]);
  });

  function refusedOnce(random: number): Story {
    const story = createStory({
      random: () => random,
      answer: refusing((at) => problemFromClose(at === 0 && story.opens.length < 2 ? 1011 : 4003)),
    });
    story.tell({ type: 'connect' });
    story.pass(1_000);
    return story;
  }

  test('1013 backs off from 10 s to 30 s', () => {
    const story = refusedWith(problemFromClose(1013));
    story.pass(90_000);
    expect(story.opens).toEqual([0, 10_000, 30_000, 60_000, 90_000]);
  });
});

describe('Retry-After', () => {
  test.each(['dashboard', 'dataplane'] as const)(
    '429 of the %s without one waits 60 s, doubling',
    (plane) => {
      const story = withoutToken(problemFromStatus(plane, 429));
      story.pass(40 * MINUTE);
      expect(waits(story.authorized.map(({ at }) => at))).toEqual([
        60_000, 120_000, 240_000, 480_000, 545_000, 545_000,
      ]);
    },
  );

  test('429 waits as long as it says, doubling, and up to a tenth more', () => {
    const exact = withoutToken(problemFromStatus('dashboard', 429, '', 7), 0);
    exact.pass(49_000);
    expect(waits(exact.authorized.map(({ at }) => at))).toEqual([7_000, 14_000, 28_000]);
    const late = withoutToken(problemFromStatus('dashboard', 429, '', 7), 1);
    expect(describeConnection(late.connection())).toBe('waiting too-many-requests 7700/7000');
  });

  test.each([
    [1, 7, 7_000, 7_700],
    [1, 545, 545_000, 599_500],
    [1, 580, 580_000, 600_000],
    [1, 599, 599_000, 600_000],
    [1, 600, 600_000, 600_000],
    [1, 31_536_000, 600_000, 600_000],
    [9, 1, 256_000, 281_600],
    [9, 400, 545_000, 599_500],
    [9, 580, 580_000, 600_000],
    [9, 31_536_000, 600_000, 600_000],
  ])('the %ith in a row that says %i s is waited out for %i to %i ms', (count, seconds, least, most) => {
    for (const [luck, wait] of [
      [0, least],
      [1, most],
    ] as const) {
      const story = withoutToken(problemFromStatus('dashboard', 429, '', seconds), luck);
      while (story.authorized.length < count) story.pass(1_000);
      const last = story.authorized.at(-1)?.at ?? 0;
      expect((story.timerAt() ?? 0) - last).toBeCloseTo(wait, 3);
    }
  });

  test('retry() before it does nothing', () => {
    const story = withoutToken(problemFromStatus('dataplane', 429, '', 10), 1);
    story.pass(9_999);
    expect(story.tell({ type: 'retry' })).toEqual([]);
    story.pass(1);
    story.tell({ type: 'retry' });
    expect(story.authorized).toHaveLength(2);
  });

  test('a Retry-After of 0 makes no hot loop', () => {
    const story = withoutToken(problemFromStatus('dataplane', 503, '', 0));
    story.pass(7_000);
    expect(story.authorized.map(({ at }) => at)).toEqual([0, 1_000, 3_000, 7_000]);
  });

  test.each(['dashboard', 'dataplane'] as const)('503 of the %s waits as long as it says', (plane) => {
    const story = withoutToken(problemFromStatus(plane, 503, '', 20));
    const kind = plane === 'dashboard' ? 'maintenance' : 'overloaded';
    expect(describeConnection(story.connection())).toBe(`waiting ${kind} 20000/20000`);
  });

  test.each(['dashboard', 'dataplane'] as const)('503 of the %s without one waits from 10 s', (plane) => {
    const story = withoutToken(problemFromStatus(plane, 503));
    story.pass(60_000);
    expect(story.authorized.map(({ at }) => at)).toEqual([0, 10_000, 30_000, 60_000]);
  });
});
