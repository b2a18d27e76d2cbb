import { describeError } from './describe-error.ts';
import type { Report } from './report.ts';
import { ownFailure, TokenHandlerError } from './token-handler-error.ts';
import { isStoredTokens, type StoredTokens, type TokenStore } from './token-store.ts';

/**
 * A renewal takes at most two requests of 10 s. What takes longer is the store, and a browser gives up
 * after 30 s. In ms.
 */
export const RENEWAL_TIMEOUT = 25_000;

/** The app's store, where all that goes wrong is a {@link TokenHandlerError}. */
export interface GuardedStore {
  get(): Promise<StoredTokens | null>;
  /** Does not throw: tokens that could not be stored are as good as others. */
  set(tokens: StoredTokens): Promise<void>;
  lock(run: () => Promise<StoredTokens>): Promise<StoredTokens>;
}

export function createGuardedStore(store: TokenStore, report: Report): GuardedStore {
  return {
    async get() {
      try {
        const stored: unknown = await store.get();
        return isStoredTokens(stored) ? stored : null;
      } catch (error) {
        throw report(ownFailure('store', `store.get failed: ${describeError(error)}.`));
      }
    },
    async set(tokens) {
      try {
        await store.set(tokens);
      } catch (error) {
        report(ownFailure('store', `store.set failed: ${describeError(error)}.`));
      }
    },
    async lock(run) {
      let result: unknown;
      try {
        result = await store.lock(run);
      } catch (error) {
        if (error instanceof TokenHandlerError) throw error;
        throw report(ownFailure('store', `store.lock failed: ${describeError(error)}.`));
      }
      if (isStoredTokens(result)) return result;
      throw report(ownFailure('store', 'store.lock did not give the result of what it was to run.'));
    },
  };
}

/** Of a renewal. The requests have ended long before. */
export function tookTooLong(report: Report): TokenHandlerError {
  return report(
    ownFailure(
      'store',
      `The store took more than ${RENEWAL_TIMEOUT / 1000} s. Check that its lock is always given back.`,
    ),
  );
}
