import { randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { TokenClaims } from '../protocol/token-claims.ts';
import { ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** The audience and the scope that the service asks for, exactly. */
export const API = 'WireSocket.API';

/** Issues access tokens, and verifies those that come back. */
export interface Tokens {
  /** @param claims - all of them; those that are `undefined` are left out */
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
  /**
   * Verifies signature, issuer, audience, expiry and scope, as the service does.
   *
   * @returns the claims, or `null` for a token that is not valid, whatever the cause
   */
  verify(token: string, issuer: string): Promise<JWTPayload | null>;
}

export function createTokens(keys: SigningKeys): Tokens {
  return {
    sign(claims) {
      const { kid, privateKey } = keys.current();
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid })
        .sign(privateKey);
    },
    async verify(token, issuer) {
      try {
        const { payload } = await jwtVerify(token, keys.find, {
          algorithms: [ALGORITHM],
          issuer,
          audience: API,
          requiredClaims: ['exp'],
        });
        return payload.aud === API && grantsApi(payload) ? payload : null;
      } catch {
        return null;
      }
    },
  };
}

/** `scope` or `scp`, space-delimited; some issuers send a list. */
function grantsApi({ scope, scp }: JWTPayload): boolean {
  return [scope, scp].some((granted) =>
    String(granted ?? '')
      .split(/[ ,]/)
      .includes(API),
  );
}

/** What the claims of a fresh token are made from. */
export interface TokenGrant {
  readonly issuer: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly region: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly scope: string;
  readonly limits: TokenClaims['limits'];
  readonly allowedDomains: readonly string[];
}

/** The claims of a token that is issued now. */
export function claimsFor(grant: TokenGrant): Partial<TokenClaims> {
  const iat = Math.floor(Date.now() / 1000);
  return {
    iss: grant.issuer,
    sub: grant.clientId,
    aud: API,
    scope: grant.scope,
    tenantid: grant.tenantId,
    appId: grant.appId,
    licenseRegionCode: 'emulator',
    dbCode: 'emulator',
    regionCode: grant.region,
    ...Object.fromEntries(
      grant.allowedDomains.map((domain, index) => [`allowed_domain_${index + 1}`, domain]),
    ),
    limits: grant.limits,
    iat,
    exp: iat + grant.lifetime,
    jti: randomUUID(),
  };
}
