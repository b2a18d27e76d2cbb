/** Time and its timers, so that a test can own them. */
export interface Clock {
  /** ms since the epoch. */
  now(): number;
  /**
   * Runs something later.
   *
   * @param ms - from now; 0 or less: as soon as possible
   * @returns cancels it
   */
  after(ms: number, run: () => void): () => void;
}

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
