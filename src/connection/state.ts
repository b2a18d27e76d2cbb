import type { Problem } from '../protocol/problem.ts';

/**
 * Where a document's connection is, discriminated by `status`. Times are in ms since the epoch;
 * `attempt` counts the handshakes since the connection was last live for 5 s, from 1.
 */
export type ConnectionState =
  /** Nobody asked for a connection yet, or this is a server that only renders. */
  | { readonly status: 'idle' }
  /** On the way to an open socket. `problem` is why the attempt before failed. */
  | {
      readonly status: 'connecting';
      readonly step: 'token' | 'discovery' | 'handshake';
      readonly attempt: number;
      readonly problem: Problem | null;
    }
  /** The socket is open and the first sync is not complete. */
  | { readonly status: 'syncing'; readonly attempt: number }
  /** In sync. */
  | { readonly status: 'live'; readonly since: number }
  /**
   * It will try again by itself: at `retryAt`, or, where that is `null`, when the device is online again or
   * the person who paused it asks.
   * Before `earliestRetryAt` the rules of the service forbid to try, so `retry()` does nothing until then.
   */
  | {
      readonly status: 'waiting';
      readonly problem: Problem;
      readonly retryAt: number | null;
      readonly earliestRetryAt: number;
      readonly attempt: number;
    }
  /** Nothing more happens by itself. `problem` is `null` where the app itself disconnected. */
  | { readonly status: 'stopped'; readonly problem: Problem | null };

/** The name of a connection's state. */
export type ConnectionStatus = ConnectionState['status'];

/** The problem that a connection has now, if any. */
export function problemOf(connection: ConnectionState): Problem | null {
  return 'problem' in connection ? connection.problem : null;
}
