import type { Clock } from '../../src/index.ts';

/** The clock on the wall, with a way to skip a wait. Sockets go on in real time. */
export interface SkippingClock extends Clock {
  /** Moves on by so many ms, and runs what became due, in its order. */
  skip(ms: number): void;
  /** How many timers are set. */
  pending(): number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
  readonly handle: ReturnType<typeof setTimeout>;
}

export function createSkippingClock(): SkippingClock {
  const timers = new Set<Timer>();
  let skipped = 0;
  const now = () => Date.now() + skipped;

  function fire(timer: Timer): void {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.run();
  }

  return {
    now,
    after(ms, run) {
      const timer: Timer = { at: now() + ms, run, handle: setTimeout(() => fire(timer), ms) };
      timers.add(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    skip(ms) {
      skipped += ms;
      const due = [...timers].filter(({ at }) => at <= now()).sort((a, b) => a.at - b.at);
      due.forEach(fire);
    },
    pending: () => timers.size,
  };
}
