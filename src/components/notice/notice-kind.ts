import type { ConnectionState } from '../../connection/state.ts';
import type { Problem } from '../../protocol/problem.ts';

/** What a notice is about. Several problems can be one to the people who see it. */
export type NoticeKind =
  | 'forbidden'
  | 'not-permitted'
  | 'missing-token'
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
  readonly severity: NoticeSeverity;
  /** How long a condition has to last before anybody is told of it, in ms. */
  readonly delay: number;
  /** Stays until the document is in sync, however the connection cycles beneath it. */
  readonly isTerminal: boolean;
  /** Takes the place of a document that has never been in sync. */
  readonly isPage: boolean;
  readonly canCollapse: boolean;
}

const critical = {
  severity: 'critical',
  delay: 0,
  isTerminal: true,
  isPage: true,
  canCollapse: false,
} as const;
const room = { severity: 'warning', delay: 0, isTerminal: false, isPage: true, canCollapse: true } as const;
const passing = { severity: 'info', delay: 0, isTerminal: false, isPage: false, canCollapse: true } as const;

/** All kinds, those that matter most first: where several hold, the first is shown. */
export const NOTICES: Readonly<Record<NoticeKind, NoticeFacts>> = {
  forbidden: critical,
  'not-permitted': critical,
  'missing-token': critical,
  misconfigured: critical,
  'invalid-name': critical,
  offline: { ...passing, severity: 'warning', delay: 1_000 },
  'session-expired': { ...critical, severity: 'warning', isPage: false },
  'document-full': room,
  'connection-limit': room,
  'document-limit': room,
  'rate-limit': { ...room, isPage: false },
  busy: { ...room, isPage: false },
  maintenance: passing,
  degraded: { ...passing, severity: 'warning' },
  unreachable: { ...passing, severity: 'warning', delay: 60_000 },
  reconnecting: { ...passing, delay: 5_000 },
  redirect: { ...passing, delay: 2_000 },
};

const PRIORITY = Object.keys(NOTICES);

/** Whether the first kind matters more than the second. */
export function outranks(kind: NoticeKind, other: NoticeKind): boolean {
  return PRIORITY.indexOf(kind) < PRIORITY.indexOf(other);
}

/** What a problem is to the people who see it. */
export function noticeKindOf(problem: Problem): NoticeKind {
  switch (problem.kind) {
    case 'missing-token':
    case 'forbidden':
    case 'not-permitted':
    case 'invalid-name':
    case 'document-full':
    case 'connection-limit':
    case 'document-limit':
    case 'rate-limit':
    case 'offline':
    case 'maintenance':
      return problem.kind;
    case 'invalid-token':
    case 'unauthorized':
      return 'session-expired';
    case 'bad-request':
    case 'untrusted-redirect':
    case 'message-too-big':
      return 'misconfigured';
    case 'token-unavailable':
    case 'protocol-error':
      return problem.recovery === 'automatic' ? 'reconnecting' : 'misconfigured';
    case 'too-many-requests':
      return 'busy';
    case 'overloaded':
      return 'degraded';
    case 'wrong-region':
    case 'redirect-loop':
      return 'redirect';
    case 'unreachable':
    case 'connection-lost':
    case 'server-restart':
    case 'unknown':
      return 'reconnecting';
  }
}

/** What a connection's state says to people. */
export type Condition =
  /** All is well, or the app itself disconnected. */
  | { readonly type: 'none' }
  /** Nothing that was not known before. */
  | { readonly type: 'no-news' }
  | { readonly type: 'trouble'; readonly kind: NoticeKind; readonly problem: Problem };

/** What a connection's state says to people. An attempt under way is no news, save where it is a redirect. */
export function conditionOf(connection: ConnectionState): Condition {
  switch (connection.status) {
    case 'idle':
    case 'live':
      return { type: 'none' };
    case 'syncing':
      return { type: 'no-news' };
    case 'connecting': {
      const { problem } = connection;
      const kind = problem === null ? null : noticeKindOf(problem);
      return problem === null || kind !== 'redirect'
        ? { type: 'no-news' }
        : { type: 'trouble', kind, problem };
    }
    case 'waiting':
      return { type: 'trouble', kind: noticeKindOf(connection.problem), problem: connection.problem };
    case 'stopped':
      return connection.problem === null
        ? { type: 'none' }
        : { type: 'trouble', kind: noticeKindOf(connection.problem), problem: connection.problem };
  }
}
