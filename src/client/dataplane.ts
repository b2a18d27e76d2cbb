import type { Clock } from '../connection/clock.ts';
import { httpUrl } from '../protocol/endpoint.ts';
import { isRedirect } from '../protocol/is-redirect.ts';
import { ownProblem, type Problem, problemFromStatus } from '../protocol/problem.ts';
import { retryAfterOf } from '../protocol/retry-after.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { WireSocketError } from '../protocol/wiresocket-error.ts';
import { opensBare } from './bare-handshake.ts';
import type { WireSocketDocument } from './document.ts';
import { findCause } from './find-cause.ts';
import { readUsage, type Usage } from './usage.ts';
import { within } from './within.ts';

/**
 * Where a document lives.
 *
 * @see https://docs.wiresocket.com/data-plane/dataplane
 */
export interface Discovery {
  /** The region's name, such as `eu-central-1`; `null` where the service does not tell it. */
  readonly region: string | null;
  /** The address of its socket; `null`: the region has no live node. */
  readonly url: string | null;
  /** There is no session yet: it will live where it is opened. */
  readonly isNew: boolean;
}

/** How a node of the dataplane is. */
export interface Health {
  /** Its own word for it. */
  readonly status: 'healthy' | 'degraded' | 'overloaded';
  /** When it said so, by its clock, as it wrote it; `''` where it did not. */
  readonly timestamp: string;
}

/** The HTTP side of the dataplane. Every call throws a {@link WireSocketError}. */
export interface Dataplane {
  discover(endpoint: string, documentName: string, token: string, signal?: AbortSignal): Promise<Discovery>;
  usage(endpoint: string, token: string): Promise<Usage>;
  health(endpoint: string): Promise<Health>;
  /** Why handshakes fail, as far as can be told from outside. Does not throw. */
  probe(endpoint: string, documentName: string, token: string, signal: AbortSignal): Promise<Problem>;
}

/** An answer that takes longer than this, its body included, does not come. In ms. */
const TIMEOUT = 10_000;

/** What listens says something sooner than this, in ms, if only an error. */
const LISTENING_TIMEOUT = 5_000;

/** What it needs of its client. */
export interface DataplaneHost {
  readonly clock: Clock;
  /** Asked for anew with every request, so that an app may replace the global one. */
  fetch(): typeof globalThis.fetch;
  WebSocket(): typeof WebSocket;
  /** Whether the token travels in a subprotocol. */
  readonly usesSubprotocol: boolean;
  /** Those of its documents that are open. */
  documents(): readonly Pick<WireSocketDocument, 'store'>[];
}

/** What is asked of a node. */
interface Question<T> {
  readonly endpoint: string;
  readonly what: 'discovery' | 'usage' | 'health';
  readonly query?: string;
  readonly token?: string;
  readonly signal?: AbortSignal | undefined;
  /** `null` for a body that does not tell it. */
  readonly read: (body: unknown) => T | null;
  /** Hears that `fetch` rejected by itself, so that there was no answer to read. */
  readonly rejected?: () => void;
}

export function createDataplane(host: DataplaneHost): Dataplane {
  const { clock } = host;

  function get<T>(question: Question<T>): Promise<T> {
    const { endpoint, what, query = '' } = question;
    const url = `${httpUrl(endpoint)}/${what}${query}`;
    const late = () => noAnswer(url, `it took more than ${TIMEOUT / 1000} s.`);
    return within(clock, TIMEOUT, late, question.signal, (signal) => ask(url, question, signal));
  }

  async function ask<T>(url: string, question: Question<T>, signal: AbortSignal): Promise<T> {
    const { what, token, read } = question;
    const broken = (error: unknown) => Promise.reject(noAnswer(url, textOfError(error)));
    const answer = await host
      .fetch()(url, {
        headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
        // The token goes to this node and nowhere else.
        redirect: 'manual',
        signal,
      })
      .catch((error: unknown) => {
        if (!signal.aborted) question.rejected?.();
        return broken(error);
      });
    if (isRedirect(answer)) {
      throw noAnswer(url, 'a redirect, as to the sign-in page of a network.', answer.status);
    }
    // A node that is not well says how it is with a 503.
    const isTold = answer.ok || (what === 'health' && answer.status === 503);
    const body = isTold ? parse(await answer.text().catch(broken)) : null;
    const found = body === null ? null : read(body);
    if (found !== null) return found;
    if (answer.ok) {
      const reason = `No ${body === null ? 'JSON' : what} from ${url}.`;
      throw new WireSocketError(ownProblem('protocol-error', reason, answer.status));
    }
    const retryAfter = retryAfterOf(answer.headers, clock.now());
    throw new WireSocketError(problemFromStatus('dataplane', answer.status, answer.statusText, retryAfter));
  }

  function discover(
    endpoint: string,
    documentName: string,
    token: string,
    signal?: AbortSignal,
    rejected = () => {},
  ): Promise<Discovery> {
    const query = `?documentName=${encodeURIComponent(documentName)}`;
    return get({ endpoint, what: 'discovery', query, token, signal, read: readDiscovery, rejected });
  }

  /** Without the token: what answers is a stranger. */
  function listens(endpoint: string, outer: AbortSignal): Promise<boolean> {
    const ask = (signal: AbortSignal) =>
      host.fetch()(`${httpUrl(endpoint)}/health`, { mode: 'no-cors', credentials: 'omit', signal });
    return within(clock, LISTENING_TIMEOUT, () => new Error(), outer, ask).then(
      () => true,
      () => false,
    );
  }

  return {
    discover: (endpoint, documentName, token, signal) => discover(endpoint, documentName, token, signal),
    usage: (endpoint, token) => get({ endpoint, what: 'usage', token, read: readUsage }),
    health: (endpoint) => get({ endpoint, what: 'health', read: readHealth }),
    probe(endpoint, documentName, token, signal) {
      const address = `${endpoint}/${documentName}`;
      const bare = () => opensBare(host.WebSocket(), address, clock, signal);
      let isRejected = false;
      const rejected = () => {
        isRejected = true;
      };
      return findCause({
        discover: () => discover(endpoint, documentName, token, signal, rejected),
        mayBeWithheld: () => isRejected && isBrowser(),
        hasOthersOpen: () => host.documents().some(isLive),
        listens: () => listens(endpoint, signal),
        opensBare: host.usesSubprotocol ? bare : null,
      });
    },
  };
}

function isLive({ store }: Pick<WireSocketDocument, 'store'>): boolean {
  return store.getState().connection.status === 'live';
}

/** Elsewhere there is no CORS, which withholds answers. A worker has no window. */
function isBrowser(): boolean {
  return 'location' in globalThis;
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

/** @param status - of an answer that is none */
function noAnswer(url: string, why: string, status: number | null = null): WireSocketError {
  // The query would be taken out of the reason, and the colon with it.
  const [place] = url.split('?');
  return new WireSocketError(ownProblem('unreachable', `No answer from ${place}: ${why}`, status));
}
