import { type PlanLimits, readToken } from '../protocol/token-claims.ts';

/** A token, what it says, and for how long it is good. */
export interface DatedToken {
  /** As it was issued. Never shown, logged or stored. */
  readonly value: string;
  /** The plan's, as its claims say them; `null`: they say none. */
  readonly limits: PlanLimits | null;
  /** What is wrong with it, as far as it shows, for developers; `null`: nothing. */
  readonly flaw: string | null;
  /** When a new one is due, by the clock of this device, in ms since the epoch; -Infinity for a token that does not say. */
  readonly renewAt: number;
  /** When it is no good any more, told in the same way. */
  readonly expiresAt: number;
}

/** A token is renewed this long before it expires, in ms, or in the last tenth of its life. */
const RENEWAL_MARGIN = 60_000;

const NO_EXPIRY = 'It has no exp claim, or is no JWT: return the access_token as it was issued.';

/**
 * When a token that has just come grows old by this clock, whatever that of its issuer says.
 *
 * @param expiresIn - for how long it lives from now on, in seconds, where that came with it, else 0. A backend may have
 *   kept it for a while, which the token does not tell
 */
export function age(value: string, now: number, expiresIn: number): DatedToken {
  let facts: Omit<DatedToken, 'value'> | null = null;
  const read = () => {
    facts ??= factsOf(value, now, expiresIn);
    return facts;
  };
  // Read once somebody asks, which is after the handshake has begun: it need not wait for that.
  return {
    value,
    get limits() {
      return read().limits;
    },
    get flaw() {
      return read().flaw;
    },
    get renewAt() {
      return read().renewAt;
    },
    get expiresAt() {
      return read().expiresAt;
    },
  };
}

function factsOf(value: string, now: number, expiresIn: number): Omit<DatedToken, 'value'> {
  const { issuedAt, expiresAt, limits } = readToken(value);
  const expiry =
    expiresAt === null ? Number.NEGATIVE_INFINITY : expiryOf(issuedAt, expiresAt, now, expiresIn);
  return {
    limits,
    flaw: expiresAt === null ? NO_EXPIRY : null,
    // Of what has expired, or does not say and is not kept, nothing is left to take a tenth of.
    renewAt: expiry - Math.min(RENEWAL_MARGIN, Math.max(expiry - now, 0) / 10),
    expiresAt: expiry,
  };
}

function expiryOf(issuedAt: number | null, expiresAt: number, now: number, expiresIn: number): number {
  const lifetime = issuedAt === null ? Number.POSITIVE_INFINITY : expiresAt - issuedAt;
  if (expiresIn > 0) return now + Math.min(expiresIn * 1000, lifetime);
  // Issued in the future or expired on arrival: the clocks differ, and as far as can be told it was issued just now.
  return issuedAt !== null && (issuedAt > now || expiresAt <= now) ? now + lifetime : expiresAt;
}
