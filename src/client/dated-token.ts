import { type PlanLimits, readToken } from '../protocol/token-claims.ts';

/** A token, and what it says. */
export interface AccessToken {
  readonly value: string;
  readonly limits: PlanLimits | null;
  /** What is wrong with it, as far as it shows, for developers; `null`: nothing. */
  readonly flaw: string | null;
}

/** A token that is kept for later. */
export interface DatedToken extends AccessToken {
  /** By this clock, in ms since the epoch; -Infinity for a token that does not say. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/** A token is renewed this long before it expires, in ms, or in the last tenth of its life. */
const RENEWAL_MARGIN = 60_000;

const NO_EXPIRY = 'It has no exp claim, or is no JWT: return the access_token as it was issued.';

/** When a token that has just come grows old by this clock, whatever that of its issuer says. */
export function age(value: string, now: number): DatedToken {
  const { issuedAt, expiresAt, limits } = readToken(value);
  if (expiresAt === null) {
    return {
      value,
      limits,
      flaw: NO_EXPIRY,
      renewAt: Number.NEGATIVE_INFINITY,
      expiresAt: Number.NEGATIVE_INFINITY,
    };
  }
  // Issued in the future or expired on arrival: the clocks differ, and it was issued just now.
  const skewed = issuedAt !== null && (issuedAt > now || expiresAt <= now);
  const expiry = skewed ? now + expiresAt - issuedAt : expiresAt;
  return {
    value,
    limits,
    flaw: null,
    expiresAt: expiry,
    renewAt: expiry - Math.min(RENEWAL_MARGIN, (expiry - now) / 10),
  };
}
