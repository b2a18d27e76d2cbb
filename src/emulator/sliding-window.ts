/** Counts what happened within the last while. */
export interface SlidingWindow {
  /**
   * Counts one more, where there is room for it. One that is refused does not count: whoever waits for
   * the oldest to leave the window gets in, even if others hammer meanwhile.
   *
   * @param limit - how many the window holds
   */
  take(limit: number): boolean;
  /** How many are in the window now. */
  count(): number;
}

/** @param length - of the window, in ms */
export function createSlidingWindow(length: number): SlidingWindow {
  const times: number[] = [];
  let oldest = 0;

  function forgetOld(): void {
    const start = performance.now() - length;
    while (oldest < times.length && (times[oldest] ?? 0) <= start) oldest += 1;
    // Moving the rest up with every message would cost more than the message.
    if (oldest > 1_000 || oldest === times.length) oldest -= times.splice(0, oldest).length;
  }

  return {
    take(limit) {
      forgetOld();
      if (times.length - oldest >= limit) return false;
      times.push(performance.now());
      return true;
    },
    count() {
      forgetOld();
      return times.length - oldest;
    },
  };
}
