import { describe, expect, test } from 'vitest';
import { createWatchdog } from '../../../src/sync/watchdog.ts';
import { createFakeClock } from '../support/fake-clock.ts';

/** A watchdog, and a server that answers each question after so many ms, or never. */
function watched(answersAfter: number | null = null) {
  const clock = createFakeClock();
  let offset = 0;
  const start = clock.now();
  const askedAt: number[] = [];
  const diedAt: number[] = [];
  let buffered = 0;
  const watchdog = createWatchdog({
    clock: { now: () => clock.now() + offset, after: clock.after },
    bufferedAmount: () => buffered,
    ask() {
      askedAt.push(clock.now() - start);
      watchdog.expect();
      if (answersAfter !== null) clock.after(answersAfter, answer);
    },
    died: () => diedAt.push(clock.now() - start),
  });
  function answer(): void {
    watchdog.heard();
    watchdog.answered(false);
  }
  return {
    clock,
    watchdog,
    answer,
    askedAt,
    diedAt,
    setBack(ms: number) {
      offset -= ms;
    },
    buffer(bytes: number) {
      buffered = bytes;
    },
    /** The first sync is complete at the time 0. */
    settle() {
      watchdog.expect();
      answer();
    },
  };
}

describe('the first sync', () => {
  test('has 60 s until its answer', () => {
    const { clock, watchdog, askedAt, diedAt } = watched();
    watchdog.expect();
    clock.advance(59_999);
    expect(diedAt).toEqual([]);
    clock.advance(1);
    expect(diedAt).toEqual([60_000]);
    expect(askedAt).toEqual([]);
  });

  test('a slow upload that still gets on is no silence', () => {
    const { clock, watchdog, diedAt, buffer } = watched();
    buffer(1_000_000);
    watchdog.expect();
    for (let left = 900_000; left >= 0; left -= 100_000) {
      buffer(left);
      clock.advance(59_000);
    }
    expect(diedAt).toEqual([]);
    clock.advance(121_000);
    expect(diedAt).toHaveLength(1);
  });

  test('an upload that stands still is silence', () => {
    const { clock, watchdog, diedAt, buffer } = watched();
    buffer(1_000_000);
    watchdog.expect();
    clock.advance(60_000);
    expect(diedAt).toEqual([60_000]);
  });
});

describe('the first sync of a server that says something, but not the answer,', () => {
  /** It says something every so many ms, for so long. */
  function chat({ clock, watchdog }: ReturnType<typeof watched>, every: number, during: number): void {
    for (let at = 0; at < during; at += every) {
      clock.advance(every);
      watchdog.heard();
    }
  }

  test.each([1_000, 20_000, 29_000, 59_000])('ends within 90 s of its last chance: every %i ms', (every) => {
    const world = watched();
    world.watchdog.expect();
    chat(world, every, 600_000);
    const [died = Number.NaN] = world.diedAt;
    expect(died).toBeGreaterThanOrEqual(60_000);
    expect(died).toBeLessThanOrEqual(150_000);
    expect(world.askedAt).toEqual([]);
  });

  test('is not ended by a silence in which 20 MB arrive, and does not ask for them twice', () => {
    const { clock, watchdog, answer, askedAt, diedAt } = watched();
    watchdog.expect();
    clock.advance(100);
    watchdog.heard();
    clock.advance(119_000);
    answer();
    clock.advance(29_000);
    expect([askedAt, diedAt]).toEqual([[], []]);
  });

  test('is ended by a longer one', () => {
    const { clock, watchdog, diedAt } = watched();
    watchdog.expect();
    watchdog.heard();
    clock.advance(600_000);
    expect(diedAt).toEqual([120_000]);
  });

  test('is not asked for twice by a network that comes back, and has 5 s to show that it goes on', () => {
    const { clock, watchdog, askedAt, diedAt } = watched();
    watchdog.expect();
    watchdog.heard();
    watchdog.check();
    clock.advance(4_999);
    expect(diedAt).toEqual([]);
    clock.advance(1);
    expect([askedAt, diedAt]).toEqual([[], [5_000]]);
  });
});

test('a question of a session in sync that is not answered, whatever else comes, is one to nobody', () => {
  const { clock, settle, watchdog, diedAt } = watched();
  settle();
  watchdog.expect();
  for (let at = 0; at < 600_000; at += 1_000) {
    clock.advance(1_000);
    watchdog.heard();
  }
  const [died = Number.NaN] = diedAt;
  expect(died).toBeGreaterThanOrEqual(60_000);
  expect(died).toBeLessThanOrEqual(90_000);
});

test('questions that are answered one after the other, late and with others open, are answered', () => {
  const { clock, settle, watchdog, diedAt } = watched();
  settle();
  watchdog.expect();
  for (let at = 0; at < 600_000; at += 10_000) {
    clock.advance(10_000);
    watchdog.heard();
    watchdog.answered(true);
  }
  expect(diedAt).toEqual([]);
});

test('a clock that is set back by an hour makes nobody wait for that hour', () => {
  const { watchdog, settle, clock, askedAt, diedAt, setBack } = watched();
  settle();
  setBack(3_600_000);
  clock.advance(120_000);
  expect(askedAt).toHaveLength(1);
  expect(diedAt).toHaveLength(1);
  watchdog.end();
});

