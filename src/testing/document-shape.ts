import type { Problem } from '../protocol/problem.ts';
import type { PlanLimits } from '../protocol/token-claims.ts';

/** The `ConnectionState` of a document, which a test may set. */
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
  readonly connection: TestConnection;
  readonly hasSynced: boolean;
  readonly unsynced: boolean;
  readonly limits: PlanLimits | null;
  readonly region: string | null;
}

/** The events of a document. */
export interface TestDocumentEvents {
  status: (event: { readonly status: 'connected' | 'connecting' | 'disconnected' }) => void;
  sync: (isSynced: boolean) => void;
  synced: (isSynced: boolean) => void;
  stateless: (payload: string) => void;
  'connection-close': (event: { readonly code: number; readonly reason: string }) => void;
}
