/** The clock on the wall, with a way to skip a wait: what a client takes in `clock`. Sockets go on in real time. */
export interface TestClock {
  /** ms since the epoch. */
  now(): number;
  /**
   * Runs something later.
   *
   * @param ms - from now; 0 or less: as soon as possible
   * @returns cancels it
   */
  after(ms: number, run: () => void): () => void;
  /**
   * Moves on, and runs what became due, in its order. What is not due yet is brought no nearer on the wall: it runs once the
   * rest is skipped, too, or after the whole of the time that it was set for. So nothing runs between two skips by chance.
   *
   * @param ms - by how much
   */
  skip(ms: number): void;
  /** How many timers are set. */
  pending(): number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
  readonly handle: ReturnType<typeof setTimeout>;
}

/**
 * Makes a clock for a client on the emulator, so that a test need not sit out what the service wants waited out. Components
 * count down by the clock on the wall: of what was skipped they know nothing.
 *
 * @example
 * const clock = createTestClock();
 * const client = createWireSocketClient({ endpoint, getAccessToken, clock });
 * emulator.close('notes', 4006);
 * await waitForStatus(document, 'waiting');
 * clock.skip(33_000);
 */
export function createTestClock(): TestClock {
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
