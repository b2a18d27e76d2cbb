import type { Problem } from '../protocol/problem.ts';
import type { ConnectionState, Waiting } from './state.ts';

/** Everything that decides what a connection does next. Holds no token and no other secret. */
export interface Machine {
  /** What the app sees of it. */
  readonly connection: ConnectionState;
  /** Whether to ask where a document lives before the first handshake. */
  readonly discoverFirst: boolean;
  /** Whether the device says that it has a network. */
  readonly online: boolean;
  /** Handshakes since it was last live for {@link SETTLED_AFTER}. */
  readonly attempt: number;
  /** When the latest attempt began, in ms since the epoch. */
  readonly startedAt: number;
  /** The latest problem since then, and how often in a row it was of that kind before. */
  readonly problem: Problem | null;
  readonly repeats: number;
  /** Handshakes in a row that ended before the first sync with no code that would tell why. */
  readonly unexplained: number;
  /** Whether the fresh token that a refusal is worth has been used. */
  readonly refreshed: boolean;
  /** Whether the next attempt needs another token than the one in use. */
  readonly renews: boolean;
  /** Whether a person turned the next try off. */
  readonly isPaused: boolean;
  /** The service's rule that forbids to try for a while, whoever asks. */
  readonly hold: Hold | null;
  /** Redirects followed in a row. */
  readonly hops: number;
  /** Where the document lives, from a redirect or from discovery; `null`: try the endpoint. */
  readonly origin: string | null;
  /** How many endpoints turned out to be unreachable; says which of them is next. */
  readonly failovers: number;
}

/** A problem that the service wants waited out. It outlives the connection that met it. */
export interface Hold {
  readonly problem: Problem;
  /** ms since the epoch. */
  readonly until: number;
}

/** What an app asks. A renewal is a retry with a fresh token; a pause keeps a waiting connection from trying by itself. */
export type AppEvent = 'connect' | 'disconnect' | 'retry' | 'renew' | 'pause' | 'resume';

/** What happens to a connection. */
export type ConnectionEvent =
  /** The app. */
  | { readonly type: AppEvent }
  /** The steps of an attempt, as they succeed. */
  | { readonly type: 'authorized' | 'opened' | 'synced' }
  /** Discovery said where the document lives; `null` where it does not know. */
  | { readonly type: 'routed'; readonly origin: string | null }
  /** The attempt or the session ended; `wait`: as all wait for whom it failed, and not as this one would. */
  | { readonly type: 'failed'; readonly problem: Problem; readonly wait?: Waiting | undefined }
  /** An HTTP request told why handshakes fail without saying so. */
  | { readonly type: 'probed'; readonly problem: Problem }
  /** The timer that the latest transition set ran out. */
  | { readonly type: 'due' }
  /** The device. */
  | { readonly type: 'online' | 'offline' | 'woken' }
  /** This client closed another document a grace period ago. */
  | { readonly type: 'place-freed' };

/** What a transition asks for. */
export type Effect =
  /** Ask for a token; `rejected`: the one in use was refused, so not that one again. */
  | { readonly type: 'authorize'; readonly rejected: boolean }
  | { readonly type: 'discover' }
  | { readonly type: 'probe' }
  /** Open a socket at `origin`, or at an endpoint. */
  | { readonly type: 'open'; readonly origin: string | null; readonly failovers: number }
  /** End the socket and whatever else is under way. */
  | { readonly type: 'drop' }
  /** Dispatch `due` then, instead of when it was to be before; `null`: not at all. */
  | { readonly type: 'timer'; readonly at: number | null }
  /** Find out whether the socket that looks open is. */
  | { readonly type: 'check' };

/** What a transition may not find out by itself, so that it stays pure. */
export interface Moment {
  /** ms since the epoch. */
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
  /** How all wait for whom it failed; absent: that is to be found. */
  readonly wait?: Waiting | undefined;
}

/** The next machine, and what to do. */
export type Step = readonly [Machine, readonly Effect[]];

/** What a new beginning forgets. */
export const FRESH = {
  attempt: 0,
  problem: null,
  repeats: 0,
  unexplained: 0,
  refreshed: false,
  renews: false,
  isPaused: false,
  hops: 0,
} as const satisfies Partial<Machine>;

/**
 * A connection that nobody asked for yet.
 *
 * @param hold - what an earlier connection to the same document has to wait out
 */
export function createMachine(discoverFirst: boolean, online: boolean, hold: Hold | null = null): Machine {
  // With FRESH spread into it, it would be slow to make, and so would every copy.
  return {
    connection: { status: 'idle' },
    discoverFirst,
    online,
    attempt: 0,
    startedAt: Number.NEGATIVE_INFINITY,
    problem: null,
    repeats: 0,
    unexplained: 0,
    refreshed: false,
    renews: false,
    isPaused: false,
    hold,
    hops: 0,
    origin: null,
    failovers: 0,
  };
}
