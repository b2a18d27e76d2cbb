import type { Problem } from '../protocol/problem.ts';
import { MAX_RETRY_AFTER } from '../protocol/retry-after.ts';
import type { Pace } from './backoff.ts';

/** What a problem leads to. */
export type Reaction =
  /** Nothing more happens by itself. */
  | { readonly type: 'stop' }
  /** Once more at once with a fresh token; refused again, stop. */
  | { readonly type: 'refresh' }
  /** At once to where the document lives; `null`: ask discovery where that is. */
  | { readonly type: 'follow'; readonly origin: string | null }
  /** Try again later. */
  | { readonly type: 'wait'; readonly pace: Pace };

/** Blips of the network: quick at first, since most pass, and spread from the first retry on. */
export const BLIP: Pace = { base: 500, cap: 30_000, jitter: 'full', hold: 0 };

/** The server said that it cannot, without saying for how long. */
const BUSY: Pace = { base: 10_000, cap: 30_000, jitter: 1, hold: 0 };

/** The room is full: a place frees when somebody leaves, which takes minutes rather than seconds. */
const WAITING_ROOM: Pace = { base: 30_000, cap: 300_000, jitter: 0.2, hold: 0 };

/** 4006: "Back off and reconnect after 30 seconds." */
const RATE_LIMIT: Pace = { base: 30_000, cap: 30_000, jitter: 0.1, hold: 30_000 };

/** Regions that send to each other: what pins the document needs time to settle. Over a minute, which counts handshakes. */
const REDIRECT_LOOP: Pace = { base: 65_000, cap: 65_000, jitter: 0.1, hold: 30_000 };

/** What 429 means where Retry-After cannot be read, in seconds: every limit of the service is per minute. */
export const DEFAULT_RETRY_AFTER = 60;

/**
 * What the documentation of the service asks for, problem by problem.
 *
 * @see https://docs.wiresocket.com/error-reference
 */
export function reactionTo(problem: Problem): Reaction {
  switch (problem.kind) {
    case 'missing-token':
    case 'invalid-token':
      return { type: 'refresh' };
    case 'unauthorized':
      return problem.source === 'dataplane' ? { type: 'refresh' } : { type: 'stop' };
    case 'forbidden':
    case 'invalid-name':
    case 'bad-request':
    case 'not-permitted':
    case 'untrusted-redirect':
    case 'message-too-big':
      return { type: 'stop' };
    case 'token-unavailable':
      return problem.recovery === 'developer' ? { type: 'stop' } : wait(BLIP);
    case 'protocol-error':
      // A server that says that we break the protocol will say so again; garbage from it may pass.
      return problem.source === 'close' ? { type: 'stop' } : wait(BUSY);
    case 'connection-limit':
    case 'document-limit':
    case 'document-full':
      return wait(WAITING_ROOM);
    case 'rate-limit':
      return wait(RATE_LIMIT);
    case 'wrong-region':
      return { type: 'follow', origin: problem.url };
    case 'redirect-loop':
      return wait(REDIRECT_LOOP);
    case 'too-many-requests':
      return wait(asTold(problem.retryAfter ?? DEFAULT_RETRY_AFTER));
    case 'maintenance':
    case 'overloaded':
      return wait(problem.retryAfter === null ? BUSY : asTold(problem.retryAfter));
    case 'offline':
    case 'unreachable':
    case 'connection-lost':
    case 'server-restart':
    case 'unknown':
      return wait(BLIP);
  }
}

/** No wait is longer, in ms. */
export const LONGEST_WAIT = MAX_RETRY_AFTER * 1000;

/** What doubles ends here, so that it ends within the longest wait with its jitter, too. */
const LONGEST_DOUBLED = 545_000;

/**
 * Retry-After, doubling: a service that has to say it twice is worse off than it thinks. Never sooner than it said, and
 * with its jitter never later than the longest wait, whatever an error says that an app made by itself.
 */
function asTold(seconds: number): Pace {
  const base = Math.min(Math.max(seconds, 1) * 1000, LONGEST_WAIT);
  const cap = Math.max(base, LONGEST_DOUBLED);
  return { base, cap, jitter: Math.min(0.1, LONGEST_WAIT / cap - 1), hold: base };
}

function wait(pace: Pace): Reaction {
  return { type: 'wait', pace };
}
