import { REDIRECT_DOCS, RENEWAL_DOCS, TOKEN_DOCS } from './docs-links.ts';
import type { ProblemKind, Recovery } from './problem.ts';

/** What a WebSocket close code means. */
export interface CloseCode {
  /** The kind of problem that a close with this code is. */
  readonly kind: ProblemKind;
  /** Who can put an end to it. */
  readonly recovery: Recovery;
  /** Path of the documentation's section that says what to do; the close-code table where absent. */
  readonly docs?: string;
}

const LOST: CloseCode = { kind: 'connection-lost', recovery: 'automatic' };
const RESTART: CloseCode = { kind: 'server-restart', recovery: 'automatic' };
const BREACH: CloseCode = { kind: 'protocol-error', recovery: 'developer' };
const FORBIDDEN: CloseCode = { kind: 'forbidden', recovery: 'developer' };

/**
 * Every close code that the kit knows: the nine of the service, the standard ones, and those of
 * self-hosted servers. A code that is not here is `unknown`. What they are called, and what the documentation
 * says to do, is in `close-code-docs.ts`, so that an app does not load it to connect.
 *
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export const CLOSE_CODES: Readonly<Record<number, CloseCode>> = {
  4001: { kind: 'missing-token', recovery: 'developer', docs: TOKEN_DOCS },
  4002: { kind: 'invalid-token', recovery: 'user', docs: RENEWAL_DOCS },
  4003: FORBIDDEN,
  4004: { kind: 'connection-limit', recovery: 'admin' },
  4005: { kind: 'document-limit', recovery: 'user' },
  4006: { kind: 'rate-limit', recovery: 'automatic' },
  4007: { kind: 'invalid-name', recovery: 'developer' },
  4008: { kind: 'document-full', recovery: 'admin' },
  4009: { kind: 'wrong-region', recovery: 'automatic', docs: REDIRECT_DOCS },

  1000: LOST,
  1001: RESTART,
  1002: BREACH,
  1003: BREACH,
  1005: LOST,
  1006: LOST,
  1007: BREACH,
  1008: BREACH,
  1009: { kind: 'message-too-big', recovery: 'developer' },
  1010: BREACH,
  1011: LOST,
  1012: RESTART,
  1013: { kind: 'overloaded', recovery: 'automatic' },

  4205: RESTART,
  4401: { kind: 'invalid-token', recovery: 'user' },
  4403: FORBIDDEN,
  4408: RESTART,
};
