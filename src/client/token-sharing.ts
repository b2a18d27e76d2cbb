import type { TokenSharing } from './token-source.ts';

/**
 * Shares tokens between the tabs of one person: one asks for a token and tries it, the others wait and use it
 * once the service has let it in, or learn that it was refused without trying. In memory only, over
 * BroadcastChannel and Web Locks; where a browser lacks them, each tab is on its own.
 *
 * @param user - tells people apart who use one browser one after the other, like a user id; never shown
 * @example createWireSocketClient({ tokenSharing: createTokenSharing({ user: session.userId }), … })
 */
export function createTokenSharing({ user }: { readonly user: string }): TokenSharing {
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
  const loading = import('./tab-turns.ts').then(
    ({ createTurns }) => {
      turns = createTurns(name, sharesTokens);
    },
    () => {
      turns = NO_SHARING;
    },
  );
  return {
    isCalm: () => turns?.isCalm() ?? false,
    hear: (token, connection) => turns?.hear(token, connection),
    async obtain(need, ask) {
      await loading;
      return (turns ?? NO_SHARING).obtain(need, ask);
    },
    leave: () => turns?.leave(),
  };
}
