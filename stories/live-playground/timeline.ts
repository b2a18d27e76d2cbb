import { createStore } from 'zustand/vanilla';
import type { ConnectionState, Problem, WireSocketDocument } from '../../src/index.ts';

/** Something that happened to somebody's connection. */
export interface TimelineEntry {
  readonly id: number;
  /** ms since the epoch. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly status: ConnectionState['status'];
}

/** More than this nobody reads. */
const MAX_ENTRIES = 200;

/** What happened, newest first. */
export const timeline = createStore<readonly TimelineEntry[]>(() => []);

let lastId = 0;

function note(who: string, connection: ConnectionState): void {
  lastId += 1;
  const entry = { id: lastId, at: Date.now(), who, what: describe(connection), status: connection.status };
  timeline.setState((entries) => [entry, ...entries].slice(0, MAX_ENTRIES), true);
}

/** Notes every change of a document's connection. */
export function follow(who: string, { store }: WireSocketDocument): () => void {
  return store.subscribe(({ connection }, before) => {
    if (connection !== before.connection) note(who, connection);
  });
}

/** A connection's state in a line. */
export function describe(connection: ConnectionState): string {
  switch (connection.status) {
    case 'idle':
      return 'idle';
    case 'connecting':
      return `connecting: ${connection.step}, attempt ${connection.attempt}${after(connection.problem)}`;
    case 'syncing':
      return 'socket open, first sync';
    case 'live':
      return 'live';
    case 'waiting': {
      const { problem, retryAt } = connection;
      const next =
        retryAt === null ? 'until the network is back' : `${((retryAt - Date.now()) / 1000).toFixed(1)} s`;
      return `waiting ${next}: ${nameOf(problem)}`;
    }
    case 'stopped':
      return connection.problem === null ? 'stopped by the app' : `stopped: ${nameOf(connection.problem)}`;
  }
}

function after(problem: Problem | null): string {
  return problem === null ? '' : `, after ${nameOf(problem)}`;
}

/** A problem's kind, with its code where it has one. */
export function nameOf({ kind, code }: { readonly kind: string; readonly code: number | null }): string {
  return code === null ? kind : `${kind} (${code})`;
}
