import { readToken } from '../protocol/token-claims.ts';

/** What the service documents, for a token that does not say: 15 minutes, in ms. */
const DOCUMENTED = 15 * 60_000;

/** No access token lives longer than a day. What says so is broken, in ms. */
const LONGEST = 24 * 60 * 60_000;

/**
 * How long a token that has just come lives. Counted from its issue, so that clocks that differ do not
 * matter.
 *
 * @param token - the JWT
 * @param expiresIn - what came with it, in seconds: anything
 * @returns ms, the shorter of the two where both say; 0 or less for one that is dead on arrival
 */
export function tokenLifetime(token: string, expiresIn: unknown): number {
  const { issuedAt, expiresAt } = readToken(token);
  const told = [
    typeof expiresIn === 'number' ? expiresIn * 1000 : Number.NaN,
    expiresAt === null || issuedAt === null ? Number.NaN : expiresAt - issuedAt,
  ].filter((lifetime) => lifetime <= LONGEST);
  return Math.min(...(told.length > 0 ? told : [DOCUMENTED]));
}
