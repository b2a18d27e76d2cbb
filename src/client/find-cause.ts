import { ownProblem, type Problem } from '../protocol/problem.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';

/** What a handshake is refused with at HTTP level, which a browser shows as 1006. */
const REFUSALS: readonly (number | null)[] = [401, 429, 503];

/**
 * Finds out why handshakes fail without saying so. Does not throw.
 *
 * @param discover - asks over HTTP, with the token of the handshakes
 * @param opensBare - whether a socket opens without a subprotocol; `null`: the token does not travel in one
 * @returns the refusal that HTTP tells in words, or `unreachable` with what is in the way
 */
export async function findCause(
  discover: () => Promise<unknown>,
  opensBare: (() => Promise<boolean>) | null,
): Promise<Problem> {
  const problem = await discover().then(() => null, problemOfError);
  if (problem === null) return inTheWay(200, opensBare);
  if (problem.code === null) return silent(problem);
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

/** Neither sockets nor HTTP. */
function silent(problem: Problem): Problem {
  return { ...problem, reason: `Nothing listens there, or no network leads there. ${problem.reason}` };
}
