/** All timers of one emulator, so that stopping it leaves none behind. */
export interface Timers {
  /**
   * Runs something later; never after {@link Timers.clear}.
   *
   * @param ms - from now
   * @returns cancels it
   */
  after(ms: number, run: () => void): () => void;
  /** Resolves later, at once for 0; after {@link Timers.clear} never. */
  wait(ms: number): Promise<void>;
  /** Cancels all that are pending, and all that would come. */
  clear(): void;
}

/** Longer than this, in ms, Node's timers fire at once. */
const LONGEST = 2 ** 31 - 1;

export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>();
  let cleared = false;

  function after(ms: number, run: () => void): () => void {
    if (cleared) return () => {};
    const timer = setTimeout(
      () => {
        pending.delete(timer);
        run();
      },
      Math.min(ms, LONGEST),
    );
    pending.add(timer);
    return () => {
      clearTimeout(timer);
      pending.delete(timer);
    };
  }

  return {
    after,
    wait: (ms) => (ms > 0 ? new Promise((resolve) => after(ms, resolve)) : Promise.resolve()),
    clear() {
      cleared = true;
      for (const timer of pending) clearTimeout(timer);
      pending.clear();
    },
  };
}
