import type { Clock } from '../connection/clock.ts';

/**
 * What of a plan's `opsPerMinute` is left to this client, shared by its documents: a bucket that refills
 * evenly. Other people use the same limit, so it is a share to stay well inside of, not a promise.
 */
export interface OpsBudget {
  /** The limit of the token in use; `Infinity` where there is none. */
  setLimit(opsPerMinute: number): void;
  /** Counts one message. */
  spend(): void;
  /** What is left, as a share of a full bucket; below 0 where more was sent than there was. */
  left(): number;
  /** ms until another operation is there, at most a minute; 0 where one is. */
  wait(): number;
}

/** Full bucket and one minute's refill together stay below the limit, whichever minute is counted. */
const BURST_SHARE = 0.4;
const REFILL_SHARE = 0.5;

/** ms. A plan that allows nothing may be changed meanwhile. */
const LONGEST_WAIT = 60_000;

/** A full bucket that has no bottom until a token tells the plan's limit. */
export function createOpsBudget(clock: Clock): OpsBudget {
  let size = Number.POSITIVE_INFINITY;
  let perMs = 0;
  let spent = 0;
  let countedAt = clock.now();

  function refill(): void {
    const now = clock.now();
    // No time and no limit would be 0 × Infinity.
    if (now > countedAt) spent = Math.max(0, spent - (now - countedAt) * perMs);
    countedAt = now;
  }

  return {
    setLimit(opsPerMinute) {
      refill();
      // A plan of one or two operations a minute still lets one out.
      size = Math.max(opsPerMinute * BURST_SHARE, Math.min(opsPerMinute, 1));
      perMs = (opsPerMinute * REFILL_SHARE) / 60_000;
    },
    spend() {
      spent += 1;
    },
    left() {
      refill();
      return size === 0 ? 0 : 1 - spent / size;
    },
    wait() {
      refill();
      return spent + 1 <= size ? 0 : Math.min((spent + 1 - size) / perMs, LONGEST_WAIT);
    },
  };
}
