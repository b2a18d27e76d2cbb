import { describe, expect, test } from 'vitest';
import { problemFromClose } from '../../../src/protocol/problem.ts';
import { createStory, describeConnection, refusing, START } from '../support/machine.ts';
import { liveStory, refusedWith, waits } from '../support/stories.ts';

describe('the count of attempts', () => {
  /** What the fourth attempt gives when it is live for some time and then lost, at the worst luck. */
  function waitAfterLiveFor(ms: number): number {
    const story = createStory({ random: () => 1 });
    story.tell({ type: 'connect' });
    for (const wait of [500, 1_000, 2_000]) {
      story.tell(
        { type: 'authorized' },
        { type: 'opened' },
        { type: 'failed', problem: problemFromClose(1011) },
      );
      story.pass(wait);
    }
    story.tell({ type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
    story.pass(ms);
    const lostAt = START + 3_500 + ms;
    story.tell({ type: 'failed', problem: problemFromClose(1011) });
    const connection = story.connection();
    return connection.status === 'waiting' ? (connection.retryAt ?? 0) - lostAt : Number.NaN;
  }

  test('goes on after a connection that was live for less than 5 s', () => {
    expect(waitAfterLiveFor(0)).toBe(4_000);
    expect(waitAfterLiveFor(4_999)).toBe(4_000);
  });

  test('falls back to zero after a connection that was live for 5 s', () => {
    expect(waitAfterLiveFor(5_000)).toBe(500);
  });

  test('is shown from 1', () => {
    const story = refusedWith(problemFromClose(1011), 1);
    expect(story.connection()).toMatchObject({ status: 'waiting', attempt: 1 });
    story.pass(500);
    expect(story.connection()).toMatchObject({ status: 'waiting', attempt: 2 });
  });
});

describe('a person or a device that wants it sooner', () => {
  test('retry() twice at once makes one attempt, the next no sooner than 2 s after', () => {
    const story = refusedWith(problemFromClose(4004), 1);
    story.pass(500);
    story.tell({ type: 'retry' }, { type: 'retry' }, { type: 'retry' });
    expect(story.opens).toEqual([0]);
    expect(describeConnection(story.connection())).toBe('waiting connection-limit 2000/500');
    story.pass(1_500);
    expect(story.opens).toEqual([0, 2_000]);
  });

  test('retry() all the time tries no more often than every 2 s', () => {
    const story = refusedWith(problemFromClose(1011), 1);
    for (let at = 0; at < 20_000; at += 100) {
      story.tell({ type: 'retry' });
      story.pass(100);
    }
    expect(story.opens.length).toBeLessThanOrEqual(11);
    expect(Math.min(...waits(story.opens))).toBeGreaterThanOrEqual(500);
  });

  test('pausing and resuming all the time tries no more often than every 2 s', () => {
    const story = refusedWith(problemFromClose(4004), 1);
    for (let at = 0; at < 20_000; at += 100) {
      story.tell({ type: 'pause' }, { type: 'resume' });
      story.pass(100);
    }
    expect(story.opens.length).toBeLessThanOrEqual(11);
  });

  test('a flapping network tries hardly more often than a steady one', () => {
    const story = createStory({
      random: () => 0.5,
      answer: refusing(() => problemFromClose(1011)),
      online: false,
    });
    story.tell({ type: 'connect' });
    for (let at = 0; at < 20_000; at += 100) {
      story.tell({ type: 'offline' }, { type: 'online' }, { type: 'woken' });
      story.pass(100);
    }
    expect(story.opens.length).toBeLessThanOrEqual(14);
  });

  test('what stopped and is retried within 2 s still asks for a token that was not refused', () => {
    const story = refusedWith(problemFromClose(4002));
    story.pass(500);
    story.tell({ type: 'retry' });
    story.pass(1_500);
    expect(story.authorized[2]).toEqual({ at: 2_000, rejected: true });
    expect(story.opens).toEqual([0, 0, 2_000]);
  });

  test('a renewal before 30 s changes nothing now, and the try that follows asks for a fresh token', () => {
    const story = liveStory(1);
    story.tell({ type: 'failed', problem: problemFromClose(4006) });
    story.pass(10_000);
    const before = story.connection();
    expect(story.tell({ type: 'renew' })).toEqual([]);
    expect(story.connection()).toBe(before);
    story.pass(23_000);
    expect(story.authorized.at(-1)).toMatchObject({ rejected: true });
  });

  test('a renewal within 2 s still asks for a fresh token', () => {
    const story = refusedWith(problemFromClose(4004), 1);
    story.pass(500);
    story.tell({ type: 'renew' });
    story.pass(1_500);
    expect(story.authorized.slice(1)).toEqual([{ at: 2_000, rejected: true }]);
  });
});
