import type { ConnectionState } from '../connection/state.ts';
import { check, isText } from '../protocol/check-options.ts';
import type { DatedToken } from './dated-token.ts';

/** What a tab needs of the others. */
export interface SharedTokenNeed {
  /** A token that the service refused this tab. */
  readonly refused: string | null;
  /** A token of this tab that has not grown old. */
  readonly candidate: DatedToken | null;
  /** Whether another tab's will do instead. */
  readonly isUsable: (token: DatedToken) => boolean;
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
}

/** How the tabs of one browser get along with their tokens; made by `createTokenSharing`. */
export interface TokenSharing {
  /** Whether the service lets tokens in, so that this tab may use its own without a turn. */
  isCalm(): boolean;
  /** The candidate, a token that another tab has, or one that `ask` gets while the other tabs wait. */
  obtain(need: SharedTokenNeed, ask: () => Promise<DatedToken>): Promise<DatedToken>;
  /** Hears what became of a connection, and so of its token. */
  hear(token: DatedToken | null, connection: ConnectionState): void;
  /** Forgets everything, until something is obtained again. */
  leave(): void;
}

/**
 * Shares tokens between the tabs of one person: one asks for a token and tries it, the others wait and use it
 * once the service has let it in, or learn that it was refused without trying. In memory only, over
 * BroadcastChannel and Web Locks; where a browser lacks them, each tab is on its own.
 *
 * @param user - tells people apart who use one browser one after the other, like a user id; never shown. A token is
 *   shared with every client of the same origin that says the same, whatever its endpoint: where an origin has clients of
 *   several endpoints or applications, as for staging, their names belong in it, too
 * @throws TypeError where there is no user: everybody would share one token
 * @example createWireSocketClient({ tokenSharing: createTokenSharing({ user: session.userId }), … })
 */
export function createTokenSharing(options: { readonly user: string }): TokenSharing {
  const { user } = Object(options) as typeof options;
  // Whole objects are all the same as text.
  check('createTokenSharing', {
    user: !isText(user) && 'missing, or no text, as a user id is. Make it once somebody is signed in',
  });
  return loadTurns(`wiresocket-react token ${user}`, true);
}

/**
 * What tabs share where the app does not say who is signed in: what became of their tokens, and no token.
 *
 * @param endpoint - the same in the tabs that belong together
 */
export function defaultSharing(endpoint: string): TokenSharing {
  return loadTurns(`wiresocket-react turns ${endpoint}`, false);
}

/** Every tab for itself. */
export const NO_SHARING: TokenSharing = {
  isCalm: () => true,
  hear() {},
  obtain: (_, ask) => ask(),
  leave() {},
};

/** Loaded apart: a server has no use for it, and a page can show something meanwhile. */
function loadTurns(name: string, sharesTokens: boolean): TokenSharing {
  if (!globalThis.document || !globalThis.navigator?.locks || !globalThis.BroadcastChannel) return NO_SHARING;
  let turns: TokenSharing | null = null;
  const loading = import('./tab-turns.ts')
    .then(({ createTurns }) => createTurns(name, sharesTokens))
    .catch(() => NO_SHARING)
    .then((loaded) => {
      turns = loaded;
      return loaded;
    });
  return {
    isCalm: () => turns?.isCalm() ?? false,
    hear: (token, connection) => turns?.hear(token, connection),
    obtain: async (need, ask) => (await loading).obtain(need, ask),
    leave: () => turns?.leave(),
  };
}
