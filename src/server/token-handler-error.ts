/** Where a token handler met a failure: the app's check, the service's token endpoint, the app's store. */
export type TokenHandlerErrorSource = 'authorize' | 'token-endpoint' | 'store';

/** What is known of a failure. */
interface FailureFacts {
  readonly source: TokenHandlerErrorSource;
  readonly status: number;
  readonly title: string;
  /** What happened and what to check. */
  readonly detail: string;
  readonly retryAt: number | null;
}

/**
 * Why a token handler has no token. It never holds the client id, the secret or a token, and so has no
 * `cause`.
 *
 * @see https://docs.wiresocket.com/error-reference#dashboard-api-errors
 */
export class TokenHandlerError extends Error {
  override readonly name = 'TokenHandlerError';
  /** Where it was met. */
  readonly source: TokenHandlerErrorSource;
  /** The HTTP status that is answered for it. */
  readonly status: number;
  /** The title of the problem that is answered; the message is its detail. */
  readonly title: string;
  /** The service is not asked again before, in ms since the epoch; `null` where nothing is waited for. */
  readonly retryAt: number | null;

  constructor({ source, status, title, detail, retryAt }: FailureFacts) {
    super(detail);
    this.source = source;
    this.status = status;
    this.title = title;
    this.retryAt = retryAt;
  }
}

/** A failure on the app's own side: its check, or its store. */
export function ownFailure(source: 'authorize' | 'store', detail: string): TokenHandlerError {
  return new TokenHandlerError({
    source,
    status: 500,
    title: 'Internal Server Error',
    detail,
    retryAt: null,
  });
}
