/**
 * The tokens of a backend: plain JSON, so that any store can hold them. A store keeps them as it keeps
 * passwords; a browser gets nothing of them but the access token.
 */
export interface StoredTokens {
  /** The JWT. */
  readonly accessToken: string;
  /** When it was asked for, in ms since the epoch by the backend's clock. */
  readonly issuedAt: number;
  /** When it expires, in ms since the epoch by the backend's clock. */
  readonly expiresAt: number;
  /** Good once, for 7 days from `issuedAt`; `null` where there is none. */
  readonly refreshToken: string | null;
}

/**
 * Where a token handler keeps its tokens.
 *
 * Refresh tokens are **single use**. Two instances of a backend that share one, and refresh at the same
 * moment, lose the session. So instances share tokens only through a store whose `lock` is a real one
 * (a Redis lock, a database row, a Durable Object): without a store of its own each instance has its own
 * tokens, which is fine.
 *
 * @see https://docs.wiresocket.com/authentication#token-renewal
 */
export interface TokenStore {
  /** What was last set; `null` where nothing was. What is no {@link StoredTokens} counts as nothing. */
  get(): Promise<StoredTokens | null>;
  /** Keeps them in place of what was there. */
  set(tokens: StoredTokens): Promise<void>;
  /**
   * Runs `run` while nobody else, on any instance, runs theirs, and gives its result or its error.
   * It is held for at most two requests to the token endpoint, 20 s. A lock that expires by itself
   * should not do so sooner.
   */
  lock<T>(run: () => Promise<T>): Promise<T>;
}

/** The default: the memory of this instance, whose lock is a queue. */
export function createMemoryTokenStore(): TokenStore {
  let stored: StoredTokens | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  return {
    get: async () => stored,
    async set(tokens) {
      stored = tokens;
    },
    lock(run) {
      const result = queue.then(run);
      // One that fails does not hold up those behind it.
      queue = result.catch(() => {});
      return result;
    },
  };
}

/** Whether what a store gave is what was once put there: it may be an older version's, or somebody else's. */
export function isStoredTokens(value: unknown): value is StoredTokens {
  const { accessToken, issuedAt, expiresAt, refreshToken } = Object(value) as Record<string, unknown>;
  return (
    typeof accessToken === 'string' &&
    typeof issuedAt === 'number' &&
    typeof expiresAt === 'number' &&
    (refreshToken === null || typeof refreshToken === 'string')
  );
}
