import type * as components from '../../src/components/index.ts';
import * as contents from '../../src/components/notice/notice-contents.ts';
import { conditionOf, NOTICES, type NoticeKind } from '../../src/components/notice/notice-kind.ts';
import { reactionTo } from '../../src/connection/policy.ts';
import { CLOSE_CODES } from '../../src/protocol/close-codes.ts';
import { HTTP_ERRORS } from '../../src/protocol/http-errors.ts';
import { ownProblem, type Problem, problemFromClose, problemFromStatus } from '../../src/protocol/problem.ts';

/** What the guide “Which notice when” tells of a kind of notice. */
export interface NoticeRow {
  readonly kind: NoticeKind;
  readonly component: string;
  /** Close codes and HTTP statuses that lead to it. */
  readonly causes: readonly string[];
  readonly severity: string;
  readonly shownAfter: string;
  readonly form: string;
  readonly announced: 'polite' | 'assertive';
  readonly stays: string;
  readonly next: string;
}

/** The components that show one kind alone, or two that are alike. */
const COMPONENTS: Readonly<Record<NoticeKind, keyof typeof components>> = {
  forbidden: 'AccessDeniedNotice',
  'not-permitted': 'AccessDeniedNotice',
  'missing-token': 'SignInNotice',
  'token-unavailable': 'SignInNotice',
  misconfigured: 'SignInNotice',
  'invalid-name': 'InvalidNameNotice',
  offline: 'OfflineBanner',
  'session-expired': 'SessionExpiredNotice',
  'document-full': 'DocumentFullBanner',
  'connection-limit': 'ConnectionLimitBanner',
  'document-limit': 'DocumentLimitBanner',
  'rate-limit': 'RateLimitCountdown',
  busy: 'RateLimitCountdown',
  maintenance: 'ServiceStatusBanner',
  degraded: 'ServiceStatusBanner',
  unreachable: 'ReconnectingBanner',
  reconnecting: 'ReconnectingBanner',
  redirect: 'RegionRedirectNotice',
};

const URGENT = new Set(Object.values(contents).map(({ kind, isUrgent }) => (isUrgent ? kind : null)));

const FORMS = {
  page: 'page before the first sync, then banner',
  banner: 'banner',
  indicator: 'line of text',
} as const;

/** Every problem that the service documents, and how it is written. */
const PROBLEMS: readonly (readonly [cause: string, problem: Problem])[] = [
  ...Object.keys(CLOSE_CODES).map((code) => [code, problemFromClose(Number(code))] as const),
  ...(['dashboard', 'dataplane'] as const).flatMap((plane) =>
    Object.keys(HTTP_ERRORS[plane]).map((status) => {
      const cause = `${status} ${plane === 'dashboard' ? 'for a token' : 'of the dataplane'}`;
      return [cause, problemFromStatus(plane, Number(status))] as const;
    }),
  ),
  ['no token', ownProblem('token-unavailable', '')],
  ['no network', ownProblem('offline', '')],
];

/** All kinds of notice, in the order of their priority. */
export const NOTICE_ROWS: readonly NoticeRow[] = (Object.keys(NOTICES) as NoticeKind[]).map(rowOf);

function rowOf(kind: NoticeKind): NoticeRow {
  const { severity, delay, form, isTerminal } = NOTICES[kind];
  // After a minute, reconnecting is told in other words.
  const toldAs = kind === 'unreachable' ? 'reconnecting' : kind;
  const problems = PROBLEMS.filter(([, problem]) => kindOf(problem) === toldAs);
  const [, first] = problems[0] ?? [];
  return {
    kind,
    component: COMPONENTS[kind],
    causes: problems.map(([cause]) => cause),
    severity,
    shownAfter: delay === 0 ? 'at once' : `${delay / 1000} s`,
    form: FORMS[form],
    announced: URGENT.has(kind) ? 'assertive' : 'polite',
    stays: isTerminal ? 'until in sync' : 'while it lasts',
    next: first === undefined ? '' : nextOf(first),
  };
}

function kindOf(problem: Problem): NoticeKind | null {
  const condition = conditionOf({ status: 'stopped', problem });
  return condition.type === 'trouble' ? condition.kind : null;
}

function nextOf(problem: Problem): string {
  if (problem.kind === 'offline') return 'when the network is back';
  const reaction = reactionTo(problem);
  switch (reaction.type) {
    case 'stop':
      return 'nothing by itself';
    case 'refresh':
      return 'one fresh token, then nothing';
    case 'follow':
      return 'at once, at the other address';
    case 'wait': {
      const { base, cap } = reaction.pace;
      return base === cap
        ? `after ${base / 1000} s`
        : `after ${base / 1000} s, longer each time, ${cap / 1000} s at most`;
    }
  }
}
