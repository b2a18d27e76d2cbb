import type { Clock } from '../connection/clock.ts';
import { cannot, checkGiven, isText } from '../protocol/check-options.ts';
import { checkEndpoint } from '../protocol/endpoint.ts';
import type { TokenPlace } from '../sync/wire.ts';
import type { Environment } from './environment.ts';
import type { TokenRequest } from './token-request.ts';
import type { TokenSharing } from './token-sharing.ts';

/** The part of a WebSocket by which any class of them is known: the platform's, or that of `ws`, which has types of its own. */
export type WebSocketClass = new (
  url: string,
  protocols?: string | string[],
) => Pick<WebSocket, 'readyState' | 'bufferedAmount' | 'protocol' | 'close'>;

/** What a client is made of. */
export interface WireSocketClientOptions {
  /**
   * wss origin(s) of the dataplane; the first is preferred, the rest are for failover. The document's name is added as
   * the path. One with a path of its own is for a server of yours behind such a path: WireSocket takes it for a part of
   * the name, and answers 4007.
   */
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
  readonly WebSocket?: WebSocketClass | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** Default: the clock on the wall. */
  readonly clock?: Clock | undefined;
  /** 0 to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: the browser's events; always online where there is none. */
  readonly environment?: Environment | undefined;
}

/** What checking has made of some of the options. */
interface CheckedOptions {
  /** Without trailing slashes. */
  readonly endpoints: readonly string[];
  readonly tokenIn: TokenPlace;
}

/**
 * Checks what a developer wrote down.
 *
 * @throws TypeError that says what is wrong and what to write instead
 */
export function checkOptions(options: WireSocketClientOptions): CheckedOptions {
  // Plain JavaScript may pass nothing at all.
  const {
    endpoint,
    getAccessToken = null,
    dialect = 'y-websocket',
    routing = 'connect-and-catch',
    tokenIn = { subprotocol: 'access_token' },
    tokenSharing,
  } = options ?? {};
  const endpoints = [endpoint].flat().map(checkEndpoint);
  const { subprotocol, query } = Object(tokenIn) as { subprotocol?: unknown; query?: unknown };
  checkGiven('WireSocket client', options, {
    endpoint: endpoints.length === 0 && 'an empty list',
    getAccessToken: cannot(getAccessToken) && 'not a function, as fetchAccessToken(url) is',
    dialect: noneOf(dialect, ['y-websocket', 'hocuspocus']),
    routing: noneOf(routing, ['connect-and-catch', 'discovery-first']),
    tokenIn:
      !isText(subprotocol ?? query) && "neither { subprotocol: 'access_token' } nor { query: 'token' }",
    tokenSharing:
      tokenSharing !== false &&
      cannot(tokenSharing, ['isCalm', 'obtain', 'hear', 'leave']) &&
      'neither made by createTokenSharing nor false',
  });
  return { endpoints, tokenIn };
}

function noneOf(value: string, choices: readonly [string, string]): string | false {
  return !choices.includes(value) && `neither '${choices.join("' nor '")}'`;
}
