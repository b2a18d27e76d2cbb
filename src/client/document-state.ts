import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConnectionState, problemOf } from '../connection/state.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';
import { callApp } from '../sync/call-app.ts';

/** What is known of a document. */
export interface DocumentState {
  /** Where its connection is, and the problem that it has, if any. */
  readonly connection: ConnectionState;
  /** Has been in sync at least once: the content shown is real. */
  readonly hasSynced: boolean;
  /** Holds local edits that the server has not acknowledged. */
  readonly unsynced: boolean;
  /** What the plan allows, from the token; `null` until there is one that says it. */
  readonly limits: PlanLimits | null;
  /** Where the document lives, as far as known. */
  readonly region: string | null;
}

/** Before anything happened. What a listener of the app throws is reported, and keeps no other from hearing. */
export function createDocumentStore(connection: ConnectionState): StoreApi<DocumentState> {
  const store = createStore<DocumentState>(() => ({
    connection,
    hasSynced: false,
    unsynced: false,
    limits: null,
    region: null,
  }));
  const { subscribe } = store;
  store.subscribe = (listener) => subscribe((now, before) => callApp(() => listener(now, before)));
  return store;
}

/**
 * Whether a person may edit: not before the first sync, when an empty editor would lie, and not when an
 * edit could not be sent until somebody does something about it.
 */
export function canEdit({ hasSynced, connection }: DocumentState): boolean {
  return hasSynced && !(connection.status === 'stopped' && problemOf(connection) !== null);
}
