import type { Clock } from '../connection/clock.ts';
import { DEFAULT_RETRY_AFTER } from '../connection/policy.ts';
import type { Problem } from '../protocol/problem.ts';
import { MAX_RETRY_AFTER } from '../protocol/retry-after.ts';
import { WireSocketError } from '../protocol/wiresocket-error.ts';

/** The last Retry-After of the token endpoint: all documents wait it out as one. */
export interface TokenPause {
  /** @throws WireSocketError while it lasts, with what is left of it */
  check(): void;
  /** Hears why there was no token. */
  note(problem: Problem): void;
}

/** What asks to be waited for. */
type Wait = Extract<Problem, { readonly retryAfter: number | null }>;

export function createTokenPause(clock: Clock): TokenPause {
  let last: { readonly wait: Wait; readonly from: number; readonly until: number } | null = null;

  return {
    check() {
      const now = clock.now();
      // One from the future tells of a clock that was set back.
      if (last === null || now < last.from || now >= last.until) return;
      throw new WireSocketError({ ...last.wait, retryAfter: Math.ceil((last.until - now) / 1000) });
    },
    note(problem) {
      if (!('retryAfter' in problem)) return;
      const from = clock.now();
      last = { wait: problem, from, until: from + secondsOf(problem) * 1000 };
    },
  };
}

function secondsOf({ kind, retryAfter }: Wait): number {
  const seconds = retryAfter ?? (kind === 'too-many-requests' ? DEFAULT_RETRY_AFTER : 0);
  // What an app throws may say anything.
  return Math.min(seconds, MAX_RETRY_AFTER);
}
