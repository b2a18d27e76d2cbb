import { type ConnectionState, problemOf } from '../connection/state.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';

/** What is known of a document. */
export interface DocumentState {
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

/**
 * Whether a person may edit: not before the first sync, when an empty editor would lie, and not when an
 * edit could not be sent until somebody does something about it.
 */
export function canEdit({ hasSynced, connection }: DocumentState): boolean {
  return hasSynced && !(connection.status === 'stopped' && problemOf(connection) !== null);
}
