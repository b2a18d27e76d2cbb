import { isLoopback, parseUrl } from '../protocol/endpoint.ts';
import type { Authorize } from './authorization.ts';
import type { TokenHandlerError } from './token-handler-error.ts';
import { createMemoryTokenStore, type TokenStore } from './token-store.ts';

/** How a token handler is set up. */
export interface TokenHandlerOptions {
  /** Of the application, from the Dashboard. `undefined`, as an environment may give it, throws. */
  readonly clientId: string | undefined;
  /** Its secret. It stays on the backend. */
  readonly clientSecret: string | undefined;
  /** Default `https://api.wiresocket.com/connect/token`. `https:`, except on this machine. */
  readonly tokenUrl?: string | undefined;
  /**
   * Who gets a token: asked for every POST, before anything else. `true` lets in, `false` answers
   * 403, `null` answers 401 (not signed in); a `Response`, returned or thrown, is passed on as it is.
   * What it throws otherwise answers 500, without its words.
   */
  readonly authorize: Authorize;
  /**
   * Where the tokens are kept. Default: the memory of this instance. Several instances share tokens only
   * through a store with a real lock, since a refresh token works once: see {@link TokenStore}.
   */
  readonly store?: TokenStore | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** The time, in ms since the epoch. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Hears of every failure of `authorize`, the token endpoint and the store, also of those that a token
   * from memory covered. For the app's log: it never holds the client id, the secret or a token.
   * What it throws is ignored.
   */
  readonly onError?: ((error: TokenHandlerError) => void) | undefined;
}

/** {@link TokenHandlerOptions}, checked and complete. */
export interface TokenHandlerSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
  readonly authorize: Authorize;
  readonly store: TokenStore;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly onError: (error: TokenHandlerError) => void;
}

const TOKEN_URL = 'https://api.wiresocket.com/connect/token';

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TypeError that names the option and says what is wrong, without its value
 */
export function settingsFrom(options: TokenHandlerOptions): TokenHandlerSettings {
  // Neither tells alone: some servers have a `window`.
  check(
    typeof window === 'undefined' || typeof document === 'undefined',
    'it runs in a browser, where the client secret must never be. Move it to the backend',
  );
  check(Object(options) === options, 'its options are an object');
  const { authorize, store = createMemoryTokenStore(), now = Date.now, onError = () => {} } = options;
  check(typeof authorize === 'function', 'authorize is a function that says who gets a token');
  check(typeof onError === 'function', 'onError is a function');
  check(typeof now === 'function', 'now is a function that gives ms since the epoch');
  check(isStore(store), 'store is an object with the functions get, set and lock');
  check(
    options.fetch === undefined || typeof options.fetch === 'function',
    'fetch is a function like the global one',
  );
  return {
    clientId: checkCredential('clientId', options.clientId),
    clientSecret: checkCredential('clientSecret', options.clientSecret),
    tokenUrl: checkTokenUrl(options.tokenUrl ?? TOKEN_URL),
    authorize,
    store,
    // The global one is looked up anew with every request: apps and frameworks replace it.
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    now,
    onError,
  };
}

function checkCredential(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    const given = value === '' ? 'empty' : value === null ? 'null' : typeof value;
    throw refused(`${name} is ${given}. Check that its environment variable is set`);
  }
  check(value === value.trim(), `${name} begins or ends with white space, such as a line break`);
  return value;
}

function checkTokenUrl(value: unknown): string {
  const url = typeof value === 'string' ? parseUrl(value) : null;
  if (url === null) throw refused(`tokenUrl is no address. Leave it out for ${TOKEN_URL}`);
  check(
    url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)),
    `tokenUrl is ${url.protocol}, and would send the client secret unencrypted. http: is for this machine only`,
  );
  check(url.username === '' && url.password === '', 'tokenUrl may not have credentials');
  check(url.hash === '', 'tokenUrl may not have a fragment');
  return url.href;
}

function isStore(store: unknown): boolean {
  const { get, set, lock } = Object(store) as Record<string, unknown>;
  return [get, set, lock].every((part) => typeof part === 'function');
}

function check(good: boolean, rule: string): void {
  if (!good) throw refused(rule);
}

function refused(rule: string): TypeError {
  return new TypeError(`createTokenHandler: ${rule}.`);
}
