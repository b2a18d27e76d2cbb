import { type ConnectionState, problemOf } from '../../connection/state.ts';
import type { Problem, ProblemKind } from '../../protocol/problem.ts';
import { isConnecting } from './is-connecting.ts';

/** What a notice is about. Several problems can be one to the people who see it. */
export type NoticeKind =
  | 'forbidden'
  | 'not-permitted'
  | 'missing-token'
  | 'token-unavailable'
  | 'misconfigured'
  | 'invalid-name'
  | 'offline'
  | 'session-expired'
  | 'document-full'
  | 'connection-limit'
  | 'document-limit'
  | 'rate-limit'
  | 'busy'
  | 'maintenance'
  | 'degraded'
  | 'unreachable'
  | 'reconnecting'
  | 'redirect';

/** How much it matters. */
export type NoticeSeverity = 'critical' | 'warning' | 'info';

/** Facts of a kind of notice. */
export interface NoticeFacts {
  /** How much it matters. */
  readonly severity: NoticeSeverity;
  /** How long a condition has to last before anybody is told of it, in ms. */
  readonly delay: number;
  /** Stays until the document is in sync, however the connection cycles beneath it. */
  readonly isTerminal: boolean;
  /** A page is one only in the place of a document that has never been in sync; else it is a banner. */
  readonly form: 'page' | 'banner' | 'indicator';
}

const critical: NoticeFacts = {
  severity: 'critical',
  delay: 0,
  isTerminal: true,
  form: 'page',
};
const room: NoticeFacts = { ...critical, severity: 'warning', isTerminal: false };
const passing: NoticeFacts = { ...room, severity: 'info', form: 'banner' };
const slowed: NoticeFacts = { ...passing, severity: 'warning' };

/** All kinds, those that matter most first: where several hold, the first is shown. */
export const NOTICES: Readonly<Record<NoticeKind, NoticeFacts>> = {
  forbidden: critical,
  'not-permitted': critical,
  'missing-token': critical,
  'token-unavailable': critical,
  misconfigured: critical,
  'invalid-name': critical,
  offline: { ...slowed, delay: 1_000 },
  'session-expired': { ...critical, severity: 'warning', form: 'banner' },
  'document-full': room,
  'connection-limit': room,
  'document-limit': room,
  'rate-limit': slowed,
  busy: slowed,
  maintenance: passing,
  degraded: slowed,
  unreachable: { ...slowed, delay: 60_000 },
  reconnecting: { ...passing, delay: 5_000 },
  redirect: { ...passing, delay: 2_000, form: 'indicator' },
};

/** Those that matter most first. */
export const NOTICE_KINDS = Object.keys(NOTICES) as readonly NoticeKind[];

/** Whether the first kind matters more than the second. */
export function outranks(kind: NoticeKind, other: NoticeKind): boolean {
  return NOTICE_KINDS.indexOf(kind) < NOTICE_KINDS.indexOf(other);
}

/** Problems that have no notice of their own: the connection is gone, and comes back. */
type Lost = 'connection-lost' | 'server-restart' | 'unknown';

/** Problems that are one to the people who see them. All others but those have the name of their notice. */
const KIND_OF: { readonly [Kind in ProblemKind]?: NoticeKind } = {
  'invalid-token': 'session-expired',
  unauthorized: 'session-expired',
  'bad-request': 'misconfigured',
  'untrusted-redirect': 'misconfigured',
  'message-too-big': 'misconfigured',
  'protocol-error': 'misconfigured',
  'too-many-requests': 'busy',
  overloaded: 'degraded',
  'wrong-region': 'redirect',
  'redirect-loop': 'redirect',
  // That it still cannot be reached is said after a minute.
  unreachable: 'reconnecting',
} satisfies { readonly [Kind in Exclude<ProblemKind, NoticeKind | Lost> | 'unreachable']: NoticeKind };

function noticeKindOf({ kind }: Problem): NoticeKind {
  return KIND_OF[kind] ?? ((kind in NOTICES ? kind : 'reconnecting') as NoticeKind);
}

/** What a connection's state says to people. */
export type Condition =
  /** In sync, or the app itself disconnected. */
  | { readonly type: 'well' }
  /** Nothing that was not known before. */
  | { readonly type: 'no-news' }
  | { readonly type: 'trouble'; readonly kind: NoticeKind; readonly problem: Problem };

/** What a connection's state says to people. An attempt under way is no news, save where it is a redirect. */
export function conditionOf(connection: ConnectionState): Condition {
  const problem = problemOf(connection);
  const kind = problem && noticeKindOf(problem);
  if (isConnecting(connection) && kind !== 'redirect') return { type: 'no-news' };
  if (!problem || !kind) return { type: 'well' };
  return { type: 'trouble', kind: connection.status === 'waiting' ? whileTrying(kind) : kind, problem };
}

/** What is tried again may pass by itself. */
function whileTrying(kind: NoticeKind): NoticeKind {
  return kind === 'misconfigured' || kind === 'token-unavailable' ? 'reconnecting' : kind;
}
