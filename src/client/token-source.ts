import type { Clock } from '../connection/clock.ts';
import { ownProblem } from '../protocol/problem.ts';
import { problemOfError, WireSocketError } from '../protocol/wiresocket-error.ts';
import { age, type DatedToken } from './dated-token.ts';
import { passingFailure, tokenFailure } from './token-failure.ts';
import { createTokenPause, type TokenPause } from './token-pause.ts';
import type { TokenRequest } from './token-request.ts';
import type { TokenSharing } from './token-sharing.ts';

/** One who waits for a token. */
export interface TokenNeed {
  readonly documentName: string | null;
  /** A token that the service refused: anything but that one. */
  readonly refused: string | null;
  /** Whether it is for a handshake, which tells the other tabs whether the service lets tokens in. */
  readonly isHandshake: boolean;
  readonly signal: AbortSignal;
}

/** The tokens of one client: one request at a time, however many documents need one. */
export interface TokenSource extends Pick<TokenPause, 'lift'> {
  /** @throws WireSocketError where there is none to be had */
  get(need: TokenNeed): Promise<DatedToken>;
}

/** Who waits longer than this for a token, in ms, has it from nowhere: `getAccessToken` hangs, or the page was frozen. */
const TIMEOUT = 30_000;

/** What a subprotocol may consist of (RFC 7230 token). */
const SUBPROTOCOL = /^[\w!#$%&'*+.^`|~-]+$/;

interface Asking {
  readonly promise: Promise<DatedToken>;
  giveUp(why: unknown): void;
  waiting: number;
}

/**
 * @param app - whose function may become another one
 * @param inSubprotocol - whether the token has to fit into a subprotocol
 * @param random - 0 to 1
 */
export function createTokenSource(
  app: { readonly getAccessToken: (request: TokenRequest) => string | Promise<string> },
  inSubprotocol: boolean,
  clock: Clock,
  random: () => number,
  sharing: TokenSharing,
): TokenSource {
  let cached: DatedToken | null = null;
  let asking: Asking | null = null;
  const pause = createTokenPause(clock, random);

  async function get(need: TokenNeed): Promise<DatedToken> {
    const found = await find(need);
    return found.value === need.refused ? { ...found, flaw: STATIC } : found;
  }

  async function find({ documentName, refused, isHandshake, signal }: TokenNeed): Promise<DatedToken> {
    // Who gave up before it could ask must not be waited for.
    endIfAborted(signal);
    if (cached?.value === refused) cached = null;
    if (isFresh(cached) && (!isHandshake || sharing.isCalm())) return cached;
    try {
      cached = await share(documentName, refused, signal);
      return cached;
    } catch (error) {
      // Other tabs may have found out that the service refuses even fresh tokens.
      const isRefused = problemOfError(error).kind === 'invalid-token';
      // The Dashboard may be under maintenance: what is not yet expired is as good as it was.
      if (cached !== null && clock.now() < cached.expiresAt && !isRefused) return cached;
      throw error;
    }
  }

  function isFresh(token: DatedToken | null): token is DatedToken {
    return token !== null && clock.now() < token.renewAt;
  }

  function share(documentName: string | null, refused: string | null, signal: AbortSignal) {
    asking ??= ask(documentName, refused);
    const shared = asking;
    shared.waiting += 1;
    signal.addEventListener('abort', () => {
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.giveUp(signal.reason);
    });
    return shared.promise;
  }

  function ask(documentName: string | null, refused: string | null): Asking {
    const controller = new AbortController();
    let giveUp = (_why: unknown) => {};
    let cancelTimeout = () => {};
    const promise = new Promise<DatedToken>((resolve, reject) => {
      giveUp = (why) => {
        reject(why);
        forget();
        controller.abort();
      };
      cancelTimeout = clock.after(TIMEOUT, () => giveUp(pause.failed(passingFailure(HANGS))));
      Promise.resolve()
        .then(() => obtain(documentName, refused, controller.signal))
        .then(resolve, reject);
    }).finally(() => {
      // Not when getAccessToken answers: one that hangs never does.
      cancelTimeout();
      forget();
    });
    const made: Asking = { promise, giveUp, waiting: 0 };
    const forget = () => {
      if (asking === made) asking = null;
    };
    return made;
  }

  /** From the app, or from another tab that has one. */
  async function obtain(
    documentName: string | null,
    refused: string | null,
    signal: AbortSignal,
  ): Promise<DatedToken> {
    const reason = refused === null ? (cached === null ? 'connect' : 'expired') : 'rejected';
    const fromApp = () => askApp(documentName, reason, signal);
    const isUsable = (token: DatedToken) =>
      token.value !== refused && token.value !== cached?.value && isFresh(token);
    const candidate = isFresh(cached) ? cached : null;
    return sharing.obtain({ refused, candidate, isUsable, signal }, fromApp);
  }

  async function askApp(
    documentName: string | null,
    reason: TokenRequest['reason'],
    signal: AbortSignal,
  ): Promise<DatedToken> {
    // It may have hung in the queue of the tabs until nobody waited for it any more.
    endIfAborted(signal);
    pause.check(app.getAccessToken);
    let lifetime = 0;
    const expiresIn = (seconds: number) => {
      lifetime = seconds;
    };
    try {
      const token = accept(await app.getAccessToken({ documentName, reason, signal, expiresIn }), lifetime);
      pause.end();
      return token;
    } catch (error) {
      // Nobody waits for what was given up: it tells nothing of the next one.
      endIfAborted(signal);
      throw pause.failed(error instanceof WireSocketError ? error : tokenFailure('getAccessToken', error));
    }
  }

  function accept(token: unknown, expiresIn: number): DatedToken {
    if ((token ?? '') === '') {
      throw new WireSocketError(
        ownProblem('missing-token', 'getAccessToken returned no token. Return the JWT as a string.'),
      );
    }
    if (typeof token !== 'string') throw unusable(`a token is a string, and this is a ${typeof token}`);
    if (inSubprotocol && !SUBPROTOCOL.test(token)) {
      throw unusable('it has characters that a subprotocol cannot carry, such as a space or a line break');
    }
    return cached?.value === token ? cached : age(token, clock.now(), expiresIn);
  }

  return { get, lift: pause.lift };
}

const HANGS = `No token within ${TIMEOUT} ms: getAccessToken hangs, or the page was frozen.`;

const STATIC = 'getAccessToken returned the same token again: get a new one from your backend at each call.';

function unusable(why: string): WireSocketError {
  return new WireSocketError(
    ownProblem(
      'token-unavailable',
      `getAccessToken returned what cannot be used: ${why}. Return the JWT as it was issued.`,
    ),
  );
}

/** React Native's signals have no `throwIfAborted`. */
function endIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}
