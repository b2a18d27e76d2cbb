import type { Clock } from '../connection/clock.ts';
import { httpUrl } from '../protocol/endpoint.ts';
import { isRedirect } from '../protocol/is-redirect.ts';
import { ownProblem, type Problem, problemFromStatus } from '../protocol/problem.ts';
import { parseRetryAfter } from '../protocol/retry-after.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { problemOfError, WireSocketError } from '../protocol/wiresocket-error.ts';
import { readUsage, type Usage } from './usage.ts';
import { within } from './within.ts';

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

/** An answer that takes longer than this, its body included, does not come. In ms. */
const TIMEOUT = 10_000;

/** What a refused handshake is refused with at HTTP level. */
const REFUSALS: readonly (number | null)[] = [401, 429, 503];

/** What is asked of a node. */
interface Question<T> {
  readonly endpoint: string;
  readonly what: 'discovery' | 'usage' | 'health';
  readonly query?: string;
  readonly token?: string;
  readonly signal?: AbortSignal | undefined;
  /** `null` for a body that does not tell it. */
  readonly read: (body: unknown) => T | null;
}

/** @param fetch - asked for anew with every request, so that an app may replace the global one */
export function createDataplane(fetch: () => typeof globalThis.fetch, clock: Clock): Dataplane {
  function get<T>(question: Question<T>): Promise<T> {
    const { endpoint, what, query = '' } = question;
    const url = `${httpUrl(endpoint)}/${what}${query}`;
    const late = () => noAnswer(url, `it took more than ${TIMEOUT / 1000} s.`);
    return within(clock, TIMEOUT, late, question.signal, (signal) => ask(url, question, signal));
  }

  async function ask<T>(url: string, { what, token, read }: Question<T>, signal: AbortSignal): Promise<T> {
    const broken = (error: unknown) => Promise.reject(noAnswer(url, textOfError(error)));
    const answer = await fetch()(url, {
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      // The token goes to this node and nowhere else.
      redirect: 'manual',
      signal,
    }).catch(broken);
    if (isRedirect(answer)) throw noAnswer(url, 'a redirect, as to the sign-in page of a network.');
    // A node that is not well says how it is with a 503.
    const isTold = answer.ok || (what === 'health' && answer.status === 503);
    const body = isTold ? parse(await answer.text().catch(broken)) : null;
    const found = body === null ? null : read(body);
    if (found !== null) return found;
    if (answer.ok) {
      const reason = `No ${body === null ? 'JSON' : what} from ${url}.`;
      throw new WireSocketError(ownProblem('protocol-error', reason, answer.status));
    }
    const retryAfter = parseRetryAfter(answer.headers.get('Retry-After'), clock.now());
    throw new WireSocketError(problemFromStatus('dataplane', answer.status, answer.statusText, retryAfter));
  }

  const discover: Dataplane['discover'] = (endpoint, documentName, token, signal) => {
    const query = `?documentName=${encodeURIComponent(documentName)}`;
    return get({ endpoint, what: 'discovery', query, token, signal, read: readDiscovery });
  };

  return {
    discover,
    usage: (endpoint, token) => get({ endpoint, what: 'usage', token, read: readUsage }),
    health: (endpoint) => get({ endpoint, what: 'health', read: readHealth }),
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

function readDiscovery(body: unknown): Discovery | null {
  const { region, url, isNew } = Object(body) as Record<string, unknown>;
  if (typeof url !== 'string' && url !== null) return null;
  return { region: typeof region === 'string' ? region : null, url, isNew: isNew === true };
}

function readHealth(body: unknown): Health | null {
  const { status, timestamp } = Object(body) as Record<string, unknown>;
  return status === 'healthy' || status === 'degraded' || status === 'overloaded'
    ? { status, timestamp: String(timestamp ?? '') }
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noAnswer(url: string, why: string): WireSocketError {
  return new WireSocketError(ownProblem('unreachable', `No answer from ${url}: ${why}`));
}

function blocked(status: number): Problem {
  return ownProblem(
    'unreachable',
    `HTTP answers (${status}), and handshakes fail: a proxy may be stopping WebSockets or stripping the subprotocol.`,
    status,
  );
}
