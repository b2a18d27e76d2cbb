import { describe, expect, test } from 'vitest';
import type { ConnectionEvent } from '../../../src/connection/machine-state.ts';
import { problemOf } from '../../../src/connection/state.ts';
import {
  ownProblem,
  type Problem,
  problemFromClose,
  problemFromStatus,
} from '../../../src/protocol/problem.ts';
import { createStory, describeConnection, refusing, START, type Story } from '../support/machine.ts';

const MINUTE = 60_000;

/** A connection that was let in at 0 and then told each problem whenever it tried again. */
function refusedWith(problem: Problem, random = 0): Story {
  const story = createStory({ random: () => random, answer: refusing(() => problem) });
  story.tell({ type: 'connect' });
  return story;
}

/** A connection that is asked for a token, gets this instead, and gets it again whenever it asks. */
function withoutToken(problem: Problem, random = 0): Story {
  const story = createStory({
    random: () => random,
    answer: ({ type }) => (type === 'authorize' ? [{ type: 'failed', problem }] : []),
  });
  story.tell({ type: 'connect' });
  return story;
}

function liveStory(random = 0.5): Story {
  const story = createStory({ random: () => random });
  story.tell({ type: 'connect' }, { type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
  return story;
}

function waits(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}

function kindOf(story: Story): string | undefined {
  return problemOf(story.connection())?.kind;
}

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

describe('the probe', () => {
  const bare: ConnectionEvent = { type: 'failed', problem: problemFromClose(1006) };
  const refusedHandshake: ConnectionEvent = {
    type: 'failed',
    problem: ownProblem('unreachable', 'The handshake failed.', 1006),
  };

  function probes(story: Story): number {
    return story.effects.filter(({ type }) => type === 'probe').length;
  }

  function failTwice(failure: ConnectionEvent): Story {
    const story = createStory({ random: () => 0 });
    story.tell({ type: 'connect' }, { type: 'authorized' }, failure);
    story.pass(0);
    story.tell({ type: 'authorized' }, failure);
    return story;
  }

  test.each([
    ['after the socket opened', bare],
    ['before it opened', refusedHandshake],
  ])('asks once, after two bare 1006 %s', (_when, failure) => {
    const story = failTwice(failure);
    expect(describeConnection(story.connection())).toBe('discovery');
    expect(probes(story)).toBe(1);
  });

  test('does not ask after one, after a sync between them, or for another code', () => {
    const once = createStory();
    once.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    expect(probes(once)).toBe(0);

    const synced = createStory({ random: () => 0 });
    synced.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    synced.pass(0);
    synced.tell({ type: 'authorized' }, { type: 'opened' }, { type: 'synced' }, bare);
    synced.pass(0);
    synced.tell({ type: 'authorized' }, bare);
    expect(probes(synced)).toBe(0);

    expect(probes(failTwice({ type: 'failed', problem: problemFromClose(1011) }))).toBe(0);
  });

  test('does not ask where the device has no network', () => {
    const story = createStory({ random: () => 0 });
    story.tell({ type: 'connect' }, { type: 'authorized' }, bare);
    story.pass(0);
    story.tell({ type: 'authorized' }, { type: 'offline' }, bare);
    expect(probes(story)).toBe(0);
    expect(kindOf(story)).toBe('offline');
  });

  test.each([
    [problemFromStatus('dataplane', 401), 'token'],
    [problemFromStatus('dataplane', 403), 'stopped not-permitted'],
    [problemFromStatus('dataplane', 429, '', 60), 'waiting too-many-requests 60000/60000'],
    [problemFromStatus('dataplane', 503, '', 20), 'waiting overloaded 20000/20000'],
    [ownProblem('offline', 'No network.'), 'waiting offline 0/0'],
  ])('its word takes the place of the 1006: %#', (problem, expected) => {
    const story = failTwice(bare);
    story.tell({ type: 'probed', problem });
    expect(describeConnection(story.connection())).toBe(expected);
  });

  test('is not repeated where it found that HTTP works and sockets do not', () => {
    const story = failTwice(refusedHandshake);
    story.tell({ type: 'probed', problem: ownProblem('unreachable', 'A proxy is in the way.', 1006) });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      story.pass(30_000);
      story.tell({ type: 'authorized' }, refusedHandshake);
    }
    expect(probes(story)).toBe(1);
    expect(story.opens).toHaveLength(7);
  });

  test('a server that always refuses with 401 is given one fresh token, and then it stops', () => {
    const story = createStory({
      random: () => 0,
      answer: ({ type }) => {
        if (type === 'authorize') return [{ type: 'authorized' }];
        if (type === 'probe') return [{ type: 'probed', problem: problemFromStatus('dataplane', 401) }];
        return type === 'open' ? [refusedHandshake] : [];
      },
    });
    story.tell({ type: 'connect' });
    story.pass(10 * MINUTE);
    expect(describeConnection(story.connection())).toBe('stopped unauthorized');
    expect(story.authorized.filter(({ rejected }) => rejected)).toHaveLength(1);
    expect(story.opens.length).toBeLessThanOrEqual(4);
  });
});

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
