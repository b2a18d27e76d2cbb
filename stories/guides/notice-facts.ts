import { NOTICES, type NoticeKind, noticeKindOf } from '../../src/components/notice/notice-kind.ts';
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

/** What the kit’s data does not tell. The matrix compares `announced` with what is said. */
const BESIDES: Readonly<Record<NoticeKind, readonly [component: string, announced: NoticeRow['announced']]>> =
  {
    forbidden: ['AccessDeniedNotice', 'assertive'],
    'not-permitted': ['AccessDeniedNotice', 'assertive'],
    'missing-token': ['SignInNotice', 'assertive'],
    misconfigured: ['SignInNotice', 'assertive'],
    'invalid-name': ['InvalidNameNotice', 'polite'],
    offline: ['OfflineBanner', 'polite'],
    'session-expired': ['SessionExpiredNotice', 'assertive'],
    'document-full': ['DocumentFullBanner', 'polite'],
    'connection-limit': ['ConnectionLimitBanner', 'polite'],
    'document-limit': ['DocumentLimitBanner', 'polite'],
    'rate-limit': ['RateLimitCountdown', 'polite'],
    busy: ['RateLimitCountdown', 'polite'],
    maintenance: ['ServiceStatusBanner', 'polite'],
    degraded: ['ServiceStatusBanner', 'polite'],
    unreachable: ['ReconnectingBanner', 'polite'],
    reconnecting: ['ReconnectingBanner', 'polite'],
    redirect: ['RegionRedirectNotice', 'polite'],
  };

/** Every problem that the service documents, and how it is written. */
const PROBLEMS: readonly (readonly [cause: string, problem: Problem])[] = [
  ...Object.keys(CLOSE_CODES).map((code) => [code, problemFromClose(Number(code))] as const),
  ...(['dashboard', 'dataplane'] as const).flatMap((plane) =>
    Object.keys(HTTP_ERRORS[plane]).map((status) => {
      const cause = `${status} ${plane === 'dashboard' ? 'for a token' : 'of the dataplane'}`;
      return [cause, problemFromStatus(plane, Number(status))] as const;
    }),
  ),
  ['no network', ownProblem('offline', '')],
];

/** All kinds of notice, in the order of their priority. */
export const NOTICE_ROWS: readonly NoticeRow[] = (Object.keys(NOTICES) as NoticeKind[]).map(rowOf);

function rowOf(kind: NoticeKind): NoticeRow {
  const { severity, delay, isPage, isTerminal } = NOTICES[kind];
  const [component, announced] = BESIDES[kind];
  // After a minute, reconnecting is told in other words.
  const toldAs = kind === 'unreachable' ? 'reconnecting' : kind;
  const problems = PROBLEMS.filter(([, problem]) => noticeKindOf(problem) === toldAs);
  const [, first] = problems[0] ?? [];
  return {
    kind,
    component,
    causes: problems.map(([cause]) => cause),
    severity,
    shownAfter: delay === 0 ? 'at once' : `${delay / 1000} s`,
    form: isPage ? 'page before the first sync, then banner' : 'banner',
    announced,
    stays: isTerminal ? 'until in sync' : 'while it lasts',
    next: first === undefined ? '' : nextOf(first),
  };
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
