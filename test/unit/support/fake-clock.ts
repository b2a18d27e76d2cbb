import type { Clock } from '../../../src/connection/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Moves on by so many ms, and runs what becomes due on the way, each at its own time. */
  advance(ms: number): void;
  /** How many timers are set. */
  pending(): number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** More timers than this in one advance are a hot loop. */
const TOO_MANY = 1_000_000;

/** @param start - what it shows first, in ms since the epoch */
export function createFakeClock(start = 1_000_000): FakeClock {
  const timers = new Set<Timer>();
  let now = start;

  /** Of those that are due by then, the first; of two for the same time the one that was set first. */
  function next(end: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers) if (timer.at <= end && (first === null || timer.at < first.at)) first = timer;
    return first;
  }

  return {
    now: () => now,
    after(ms, run) {
      if (Number.isNaN(ms)) throw new Error('A timer for no time at all.');
      // As the platform's timers, which count whole ms: none of them can run out without time passing.
      const timer: Timer = { at: now + Math.ceil(Math.max(ms, 0)), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      const end = now + ms;
      let runs = 0;
      for (let timer = next(end); timer !== null; timer = next(end)) {
        runs += 1;
        if (runs > TOO_MANY) throw new Error('A hot loop of timers.');
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
      }
      now = end;
    },
    pending: () => timers.size,
  };
}
