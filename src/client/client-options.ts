import type { Clock } from '../connection/clock.ts';
import { checkEndpoint } from '../protocol/endpoint.ts';
import type { TokenPlace } from '../sync/wire.ts';
import type { Environment } from './environment.ts';
import type { TokenRequest, TokenSharing } from './token-source.ts';

/** What a client is made of. */
export interface WireSocketClientOptions {
  /** wss origin(s) of the dataplane; the first is preferred, the rest are for failover. */
  readonly endpoint: string | readonly string[];
  /**
   * Gets an access token from the app's backend; asked for a handshake when none is fresh. What it throws
   * with a numeric `status` (and `retryAfter` in seconds) is read as that HTTP answer.
   */
  readonly getAccessToken: (request: TokenRequest) => string | Promise<string>;
  /** Default: `y-websocket`. */
  readonly dialect?: 'y-websocket' | 'hocuspocus' | undefined;
  /** Whether to try the endpoint and follow its redirect, or to ask where a document lives first. Default: the former. */
  readonly routing?: 'connect-and-catch' | 'discovery-first' | undefined;
  /**
   * How the tabs of one browser get along. Default: each has a token of its own, and while nobody knows whether
   * the service lets them in they try one by one, and learn of a refusal from each other. The tabs of one person
   * share their token, too, with `createTokenSharing({ user })`. `false`: each tab is on its own.
   */
  readonly tokenSharing?: TokenSharing | false | undefined;
  /** Default: `{ subprotocol: 'access_token' }`. */
  readonly tokenIn?: TokenPlace | undefined;
  /**
   * Where a redirect may lead, and so the token: hostnames, `host:port`, or `*.host` for its subdomains.
   * Default: the endpoints' hosts, `*.wiresocket.net` and `*.wiresocket.com`.
   */
  readonly trustedHosts?: readonly string[] | undefined;
  /** For Node before 22, tests, React Native. Default: the global one. */
  readonly WebSocket?: typeof WebSocket | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Default: the clock on the wall. */
  readonly clock?: Clock | undefined;
  /** 0 to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: the browser's events; always online where there is none. */
  readonly environment?: Environment | undefined;
}

/**
 * Checks what a developer wrote down.
 *
 * @returns the endpoints, without trailing slashes
 * @throws TypeError that says what is wrong and what to write instead
 */
export function checkOptions(options: WireSocketClientOptions): readonly string[] {
  const { endpoint, getAccessToken, dialect = 'y-websocket' } = options;
  const endpoints = [endpoint].flat().map(checkEndpoint);
  if (endpoints.length === 0)
    throw new TypeError('WireSocket client: endpoint is an empty list. Name one address.');
  if (typeof getAccessToken !== 'function') {
    throw new TypeError(
      'WireSocket client: getAccessToken is not a function. Pass one that gets a JWT, like fetchAccessToken(url).',
    );
  }
  if (dialect !== 'y-websocket' && dialect !== 'hocuspocus') {
    throw new TypeError(
      `WireSocket client: the dialect ${JSON.stringify(dialect)} is not known. Use 'y-websocket' or 'hocuspocus'.`,
    );
  }
  return endpoints;
}
