/**
 * How long to wait before the next attempt, as data. Times are in ms.
 *
 * The window doubles with every repetition, from `base` up to `cap`. Jitter keeps a crowd that was
 * refused at the same moment from coming back at the same moment.
 */
export interface Pace {
  /** The first window. */
  readonly base: number;
  /** No window is longer. */
  readonly cap: number;
  /**
   * `full`: anywhere in the window, so that a crowd spreads evenly. A number: the whole window and up
   * to that share of it more, for a wait that the service asked for.
   */
  readonly jitter: 'full' | number;
  /** How long even a person who asks has to wait: the service's rule, not our caution. */
  readonly hold: number;
}

/** From this window on full jitter keeps a quarter of it, or luck alone could make a hot loop. */
const LONG_WINDOW = 8_000;

/**
 * The wait before the next attempt.
 *
 * @param pace - the pace of the problem
 * @param repetition - how often it happened before, from 0
 * @param random - 0 to 1
 * @returns ms
 */
export function delayOf(pace: Pace, repetition: number, random: number): number {
  const window = Math.min(pace.cap, pace.base * 2 ** repetition);
  if (pace.jitter !== 'full') return window * (1 + pace.jitter * random);
  return Math.max(window * random, window < LONG_WINDOW ? 0 : window / 4);
}
