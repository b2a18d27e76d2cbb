import { REDIRECT_DOCS, RENEWAL_DOCS, TOKEN_DOCS } from './docs-links.ts';
import type { ProblemKind, Recovery } from './problem.ts';

/** What the service documents about one WebSocket close code. */
export interface CloseCode {
  /** The name in the service's documentation, or that of RFC 6455 and the IANA registry. */
  readonly name: string;
  /** The kind of problem that a close with this code is. */
  readonly kind: ProblemKind;
  /** Who can put an end to it. */
  readonly recovery: Recovery;
  /** Path of the documentation's section that says what to do; the close-code table where absent. */
  readonly docs?: string;
}

/**
 * Every close code that the kit knows: the nine of the service, the standard ones, and those of
 * self-hosted servers. A code that is not here is `unknown`. What each means in words, and what the
 * documentation says to do, is in `close-code-docs.ts`, so that an app does not load it to connect.
 *
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export const CLOSE_CODES: Readonly<Record<number, CloseCode>> = {
  4001: { name: 'Missing Token', kind: 'missing-token', recovery: 'developer', docs: TOKEN_DOCS },
  4002: { name: 'Invalid Token', kind: 'invalid-token', recovery: 'user', docs: RENEWAL_DOCS },
  4003: { name: 'Forbidden', kind: 'forbidden', recovery: 'developer' },
  4004: { name: 'Connection Limit', kind: 'connection-limit', recovery: 'admin' },
  4005: { name: 'Document Limit', kind: 'document-limit', recovery: 'user' },
  4006: { name: 'Rate Limit', kind: 'rate-limit', recovery: 'automatic' },
  4007: { name: 'Invalid Name', kind: 'invalid-name', recovery: 'developer' },
  4008: { name: 'Users Per Doc', kind: 'document-full', recovery: 'admin' },
  4009: { name: 'Wrong Region', kind: 'wrong-region', recovery: 'automatic', docs: REDIRECT_DOCS },

  1000: { name: 'Normal Closure', kind: 'connection-lost', recovery: 'automatic' },
  1001: { name: 'Going Away', kind: 'server-restart', recovery: 'automatic' },
  1002: { name: 'Protocol Error', kind: 'protocol-error', recovery: 'developer' },
  1003: { name: 'Unsupported Data', kind: 'protocol-error', recovery: 'developer' },
  1005: { name: 'No Status Received', kind: 'connection-lost', recovery: 'automatic' },
  1006: { name: 'Abnormal Closure', kind: 'connection-lost', recovery: 'automatic' },
  1007: { name: 'Invalid Payload', kind: 'protocol-error', recovery: 'developer' },
  1008: { name: 'Policy Violation', kind: 'protocol-error', recovery: 'developer' },
  1009: { name: 'Message Too Big', kind: 'message-too-big', recovery: 'developer' },
  1010: { name: 'Mandatory Extension', kind: 'protocol-error', recovery: 'developer' },
  1011: { name: 'Internal Error', kind: 'connection-lost', recovery: 'automatic' },
  1012: { name: 'Service Restart', kind: 'server-restart', recovery: 'automatic' },
  1013: { name: 'Try Again Later', kind: 'overloaded', recovery: 'automatic' },

  4205: { name: 'Reset Connection', kind: 'server-restart', recovery: 'automatic' },
  4401: { name: 'Unauthorized', kind: 'invalid-token', recovery: 'user' },
  4403: { name: 'Forbidden', kind: 'forbidden', recovery: 'developer' },
  4408: { name: 'Connection Timeout', kind: 'server-restart', recovery: 'automatic' },
};
