import type { PlanLimits, TokenClaims } from '../protocol/token-claims.ts';
import type { Fault } from './fault.ts';
import type { ActiveFault } from './fault-list.ts';
import type { HandshakeRecord } from './handshake-log.ts';

/**
 * The paths of the admin API, on the Dashboard's origin. This file is good for a browser: it is types,
 * and this one constant.
 */
export const ADMIN_ROUTES = {
  /** POST {@link AdminClose} → {@link AdminClosed} */
  close: '/admin/close',
  /** POST {@link Fault} → {@link AdminFaultAdded}; DELETE all; DELETE `/admin/faults/{id}` one */
  faults: '/admin/faults',
  /** POST some of {@link PlanLimits}, `null` for no limit → {@link AdminLimits} */
  limits: '/admin/limits',
  /** POST an empty object → {@link AdminKeyRotated}; DELETE `/admin/keys/{id}` retires one */
  keys: '/admin/keys',
  /** POST some of {@link TokenClaims} → {@link AdminToken} */
  tokens: '/admin/tokens',
  /** GET → {@link AdminHandshakes} */
  handshakes: '/admin/handshakes',
  /** GET → {@link AdminState} */
  state: '/admin/state',
} as const;

/** Closes the live sockets of a document. Without a reason: the documented text. */
export interface AdminClose {
  readonly documentName: string;
  readonly code: number;
  readonly reason?: string;
}

export interface AdminClosed {
  /** How many sockets there were. */
  readonly closed: number;
}

export interface AdminFaultAdded {
  readonly id: string;
}

export interface AdminLimits {
  /** Of the tokens issued from now on. One that is absent is none. */
  readonly limits: Partial<PlanLimits>;
}

/** What `POST /admin/tokens` takes: claims that are other than usual. */
export type AdminTokenClaims = Partial<TokenClaims>;

export interface AdminToken {
  readonly access_token: string;
  /** Seconds; 0 or less for a token that is made expired. */
  readonly expires_in: number;
}

export interface AdminKeyRotated {
  /** Of the key that signed before. */
  readonly id: string;
}

export interface AdminHandshakes {
  /** Oldest first. */
  readonly handshakes: readonly HandshakeRecord[];
}

export interface AdminSession {
  readonly documentName: string;
  /** 0 in the grace period. */
  readonly connections: number;
}

export interface AdminState {
  readonly regions: Readonly<
    Record<string, { readonly url: string; readonly sessions: readonly AdminSession[] }>
  >;
  readonly limits: Partial<PlanLimits>;
  /** The newest first. */
  readonly faults: readonly ActiveFault[];
}

export type { ActiveFault, Fault, HandshakeRecord, PlanLimits, TokenClaims };