test('a clock that is set back by an hour gives a server that only talks no hour more', () => {
  const { watchdog, clock, diedAt, setBack } = watched();
  watchdog.expect();
  clock.advance(1_000);
  setBack(3_600_000);
  for (let at = 0; at < 300_000; at += 1_000) {
    clock.advance(1_000);
    watchdog.heard();
  }
  expect(diedAt).toHaveLength(1);
});

describe('a session that is in sync', () => {
  test('asks after 30 s of silence, and gives the server 15 s to answer', () => {
    const { clock, settle, askedAt, diedAt } = watched();
    settle();
    clock.advance(104_999);
    expect(askedAt).toHaveLength(1);
    const [asked = Number.NaN] = askedAt;
    expect(asked).toBeGreaterThanOrEqual(30_000);
    expect(diedAt).toEqual([asked + 15_000]);
  });

  test('counts its silence from the first sync on, which has more time', () => {
    const { watchdog, clock, answer, askedAt, diedAt } = watched();
    watchdog.expect();
    answer();
    clock.advance(600_000);
    expect(askedAt).toEqual([30_000]);
    expect(diedAt).toEqual([45_000]);
  });

  test('notices within 45 s of the last message that nobody is there', () => {
    const { clock, settle, watchdog, diedAt } = watched();
    settle();
    for (let at = 0; at < 300_000; at += 1_000) {
      clock.advance(1_000);
      watchdog.heard();
    }
    clock.advance(45_000);
    expect(diedAt).toEqual([345_000]);
  });

  test('an idle connection to a server that answers stays, with a question every 30 s', () => {
    const { clock, settle, askedAt, diedAt } = watched(100);
    settle();
    clock.advance(600_000);
    expect(diedAt).toEqual([]);
    expect(askedAt.length).toBeGreaterThanOrEqual(15);
    expect(askedAt.length).toBeLessThanOrEqual(20);
  });

  test('as long as messages come there is no question', () => {
    const { clock, settle, watchdog, askedAt, diedAt } = watched();
    settle();
    for (let at = 0; at < 300_000; at += 29_000) {
      clock.advance(29_000);
      watchdog.heard();
    }
    expect(askedAt).toEqual([]);
    expect(diedAt).toEqual([]);
  });

  test('an answer that is due has 15 s', () => {
    const { clock, settle, watchdog, diedAt } = watched();
    settle();
    clock.advance(10_000);
    watchdog.expect();
    clock.advance(14_999);
    expect(diedAt).toEqual([]);
    clock.advance(1);
    expect(diedAt).toEqual([25_000]);
  });

  test('a second question does not give a dead server more time', () => {
    const { clock, settle, watchdog, diedAt } = watched();
    settle();
    watchdog.expect();
    clock.advance(10_000);
    watchdog.expect();
    clock.advance(5_000);
    expect(diedAt).toEqual([15_000]);
  });

  test('an answer in time is enough', () => {
    const { clock, settle, watchdog, answer, diedAt } = watched(100);
    settle();
    watchdog.expect();
    clock.advance(14_999);
    answer();
    clock.advance(60_000);
    expect(diedAt).toEqual([]);
  });

  test('a big change on a slow line is no silence', () => {
    const { clock, settle, watchdog, diedAt, buffer } = watched();
    settle();
    buffer(1_000_000);
    watchdog.expect();
    for (let left = 900_000; left >= 0; left -= 100_000) {
      buffer(left);
      clock.advance(14_000);
    }
    expect(diedAt).toEqual([]);
    clock.advance(30_000);
    expect(diedAt).toHaveLength(1);
  });
});

describe('a device that woke up', () => {
  test('asks at once, and gives the server 5 s', () => {
    const { clock, settle, watchdog, askedAt, diedAt } = watched();
    settle();
    clock.advance(10_000);
    watchdog.check();
    expect(askedAt).toEqual([10_000]);
    clock.advance(4_999);
    expect(diedAt).toEqual([]);
    clock.advance(1);
    expect(diedAt).toEqual([15_000]);
  });

  test('goes on where the server answers', () => {
    const { clock, settle, watchdog, diedAt } = watched(4_000);
    settle();
    watchdog.check();
    clock.advance(60_000);
    expect(diedAt).toEqual([]);
  });

  test('that is followed by another one, as where the network comes and goes, has no more than its 5 s', () => {
    const { clock, settle, watchdog, diedAt } = watched();
    settle();
    for (let at = 0; at < 60_000 && diedAt.length === 0; at += 2_000) {
      watchdog.check();
      clock.advance(2_000);
    }
    expect(diedAt).toEqual([5_000]);
  });

  test('has its 5 s also where a question was open when it fell asleep', () => {
    const { clock, settle, watchdog, diedAt } = watched();
    settle();
    watchdog.expect();
    clock.advance(1_000);
    watchdog.check();
    clock.advance(5_000);
    expect(diedAt).toEqual([6_000]);
  });
});

test('what died is told once, and nothing is watched any more', () => {
  const { clock, watchdog, diedAt } = watched();
  watchdog.expect();
  clock.advance(600_000);
  expect(diedAt).toHaveLength(1);
  expect(clock.pending()).toBe(0);
});

test('an ended watchdog has no timer and says nothing', () => {
  const { clock, settle, watchdog, askedAt, diedAt } = watched();
  settle();
  watchdog.check();
  watchdog.end();
  expect(clock.pending()).toBe(0);
  clock.advance(600_000);
  expect(askedAt).toHaveLength(1);
  expect(diedAt).toEqual([]);
});
