import { describe, expect, test } from 'vitest';
import { ownProblem, problemFromClose, problemFromStatus } from '../../../src/protocol/problem.ts';
import { describeConnection, START } from '../support/machine.ts';
import { kindOf, liveStory, MINUTE, refusedWith, waits, withoutToken } from '../support/stories.ts';

describe('the waiting room', () => {
  test.each([4004, 4005, 4008])('%i is tried again after 30, 60, 120, 240 and then 300 s', (code) => {
    const story = refusedWith(problemFromClose(code));
    story.pass(20 * MINUTE);
    expect(waits(story.opens)).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  test.each([4004, 4005, 4008])('%i is tried again up to a fifth later', (code) => {
    const story = refusedWith(problemFromClose(code), 1);
    story.pass(5 * MINUTE);
    expect(waits(story.opens)).toEqual([36_000, 72_000, 144_000]);
  });

  test('a freed place lets in at once who waits for a document, and nobody else', () => {
    for (const [code, opened] of [
      [4005, 2],
      [4004, 1],
      [4008, 1],
      [4006, 1],
      [1011, 1],
    ] as const) {
      const story = refusedWith(problemFromClose(code), 1);
      story.tell({ type: 'place-freed' });
      expect(story.opens).toHaveLength(opened);
    }
  });
});

describe('4006', () => {
  test.each([
    [0, 30_000],
    [0.5, 31_500],
    [1, 33_000],
  ])('is tried again, with a luck of %d, after %i ms, and no later when it happens again', (random, wait) => {
    const story = refusedWith(problemFromClose(4006), random);
    story.pass(3 * wait);
    expect(story.opens).toEqual([0, wait, 2 * wait, 3 * wait]);
  });

  test('retry() before 30 s does nothing, and works from then on', () => {
    const story = liveStory(1);
    story.tell({ type: 'failed', problem: problemFromClose(4006, 'Rate limit exceeded: 600 ops/min') });
    story.pass(29_999);
    const before = story.machine();
    expect(story.tell({ type: 'retry' })).toEqual([]);
    expect(story.machine()).toBe(before);
    story.pass(1);
    story.tell({ type: 'retry' });
    expect(describeConnection(story.connection())).toBe('token');
  });

  test('neither waking nor a freed place nor the end of a pause shortens the 30 s', () => {
    const story = liveStory(0);
    story.tell({ type: 'failed', problem: problemFromClose(4006) });
    story.pass(5_000);
    story.tell({ type: 'woken' }, { type: 'offline' }, { type: 'online' }, { type: 'place-freed' });
    story.tell({ type: 'pause' }, { type: 'resume' });
    expect(describeConnection(story.connection())).toBe('waiting rate-limit 30000/30000');
  });
});

describe('a token that is refused', () => {
  test.each([4001, 4002, 4401])('%i asks once for another at once, and then stops', (code) => {
    const story = refusedWith(problemFromClose(code));
    story.pass(10 * MINUTE);
    expect(story.authorized).toEqual([
      { at: 0, rejected: false },
      { at: 0, rejected: true },
    ]);
    expect(story.opens).toEqual([0, 0]);
    expect(story.connection()).toMatchObject({ status: 'stopped', problem: { code } });
  });

  test('4002 may be answered with another token once in each session that was live for 5 s', () => {
    const story = liveStory();
    story.pass(5_000);
    for (let session = 0; session < 3; session += 1) {
      story.tell({ type: 'failed', problem: problemFromClose(4002) });
      expect(describeConnection(story.connection())).toBe('token');
      story.tell({ type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
      story.pass(5_000);
    }
    expect(story.authorized.map(({ rejected }) => rejected)).toEqual([false, true, true, true]);
  });

  test('what stopped asks, when a person retries, for a token that was not refused, and stops again', () => {
    const story = refusedWith(problemFromClose(4002));
    story.pass(2_000);
    story.tell({ type: 'retry' });
    expect(story.authorized.at(-1)).toEqual({ at: 2_000, rejected: true });
    expect(story.opens).toEqual([0, 0, 2_000]);
    expect(describeConnection(story.connection())).toBe('stopped invalid-token');
  });
});

describe('what nothing but a person ends', () => {
  test.each([1002, 1003, 1007, 1008, 1009, 1010, 4003, 4007, 4403])('%i stops', (code) => {
    const story = refusedWith(problemFromClose(code));
    story.pass(10 * MINUTE);
    expect(story.opens).toEqual([0]);
    expect(story.connection()).toMatchObject({ status: 'stopped', problem: { code } });
  });

  test.each([400, 401, 403])('the Dashboard answering the request for a token with %i stops', (status) => {
    const story = withoutToken(problemFromStatus('dashboard', status));
    story.pass(10 * MINUTE);
    expect(story.authorized).toHaveLength(1);
    expect(story.connection()).toMatchObject({ status: 'stopped', problem: { code: status } });
  });

  test('an untrusted redirect and a missing token function stop', () => {
    expect(withoutToken(ownProblem('token-unavailable', '')).connection().status).toBe('stopped');
    expect(refusedWith(ownProblem('untrusted-redirect', '', 4009)).connection().status).toBe('stopped');
  });

  test('garbage from the server is tried again from 10 s, and stops at the third time in a row', () => {
    const story = refusedWith(ownProblem('protocol-error', 'Garbage.'));
    story.pass(10 * MINUTE);
    expect(story.opens).toEqual([0, 10_000, 30_000]);
    expect(describeConnection(story.connection())).toBe('stopped protocol-error');
  });
});

describe('4009', () => {
  const redirect = problemFromClose(4009, 'REDIRECT:wss://us-east-1.wiresocket.net/notes');

  test('is followed at once to where it leads', () => {
    const story = liveStory();
    story.tell({ type: 'failed', problem: redirect }, { type: 'authorized' });
    expect(story.effects.at(-1)).toEqual({
      type: 'open',
      origin: 'wss://us-east-1.wiresocket.net',
      failovers: 0,
    });
  });

  test.each([0, 0.5, 1])(
    'is followed three times in a row, and then waits over a minute, of which 30 s are the rule (luck %d)',
    (random) => {
      const story = refusedWith(redirect, random);
      expect(story.opens).toEqual([0, 0, 0, 0]);
      expect(kindOf(story)).toBe('redirect-loop');
      story.pass(29_999);
      story.tell({ type: 'retry' });
      expect(story.opens).toHaveLength(4);
      const { connection } = story;
      expect(connection()).toMatchObject({
        status: 'waiting',
        retryAt: START + 65_000 * (1 + 0.1 * random),
        earliestRetryAt: START + 30_000,
      });
    },
  );

  test('without a readable address asks discovery where the document lives', () => {
    const story = liveStory();
    story.tell({ type: 'failed', problem: problemFromClose(4009, 'REDIRECT:wss') }, { type: 'authorized' });
    expect(describeConnection(story.connection())).toBe('discovery');
    expect(story.effects.at(-1)).toEqual({ type: 'discover' });
  });

  test('an address that cannot be reached is forgotten, and the next endpoint is tried', () => {
    const story = liveStory(0);
    story.tell({ type: 'failed', problem: redirect }, { type: 'authorized' });
    story.tell({ type: 'failed', problem: ownProblem('unreachable', '', 1006) });
    story.pass(0);
    story.tell({ type: 'authorized' });
    expect(story.effects.at(-1)).toEqual({ type: 'open', origin: null, failovers: 1 });
  });
});
