import { randomUUID } from 'node:crypto';

/** Refresh tokens: each is good once, for seven days. */
export interface RefreshTokens {
  /** @param scope - what the access tokens that it gets are granted */
  issue(scope: string): string;
  /** @returns the scope, or `null` for one that is unknown, used or expired */
  redeem(token: string): string | null;
}

/** 7 days, in ms. */
const LIFETIME = 7 * 24 * 60 * 60 * 1000;

export function createRefreshTokens(): RefreshTokens {
  const issued = new Map<string, { readonly scope: string; readonly expiresAt: number }>();
  return {
    issue(scope) {
      const token = randomUUID();
      issued.set(token, { scope, expiresAt: Date.now() + LIFETIME });
      return token;
    },
    redeem(token) {
      const grant = issued.get(token);
      issued.delete(token);
      return grant !== undefined && Date.now() < grant.expiresAt ? grant.scope : null;
    },
  };
}
