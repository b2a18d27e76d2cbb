/** What can go wrong on a stage. */
export type Trouble =
  /** The service closes, with a code of its documentation. */
  | { readonly type: 'close'; readonly code: number; readonly reason?: string }
  /** The app's own token endpoint answers with this status. */
  | { readonly type: 'token'; readonly status: number; readonly retryAfter?: number }
  /** Handshakes fail, and a browser cannot see why. */
  | { readonly type: 'refused' }
  /** The device has no network. */
  | { readonly type: 'offline' }
  /** The socket is open, and nothing comes back. */
  | { readonly type: 'silence' };

/** Every condition that people are told of, by the kind of its notice. */
export const TROUBLES = {
  'missing-token': { type: 'close', code: 4001, reason: 'Missing token' },
  'session-expired': { type: 'close', code: 4002, reason: 'Invalid token' },
  forbidden: { type: 'close', code: 4003, reason: 'Forbidden' },
  'not-permitted': { type: 'token', status: 403 },
  misconfigured: { type: 'close', code: 1009, reason: 'Message too big' },
  'invalid-name': { type: 'close', code: 4007, reason: 'Invalid document name' },
  offline: { type: 'offline' },
  'document-full': { type: 'close', code: 4008, reason: 'Document user limit exceeded: 25' },
  'connection-limit': { type: 'close', code: 4004, reason: 'Connection limit exceeded: 100' },
  'document-limit': { type: 'close', code: 4005, reason: 'Document limit exceeded: 20 (active: 20)' },
  'rate-limit': { type: 'close', code: 4006, reason: 'Rate limit exceeded: 6000 ops/min' },
  busy: { type: 'token', status: 429, retryAfter: 45 },
  maintenance: { type: 'token', status: 503, retryAfter: 120 },
  degraded: { type: 'close', code: 1013, reason: 'Try again later' },
  reconnecting: { type: 'refused' },
  redirect: { type: 'close', code: 4009, reason: 'REDIRECT:' },
} as const satisfies Readonly<Record<string, Trouble>>;

/** A condition of {@link TROUBLES}. */
export type Condition = keyof typeof TROUBLES;
