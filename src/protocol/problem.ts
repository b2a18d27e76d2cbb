import { CLOSE_CODES, type CloseCode } from './close-codes.ts';
import { CLOSE_CODE_DOCS, DOCS_ORIGIN, HTTP_ERROR_DOCS, REDIRECT_DOCS, TOKEN_DOCS } from './docs-links.ts';
import { HTTP_ERRORS } from './http-errors.ts';
import { parseActive, parseLimit } from './limit-reason.ts';
import { redact } from './redact.ts';
import { parseRedirect } from './redirect.ts';
import { MAX_RETRY_AFTER } from './retry-after.ts';

/** Where a problem was noticed. */
export type ProblemSource = 'close' | 'dashboard' | 'dataplane' | 'network' | 'client';

/** The two HTTP planes of the service. */
export type HttpPlane = 'dashboard' | 'dataplane';

/** Who can put an end to a problem: nobody needs to, the person, the app's admin, or its developer. */
export type Recovery = 'automatic' | 'user' | 'admin' | 'developer';

/** What every {@link Problem} tells. */
export interface ProblemBase<Kind extends string> {
  /** What it is. The union is discriminated by it. */
  readonly kind: Kind;
  /** Where it was noticed. */
  readonly source: ProblemSource;
  /** The close code or the HTTP status; `null` where there is neither. */
  readonly code: number | null;
  /**
   * The reason of the close or of the HTTP answer as the service sent it, or, for a problem that the
   * kit found itself, a sentence that says what was wrong and what to do. English, for developers.
   * It never holds a token or a query string.
   */
  readonly reason: string;
  /** Who can put an end to it. */
  readonly recovery: Recovery;
  /** The section of the service's documentation that it follows. */
  readonly docsUrl: string;
}

/** A limit of the plan was met: 4004, 4006, 4008. */
export interface LimitProblem<Kind extends string> extends ProblemBase<Kind> {
  /** Connections, operations in a minute, or users on one document; `null` where the reason does not tell it. */
  readonly limit: number | null;
}

/** The service asked to wait: 1013, an HTTP 429 or 503. */
export interface WaitProblem<Kind extends string> extends ProblemBase<Kind> {
  /** Seconds, 600 at most; `null` where it was not told or cannot be read. */
  readonly retryAfter: number | null;
}

/** The limit of the application's documents was met: 4005. `limit` is in documents. */
export interface DocumentLimitProblem extends LimitProblem<'document-limit'> {
  /** How many documents are in use; `null` where the reason does not tell it. */
  readonly active: number | null;
}

/** The document is active in another region: 4009. */
export interface WrongRegionProblem extends ProblemBase<'wrong-region'> {
  /** Where it lives, a wss address; `null` where the reason names no usable one. */
  readonly url: string | null;
}

/**
 * Everything that can go wrong, in one union: close codes, HTTP errors, the network, the client itself.
 *
 * @see https://docs.wiresocket.com/error-reference
 */
export type Problem =
  | ProblemBase<'missing-token'>
  | ProblemBase<'invalid-token'>
  | ProblemBase<'forbidden'>
  | ProblemBase<'invalid-name'>
  | ProblemBase<'bad-request'>
  | ProblemBase<'unauthorized'>
  | ProblemBase<'not-permitted'>
  | ProblemBase<'offline'>
  | ProblemBase<'unreachable'>
  | ProblemBase<'connection-lost'>
  | ProblemBase<'server-restart'>
  | ProblemBase<'untrusted-redirect'>
  | ProblemBase<'redirect-loop'>
  | ProblemBase<'token-unavailable'>
  | ProblemBase<'protocol-error'>
  | ProblemBase<'message-too-big'>
  | ProblemBase<'unknown'>
  | LimitProblem<'connection-limit'>
  | LimitProblem<'rate-limit'>
  | LimitProblem<'document-full'>
  | DocumentLimitProblem
  | WrongRegionProblem
  | WaitProblem<'too-many-requests'>
  | WaitProblem<'maintenance'>
  | WaitProblem<'overloaded'>;

/** The name of a problem, the discriminant of {@link Problem}. */
export type ProblemKind = Problem['kind'];

/** The facts of a problem before the fields that only its kind has. */
interface Facts {
  readonly kind: ProblemKind;
  readonly source: ProblemSource;
  readonly code: number | null;
  readonly reason: string;
  readonly recovery: Recovery;
  /** Path of the documentation's section. */
  readonly docs: string;
  readonly retryAfter?: number | null;
}

