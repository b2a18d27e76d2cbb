/** What a plan allows. A limit that the token does not tell is `Infinity`. */
export interface PlanLimits {
  /** Concurrent connections of the application, over all regions. */
  readonly maxConnections: number;
  /** Active documents of the application, over all regions. */
  readonly maxDocuments: number;
  /** Concurrent users on one document. */
  readonly maxUsersPerDoc: number;
  /** Operations in a minute, per region. */
  readonly opsPerMinute: number;
}

/**
 * The claims of an access token, as the service issues them.
 *
 * @see https://docs.wiresocket.com/authentication
 */
export interface TokenClaims {
  /** Who issued it. */
  readonly iss: string;
  /** The client_id. */
  readonly sub: string;
  /** `WireSocket.API`, exactly. */
  readonly aud: string;
  /** Space-delimited; contains `WireSocket.API`. Some tokens have it as `scp`. */
  readonly scope: string;
  /** As `scope`: some tokens have it by this name. */
  readonly scp: string;
  /** Which account it is for. */
  readonly tenantid: string;
  /** Which application of the tenant it is for. */
  readonly appId: string;
  /** Where the billing data lives; never a connection target. */
  readonly licenseRegionCode: string;
  /** For the service itself; never a connection target. */
  readonly dbCode: string;
  /** The region nearest to the user. */
  readonly regionCode: string;
  /** Compared with the page's `Origin`, without protocol. */
  readonly allowed_domain_1: string;
  /** As `allowed_domain_1`. */
  readonly allowed_domain_2: string;
  /** As `allowed_domain_1`. */
  readonly allowed_domain_3: string;
  /** What the plan allows. */
  readonly limits: Partial<PlanLimits>;
  /** When it expires, in seconds since the epoch. */
  readonly exp: number;
  /** When it was issued, in seconds since the epoch. */
  readonly iat: number;
  /** Its own id. */
  readonly jti: string;
}

/** What a client reads in its own token. Nothing here is verified: that is the service's part. */
export interface TokenFacts {
  /** When it was issued, in ms since the epoch by the issuer's clock; `null` where it does not say. */
  readonly issuedAt: number | null;
  /** When it expires, in ms since the epoch by the issuer's clock; `null` where it does not say. */
  readonly expiresAt: number | null;
  /** `null` where it does not say. */
  readonly limits: PlanLimits | null;
}

/**
 * Reads the claims of a token without verifying them.
 *
 * @param token - any string
 * @returns what it says; all `null` for a string that is no JWT
 */
export function readToken(token: string): TokenFacts {
  const claims = parsePayload(token);
  return { issuedAt: toMs(claims.iat), expiresAt: toMs(claims.exp), limits: readLimits(claims.limits) };
}

function parsePayload(token: string): Readonly<Record<string, unknown>> {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    // Text beyond ASCII comes out garbled: what is read of it is numbers.
    return Object(JSON.parse(atob(base64)));
  } catch {
    return {};
  }
}

function readLimits(claim: unknown): PlanLimits | null {
  if (typeof claim !== 'object' || claim === null) return null;
  const limits = claim as Readonly<Record<string, unknown>>;
  const read = (name: keyof PlanLimits) => {
    const value = limits[name];
    return typeof value === 'number' && value >= 0 ? value : Number.POSITIVE_INFINITY;
  };
  return {
    maxConnections: read('maxConnections'),
    maxDocuments: read('maxDocuments'),
    maxUsersPerDoc: read('maxUsersPerDoc'),
    opsPerMinute: read('opsPerMinute'),
  };
}

function toMs(seconds: unknown): number | null {
  return Number.isFinite(seconds) ? Number(seconds) * 1000 : null;
}
