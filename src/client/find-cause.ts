import { ownProblem, type Problem } from '../protocol/problem.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';

/** What a handshake is refused with at HTTP level, which a browser shows as 1006. */
const REFUSALS: readonly (number | null)[] = [401, 429, 503];

/**
 * Finds out why handshakes fail without saying so. Does not throw.
 *
 * @param discover - asks over HTTP, with the token of the handshakes
 * @param listens - whether anything answers HTTP there, even what this page may not read
 * @param opensBare - whether a socket opens without a subprotocol; `null`: the token does not travel in one
 * @returns the refusal that HTTP tells in words, or `unreachable` with what is in the way
 */
export async function findCause(
  discover: () => Promise<unknown>,
  listens: () => Promise<boolean>,
  opensBare: (() => Promise<boolean>) | null,
): Promise<Problem> {
  const problem = await discover().then(() => null, problemOfError);
  if (problem === null) return inTheWay(200, opensBare);
  if (problem.code === null) return (await listens()) ? unreadable(problem) : silent(problem);
  const isTold = problem.kind === 'unreachable' || REFUSALS.includes(problem.code);
  return isTold ? problem : inTheWay(problem.code, opensBare);
}

/** HTTP answers, and handshakes fail. */
async function inTheWay(status: number, opensBare: (() => Promise<boolean>) | null): Promise<Problem> {
  const isStripped = opensBare !== null && (await opensBare());
  return isStripped
    ? { ...ownProblem('unreachable', STRIPPED, status), recovery: 'developer' }
    : ownProblem(
        'unreachable',
        `HTTP answers (${status}), and no socket opens: a proxy stops WebSockets.`,
        status,
      );
}

const STRIPPED =
  "A proxy strips the subprotocol: a socket opens without one only. Let the proxy pass Sec-WebSocket-Protocol, or send the token with tokenIn: { query: 'token' }.";

/** Sockets fail, and what HTTP says is kept from this page. */
function unreadable(problem: Problem): Problem {
  return { ...problem, reason: `${UNREADABLE} ${problem.reason}` };
}

const UNREADABLE =
  'Something answers HTTP there, and this page may not read what, since it has no CORS headers: the error of a proxy in front of the node, or a server that is no node.';

/** Neither sockets nor HTTP. */
function silent(problem: Problem): Problem {
  return { ...problem, reason: `Nothing listens there, or no network leads there. ${problem.reason}` };
}
