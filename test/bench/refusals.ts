/** What a server answers every handshake with, and what the service's rules allow a client to make of it. */
export interface Refusal {
  /** The first word of the document's name, so that the server knows what to answer. */
  readonly key: string;
  readonly label: string;
  /** Closes with it after accepting; `redirect`: the reason names the other origin. */
  readonly close?: { readonly code: number; readonly reason: string } | 'redirect';
  /** Or refuses the upgrade, which a browser shows as 1006 and nothing else. */
  readonly status?: number;
  /** Handshakes in a minute. */
  readonly most: number;
  /** No second handshake before, in ms. */
  readonly notBefore?: number;
  /** Some silence at least this long, in ms: a loop that was noticed. */
  readonly silence?: number;
}

/** The documented reasons: a client may read them. */
export const REFUSALS: readonly Refusal[] = [
  closing(4001, 'Missing access token', 2),
  closing(4002, 'Invalid or expired token', 2),
  closing(4003, 'Tenant/app not found or forbidden', 1),
  closing(4004, 'Connection limit exceeded: 100', 3),
  closing(4005, 'Document limit exceeded: 10 (active: 10)', 3),
  { ...closing(4006, 'Rate limit exceeded: 1000 ops/min', 2), notBefore: 30_000 },
  closing(4007, 'Invalid document name', 1),
  closing(4008, 'Document user limit exceeded: 10', 3),
  { key: '4009', label: '4009 loop', close: 'redirect', most: 4, silence: 30_000 },
  closing(1011, 'Internal error', 14),
  refusing(401),
  refusing(429),
  refusing(503),
];

function closing(code: number, reason: string, most: number): Refusal {
  return { key: String(code), label: String(code), close: { code, reason }, most };
}

function refusing(status: number): Refusal {
  return { key: String(status), label: `1006 (HTTP ${status})`, status, most: 6 };
}
