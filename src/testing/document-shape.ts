import type { Problem } from '../protocol/problem.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';

/** The `ConnectionState` of a document, which a test may set. Times are in ms since the epoch. */
export type TestConnection =
  | { readonly status: 'idle' }
  | {
      readonly status: 'connecting';
      readonly step: 'token' | 'discovery' | 'handshake';
      readonly attempt: number;
      readonly problem: Problem | null;
    }
  | { readonly status: 'syncing'; readonly attempt: number }
  | { readonly status: 'live'; readonly since: number }
  | {
      readonly status: 'waiting';
      readonly problem: Problem;
      readonly retryAt: number | null;
      readonly earliestRetryAt: number;
      readonly attempt: number;
    }
  | { readonly status: 'stopped'; readonly problem: Problem | null };

/** The `DocumentState` of a document, which a test may set. */
export interface TestDocumentState {
  /** At first: live, or stopped where the document's name breaks the rule. */
  readonly connection: TestConnection;
  /** Has been in sync at least once. At first: whether the connection is live. */
  readonly hasSynced: boolean;
  /** Holds local edits that the server has not acknowledged. At first: `false`. */
  readonly unsynced: boolean;
  /** What the plan allows. At first: `null`, not known. */
  readonly limits: PlanLimits | null;
  /** Where the document lives. At first: `null`, not known. */
  readonly region: string | null;
}

/** The events of a document. */
export interface TestDocumentEvents {
  /** The socket opened, is on its way, or is closed. */
  status: (event: { readonly status: 'connected' | 'connecting' | 'disconnected' }) => void;
  /** The document is in sync, or no longer. */
  sync: (isSynced: boolean) => void;
  /** As `sync`, by the name that other bindings listen to. */
  synced: (isSynced: boolean) => void;
  /** Something that was said beside the document. */
  stateless: (payload: string) => void;
  /** A socket that was open closed, with a close code and its reason. */
  'connection-close': (event: { readonly code: number; readonly reason: string }) => void;
}
