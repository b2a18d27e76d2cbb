import { ownProblem, type Problem, problemFromStatus } from '../protocol/problem.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';

/** What a handshake is refused with at HTTP level, which a browser shows as 1006. */
const REFUSALS: readonly (number | null)[] = [401, 429, 503];

/** What a browser shows of a handshake that failed. */
const ABNORMAL = 1006;

/** What is asked to find out why handshakes fail. */
export interface CauseQuestions {
  /** Asks over HTTP, with the token of the handshakes. */
  discover(): Promise<unknown>;
  /** Whether the browser may have withheld the answer to that, as it does where CORS headers are missing. */
  mayBeWithheld(): boolean;
  /** Whether another document of the client is live, so that nothing is in the way of sockets. */
  hasOthersOpen(): boolean;
  /** Whether anything answers HTTP there, even what this page may not read. */
  listens(): Promise<boolean>;
  /** Whether a socket opens without a subprotocol; `null`: the token does not travel in one. */
  readonly opensBare: (() => Promise<boolean>) | null;
}

/**
 * Finds out why handshakes fail without saying so. Does not throw.
 *
 * @returns the refusal that HTTP tells in words, or `unreachable` with what is in the way. It has a code unless neither
 *   sockets nor HTTP work
 */
export async function findCause(ask: CauseQuestions): Promise<Problem> {
  const problem = await ask.discover().then(() => null, problemOfError);
  if (problem === null) {
    return ask.hasOthersOpen() ? problemFromStatus('dataplane', 429, CROWDED) : inTheWay(200, BLOCKED, ask);
  }
  if (problem.code === null) return (await ask.listens()) ? unclear(problem, ask) : silent(problem);
  const isTold = problem.kind === 'unreachable' || REFUSALS.includes(problem.code);
  return isTold ? problem : inTheWay(problem.code, BLOCKED_OR_STRANGER, ask);
}

/** Of what a handshake is refused with, a token and a node that discovery finds well leave one. */
const CROWDED =
  'HTTP answers, other documents have their sockets, and this one gets none: the limit of 60 handshakes a minute and address, most likely.';

/** HTTP answers, and handshakes fail. */
async function inTheWay(status: number, why: string, { opensBare }: CauseQuestions): Promise<Problem> {
  const isStripped = opensBare !== null && (await opensBare());
  return isStripped
    ? { ...ownProblem('unreachable', STRIPPED, status), recovery: 'developer' }
    : ownProblem('unreachable', `HTTP answers (${status}), and no socket opens: ${why}`, status);
}

const BLOCKED = 'a proxy stops WebSockets.';

/** A server of one's own knows no discovery. */
const BLOCKED_OR_STRANGER =
  'a proxy stops WebSockets, or what answers is no node of the service and refuses them by itself.';

const STRIPPED =
  "A proxy strips the subprotocol: a socket opens without one only. Let the proxy pass Sec-WebSocket-Protocol, or send the token with tokenIn: { query: 'token' }.";

/** Sockets fail, and HTTP answers, but not what it was asked, or not to this page. */
function unclear(problem: Problem, ask: CauseQuestions): Problem {
  const why = ask.mayBeWithheld() ? WITHHELD : UNANSWERED;
  return { ...problem, code: ABNORMAL, reason: `Something answers HTTP there, ${why} ${problem.reason}` };
}

const WITHHELD =
  'and this page may not read what, most likely since it has no CORS headers: the error of a proxy in front of the node, or a server that is no node.';

const UNANSWERED =
  'but not to what it was asked: a proxy in front of the node that does not reach it, or a server that is no node.';

/** Neither sockets nor HTTP. */
function silent(problem: Problem): Problem {
  return { ...problem, reason: `Nothing listens there, or no network leads there. ${problem.reason}` };
}