/** Completes the facts with what the reason tells, and takes out of the reason what nobody may see. */
function problem({ kind, docs, retryAfter = null, ...facts }: Facts): Problem {
  const base = { ...facts, reason: redact(facts.reason), docsUrl: DOCS_ORIGIN + docs };
  switch (kind) {
    case 'connection-limit':
    case 'rate-limit':
    case 'document-full':
      return { ...base, kind, limit: parseLimit(facts.reason) };
    case 'document-limit':
      return { ...base, kind, limit: parseLimit(facts.reason), active: parseActive(facts.reason) };
    case 'wrong-region':
      return { ...base, kind, url: parseRedirect(facts.reason) };
    case 'too-many-requests':
    case 'maintenance':
    case 'overloaded':
      return { ...base, kind, ...boundedWait(base.reason, retryAfter) };
    default:
      return { ...base, kind };
  }
}

/** An app's own `getAccessToken` may tell any time, and a timer takes one of a month for none at all. */
function boundedWait(
  reason: string,
  retryAfter: number | null,
): Pick<WaitProblem<never>, 'reason' | 'retryAfter'> {
  if (retryAfter === null || retryAfter < MAX_RETRY_AFTER) return { reason, retryAfter };
  return { reason: `${reason} ${LONGEST_WAIT}`.trim(), retryAfter: MAX_RETRY_AFTER };
}

const LONGEST_WAIT = 'Retry-After counts for 10 minutes at most.';

/**
 * What a close of the WebSocket means.
 *
 * @param code - the close code, any number
 * @param reason - the reason of the close frame, any string
 * @returns the problem; `unknown` for a code that nobody documented
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export function problemFromClose(code: number, reason = ''): Problem {
  const { kind, recovery, docs = CLOSE_CODE_DOCS } = CLOSE_CODES[code] ?? UNDOCUMENTED;
  return problem({ kind, source: 'close', code, reason, recovery, docs });
}

/**
 * What a failed HTTP answer means.
 *
 * @param plane - which plane of the service answered
 * @param status - the HTTP status
 * @param reason - what the answer said, for developers; may be empty
 * @param retryAfter - seconds, from the Retry-After header; `null` where it cannot be read
 * @see https://docs.wiresocket.com/error-reference#dashboard-api-errors
 * @see https://docs.wiresocket.com/error-reference#dataplane-http-errors
 */
export function problemFromStatus(
  plane: HttpPlane,
  status: number,
  reason = '',
  retryAfter: number | null = null,
): Problem {
  const { kind, recovery } = HTTP_ERRORS[plane][status] ?? UNDOCUMENTED;
  const docs = HTTP_ERROR_DOCS[plane];
  return problem({ kind, source: plane, code: status, reason, recovery, docs, retryAfter });
}

/** A code or a status that nobody documented may well pass, so it is tried again. */
const UNDOCUMENTED: CloseCode = { kind: 'unknown', recovery: 'automatic' };

/** What the kit can find by itself, without the service's word for it. */
const OWN = {
  offline: ['network', 'automatic', CLOSE_CODE_DOCS],
  unreachable: ['network', 'automatic', CLOSE_CODE_DOCS],
  'connection-lost': ['network', 'automatic', CLOSE_CODE_DOCS],
  'untrusted-redirect': ['client', 'developer', REDIRECT_DOCS],
  'redirect-loop': ['client', 'automatic', REDIRECT_DOCS],
  'missing-token': ['client', 'developer', TOKEN_DOCS],
  'token-unavailable': ['client', 'developer', TOKEN_DOCS],
  'protocol-error': ['client', 'developer', CLOSE_CODE_DOCS],
  'invalid-name': ['client', 'developer', CLOSE_CODE_DOCS],
  forbidden: ['client', 'developer', CLOSE_CODE_DOCS],
} as const satisfies Partial<Record<ProblemKind, readonly [ProblemSource, Recovery, docs: string]>>;

/** The kinds of problem that the kit can find by itself. */
export type OwnProblemKind = keyof typeof OWN;

/**
 * A problem that the kit found by itself.
 *
 * @param kind - which one
 * @param reason - a sentence for developers: what was wrong, and what to do
 * @param code - the close code it was found by, where there is one
 */
export function ownProblem(kind: OwnProblemKind, reason: string, code: number | null = null): Problem {
  const [source, recovery, docs] = OWN[kind];
  return problem({ kind, source, code, reason, recovery, docs });
}
