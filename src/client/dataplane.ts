import type { Clock } from '../connection/clock.ts';
import { httpUrl } from '../protocol/endpoint.ts';
import { ownProblem, type Problem, problemFromStatus } from '../protocol/problem.ts';
import { parseRetryAfter } from '../protocol/retry-after.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { problemOfError, WireSocketError } from '../protocol/wiresocket-error.ts';
import { readUsage, type Usage } from './usage.ts';

/**
 * Where a document lives.
 *
 * @see https://docs.wiresocket.com/data-plane/dataplane
 */
export interface Discovery {
  readonly region: string | null;
  /** The address of its socket; `null`: the region has no live node. */
  readonly url: string | null;
  /** There is no session yet: it will live where it is opened. */
  readonly isNew: boolean;
}

/** How a node of the dataplane is. */
export interface Health {
  readonly status: 'healthy' | 'degraded' | 'overloaded';
  readonly timestamp: string;
}

/** The HTTP side of the dataplane. Every call throws a {@link WireSocketError}. */
export interface Dataplane {
  discover(endpoint: string, documentName: string, token: string, signal?: AbortSignal): Promise<Discovery>;
  usage(endpoint: string, token: string): Promise<Usage>;
  health(endpoint: string): Promise<Health>;
  /** Why handshakes fail, as far as an HTTP request can tell. Does not throw. */
  probe(endpoint: string, documentName: string, token: string, signal: AbortSignal): Promise<Problem>;
}

/** An answer that takes longer than this, in ms, does not come. */
const TIMEOUT = 10_000;

/** What a refused handshake is refused with at HTTP level. */
const REFUSALS: readonly (number | null)[] = [401, 429, 503];

/** @param fetch - asked for anew with every request, so that an app may replace the global one */
export function createDataplane(fetch: () => typeof globalThis.fetch, clock: Clock): Dataplane {
  async function get(url: string, token?: string, signal?: AbortSignal): Promise<unknown> {
    const timeout = AbortSignal.timeout(TIMEOUT);
    const answer = await fetch()(url, {
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    }).catch((error: unknown) => {
      throw new WireSocketError(ownProblem('unreachable', `No answer from ${url}: ${textOfError(error)}`));
    });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return body;
    if (answer.ok)
      throw new WireSocketError(ownProblem('protocol-error', `No JSON from ${url}.`, answer.status));
    // A node that is not healthy says how it is with a 503.
    if (isHealth(body)) return body;
    const retryAfter = parseRetryAfter(answer.headers.get('Retry-After'), clock.now());
    throw new WireSocketError(problemFromStatus('dataplane', answer.status, answer.statusText, retryAfter));
  }

  const discover: Dataplane['discover'] = async (endpoint, documentName, token, signal) => {
    const query = `?documentName=${encodeURIComponent(documentName)}`;
    const body = await get(`${httpUrl(endpoint)}/discovery${query}`, token, signal);
    const { region, url, isNew } = Object(body) as Record<string, unknown>;
    return {
      region: typeof region === 'string' ? region : null,
      url: typeof url === 'string' ? url : null,
      isNew: isNew === true,
    };
  };

  return {
    discover,
    async usage(endpoint, token) {
      const url = `${httpUrl(endpoint)}/usage`;
      const usage = readUsage(await get(url, token));
      if (usage === null) throw new WireSocketError(ownProblem('protocol-error', `No usage from ${url}.`));
      return usage;
    },
    health: async (endpoint) => (await get(`${httpUrl(endpoint)}/health`)) as Health,
    async probe(endpoint, documentName, token, signal) {
      try {
        await discover(endpoint, documentName, token, signal);
        return blocked(200);
      } catch (error) {
        const problem = problemOfError(error);
        return problem.code === null || REFUSALS.includes(problem.code) ? problem : blocked(problem.code);
      }
    },
  };
}

function isHealth(body: unknown): boolean {
  const { status } = Object(body) as Record<string, unknown>;
  return status === 'degraded' || status === 'overloaded';
}

function blocked(status: number): Problem {
  return ownProblem(
    'unreachable',
    `HTTP answers (${status}), and handshakes fail: a proxy may be stopping WebSockets or stripping the subprotocol.`,
    status,
  );
}
