import { MAX_RETRY_AFTER } from '../protocol/retry-after.ts';
import { endsWithin } from './ends-within.ts';
import { createGuardedStore, RENEWAL_TIMEOUT, tookTooLong } from './guarded-store.ts';
import type { Report } from './report.ts';
import { isFresh, isGood, isNew, newest, refreshTokenOf } from './token-age.ts';
import type { TokenAnswer } from './token-answer.ts';
import { failureOf } from './token-failure.ts';
import type { TokenHandlerError } from './token-handler-error.ts';
import type { TokenHandlerSettings } from './token-handler-options.ts';
import { requestTokens } from './token-request.ts';
import type { StoredTokens } from './token-store.ts';

/** The tokens of one instance of a backend. */
export interface TokenKeeper {
  /**
   * @param wasRejected - the service refused a token of this keeper's
   * @returns tokens whose access token is good
   * @throws TokenHandlerError where there are none to be had
   */
  get(wasRejected: boolean): Promise<StoredTokens>;
}

/** @param report - hears of each failure once, however many requests wait for the tokens */
export function createTokenKeeper(settings: TokenHandlerSettings, report: Report): TokenKeeper {
  const { now } = settings;
  const store = createGuardedStore(settings.store, report);
  let known: StoredTokens | null = null;
  let renewing: Promise<StoredTokens> | null = null;
  /** The last 429 or 503: until its time the service is left alone. */
  let pause: TokenHandlerError | null = null;
  let repeated429 = 0;

  async function get(wasRejected: boolean): Promise<StoredTokens> {
    if (known !== null && serves(known, wasRejected)) return known;
    try {
      return await renewOnce(wasRejected);
    } catch (error) {
      // The service may be under maintenance: what has not yet expired is as good as it was.
      if (known !== null && isGood(known, now())) return known;
      throw error;
    }
  }

  function serves(tokens: StoredTokens, wasRejected: boolean): boolean {
    return isFresh(tokens, now()) && (!wasRejected || isNew(tokens, now()));
  }

  function renewOnce(wasRejected: boolean): Promise<StoredTokens> {
    renewing ??= endsWithin(
      RENEWAL_TIMEOUT,
      store.lock(() => renew(wasRejected)),
      () => tookTooLong(report),
    ).finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function renew(wasRejected: boolean): Promise<StoredTokens> {
    // Another instance may have been here before.
    known = newest(known, await store.get());
    if (known !== null && serves(known, wasRejected)) return known;
    if (pause !== null && isAhead(pause)) throw pause;
    return keep(await request(known));
  }

  /** A pause that is longer than any there is tells of a clock that was set back, and then of nothing else. */
  function isAhead({ retryAt }: TokenHandlerError): boolean {
    const left = (retryAt ?? 0) - now();
    return left > 0 && left <= MAX_RETRY_AFTER * 1000;
  }

  async function request(last: StoredTokens | null): Promise<StoredTokens> {
    const refreshToken = last === null ? null : refreshTokenOf(last, now());
    if (last !== null && refreshToken !== null) {
      const answer = await requestTokens(settings, { type: 'refresh_token', refreshToken });
      if (!hasDied(answer)) return accept(answer);
      // So that it is not tried again should the credentials fail, too.
      await keep({ ...last, refreshToken: null });
    }
    return accept(await requestTokens(settings, { type: 'client_credentials' }));
  }

  function accept(answer: TokenAnswer): StoredTokens {
    if (answer.type === 'tokens') {
      repeated429 = 0;
      return answer.tokens;
    }
    const failure = failureOf(answer, now(), repeated429);
    pause = failure;
    repeated429 = failure.status === 429 ? repeated429 + 1 : 0;
    throw report(failure);
  }

  async function keep(tokens: StoredTokens): Promise<StoredTokens> {
    known = tokens;
    await store.set(tokens);
    return tokens;
  }

  return { get };
}

/** A refresh token that was used, expired or revoked: the credentials are then asked for. */
function hasDied(answer: TokenAnswer): boolean {
  return answer.type === 'refused' && answer.status !== 403;
}
