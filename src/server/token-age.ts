import type { StoredTokens } from './token-store.ts';

/** A token is renewed this long before it expires, in ms, or in the last tenth of its life. */
const RENEWAL_MARGIN = 60_000;

/** A refresh token lives for 7 days, in ms. */
const REFRESH_LIFETIME = 7 * 24 * 60 * 60_000;

/** Whether the access token is served without a thought of renewal. */
export function isFresh({ issuedAt, expiresAt }: StoredTokens, now: number): boolean {
  const renewAt = expiresAt - Math.min(RENEWAL_MARGIN, (expiresAt - issuedAt) / 10);
  // One that was issued in the future tells of a clock that was set back, and then of nothing else.
  return now > issuedAt - RENEWAL_MARGIN && now < renewAt;
}

/** A token that is younger than this, in ms, is not renewed because a browser says that it was refused. */
const REJECTION_MARGIN = 60_000;

/** Whether the access token is served to a browser whose token was refused. */
export function isNew({ issuedAt }: StoredTokens, now: number): boolean {
  return now - issuedAt < REJECTION_MARGIN;
}

/** Whether the access token will do while there is no newer one: it lives for another second. */
export function isGood({ expiresAt }: StoredTokens, now: number): boolean {
  return now + 1000 <= expiresAt;
}

/** The refresh token, where it can still be alive. */
export function refreshTokenOf({ issuedAt, refreshToken }: StoredTokens, now: number): string | null {
  return now < issuedAt + REFRESH_LIFETIME ? refreshToken : null;
}

/**
 * The later of the two. Of the same tokens those whose refresh token is gone: who has it still, be it the store or this
 * instance, has not heard that it died.
 */
export function newest(a: StoredTokens | null, b: StoredTokens | null): StoredTokens | null {
  if (a === null || b === null) return a ?? b;
  if (a.issuedAt === b.issuedAt) return a.refreshToken === null ? a : b;
  return b.issuedAt > a.issuedAt ? b : a;
}
