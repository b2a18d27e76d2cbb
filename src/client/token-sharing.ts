import { problemFromClose } from '../protocol/problem.ts';
import { WireSocketError } from '../protocol/wiresocket-error.ts';
import type { TokenSharing, TokenVerdict } from './token-source.ts';

/** What tabs tell each other. A token never leaves the memory of the tabs of one person. */
type Word = { readonly type: 'what-is-known?' } | { readonly type: 'known'; readonly knowledge: Knowledge };

interface Knowledge {
  /** A token that the service has let in. */
  readonly token: string | null;
  /** When tokens were refused that had just been issued, in ms since the epoch. */
  readonly refusals: readonly number[];
}

/** How long other tabs have to answer, in ms. */
const HEARSAY = 60;

/** A trial that takes longer than this, in ms, ends without a verdict, so that no tab waits for a hung one. */
const LONGEST_TRIAL = 10_000;

/** After so many fresh tokens were refused within this time, in ms, a further one would be, too. */
const MAX_REFUSALS = 2;
const REFUSAL_MEMORY = 60_000;

/**
 * Shares tokens between the tabs of one person: one asks for a token and tries it, the others wait and use it
 * once the service has let it in, or learn that it was refused without trying. In memory only, over
 * BroadcastChannel and Web Locks; where a browser lacks them, each tab is on its own.
 *
 * @param user - tells people apart who use one browser one after the other, like a user id; never shown
 * @example createWireSocketClient({ tokenSharing: createTokenSharing({ user: session.userId }), … })
 */
export function createTokenSharing({ user }: { readonly user: string }): TokenSharing {
  const name = `wiresocket-react token ${user}`;
  let known: Knowledge = { token: null, refusals: [] };
  /** The token that this tab tries for all, and how the others are let go on. */
  let trial: { readonly token: string; readonly end: () => void } | null = null;
  let channel: BroadcastChannel | null = null;

  function tell(word: Word): void {
    channel ??= open();
    channel?.postMessage(word);
  }

  function open(): BroadcastChannel | null {
    if (!('BroadcastChannel' in globalThis)) return null;
    const opened = new BroadcastChannel(name);
    opened.addEventListener('message', hear);
    return opened;
  }

  function hear({ data }: MessageEvent<Word>): void {
    switch (data.type) {
      case 'what-is-known?':
        if (known.token !== null || known.refusals.length > 0) tell({ type: 'known', knowledge: known });
        return;
      case 'known':
        known = {
          token: data.knowledge.token ?? known.token,
          refusals: recent([...new Set([...known.refusals, ...data.knowledge.refusals])]),
        };
    }
  }

  function judge(token: string, verdict: TokenVerdict): void {
    const isTrial = trial?.token === token;
    if (verdict === 'accepted') known = { token, refusals: [] };
    else {
      const refusals = isTrial ? recent([...known.refusals, Date.now()]) : known.refusals;
      known = { token: known.token === token ? null : known.token, refusals };
    }
    if (!isTrial) return;
    tell({ type: 'known', knowledge: known });
    trial?.end();
    trial = null;
  }

  async function decide(
    isUsable: (token: string) => boolean,
    ask: () => Promise<string>,
    isTrialHeld: (token: string) => void,
  ): Promise<string> {
    tell({ type: 'what-is-known?' });
    await new Promise((resolve) => setTimeout(resolve, HEARSAY));
    if (known.token !== null && isUsable(known.token)) return known.token;
    if (recent(known.refusals).length >= MAX_REFUSALS) throw refusedElsewhere();
    const token = await ask();
    isTrialHeld(token);
    return token;
  }

  return {
    judge,
    obtain({ refused, isUsable, signal }, ask) {
      const locks = globalThis.navigator?.locks;
      if (refused !== null) judge(refused, 'refused');
      if (locks === undefined || !('BroadcastChannel' in globalThis)) return ask();
      return new Promise((resolve, reject) => {
        locks
          .request(name, { signal }, async () => {
            let held: Promise<void> = Promise.resolve();
            const token = await decide(isUsable, ask, (fresh) => {
              held = new Promise((end) => {
                trial = { token: fresh, end };
                setTimeout(end, LONGEST_TRIAL);
              });
            });
            resolve(token);
            await held;
          })
          .catch(reject);
      });
    },
  };
}

function recent(times: readonly number[]): readonly number[] {
  return times.filter((at) => Date.now() - at < REFUSAL_MEMORY);
}

function refusedElsewhere(): WireSocketError {
  return new WireSocketError(
    problemFromClose(
      4002,
      'Fresh tokens were refused in other tabs of this browser, so none was tried in this one.',
    ),
  );
}
