import type { Problem } from '../protocol/problem.ts';

/** Where a document's connection is, discriminated by `status`. */
export type ConnectionState =
  /** Nobody asked for a connection yet, or this is a server that only renders. */
  | { readonly status: 'idle' }
  /** On the way to an open socket. */
  | {
      readonly status: 'connecting';
      /** What it waits for: a token, the answer to where the document lives, or the socket. */
      readonly step: 'token' | 'discovery' | 'handshake';
      /** Which handshake this is since it was last live for 5 s, from 1. */
      readonly attempt: number;
      /** Why the attempt before failed; `null` for the first. */
      readonly problem: Problem | null;
    }
  /** The socket is open and the first sync is not complete. */
  | {
      readonly status: 'syncing';
      /** Which handshake this was since it was last live for 5 s, from 1. */
      readonly attempt: number;
    }
  /** In sync. */
  | {
      readonly status: 'live';
      /** Since when, in ms since the epoch. */
      readonly since: number;
    }
  /** It will try again by itself. */
  | {
      readonly status: 'waiting';
      /** Why it waits. */
      readonly problem: Problem;
      /**
       * When it tries, in ms since the epoch; `null`: when the device is online again, or the person who paused it
       * asks.
       */
      readonly retryAt: number | null;
      /** Before this the rules of the service forbid to try, and `retry()` does nothing. In ms since the epoch. */
      readonly earliestRetryAt: number;
      /** How many handshakes there were since it was last live for 5 s. */
      readonly attempt: number;
    }
  /** Nothing more happens by itself. */
  | {
      readonly status: 'stopped';
      /** Why it stopped; `null` where the app itself disconnected. */
      readonly problem: Problem | null;
    };

/** It will try again by itself. */
export type Waiting = Extract<ConnectionState, { readonly status: 'waiting' }>;

/** The name of a connection's state. */
export type ConnectionStatus = ConnectionState['status'];

/** The problem that a connection has now, if any. */
export function problemOf(connection: ConnectionState): Problem | null {
  return 'problem' in connection ? connection.problem : null;
}
