import { type Problem, problemFromClose } from '../protocol/problem.ts';
import { WireSocketError } from '../protocol/wiresocket-error.ts';
import type { DatedToken } from './dated-token.ts';
import { createCompany, type Word } from './tab-company.ts';
import { isStale, NOTHING_KNOWN, pool, refusalsSince, type TabKnowledge } from './tab-knowledge.ts';
import { type Turn, takeTurn } from './tab-turn.ts';
import type { SharedTokenNeed, TokenSharing } from './token-sharing.ts';
import { type TokenVerdict, verdictOf } from './token-verdict.ts';
import { untilSeen } from './until-seen.ts';

/** How long other tabs have to answer, in ms. */
const HEARSAY = 60;

/** A trial that takes longer than this, in ms, ends without a verdict. */
const LONGEST_TRIAL = 5_000;

/** How long a tab that nobody looks at lets those go first that somebody does, in ms. */
const COURTESY = 1_000;

/** After the service let a tab in, the others need not try one by one for so long, in ms. */
const CALM = 5_000;

/** After so many fresh tokens were refused, a further one would be, too. */
const MAX_REFUSALS = 2;

/**
 * Has the tabs of a browser try one by one while nobody knows whether the service lets them in.
 *
 * @param name - the same in the tabs that belong together
 * @param sharesTokens - whether a token may be told to them, and not only what became of it
 * @throws DOMException where tabs cannot talk to each other
 */
export function createTurns(name: string, sharesTokens: boolean): TokenSharing {
  let known = NOTHING_KNOWN;
  /** When this tab last met a problem: what it heard before counts no more. */
  let troubleAt = Number.NEGATIVE_INFINITY;
  /** When this tab last stopped for a refusal: whoever asks after that is a person. */
  let gaveUpAt = Number.NEGATIVE_INFINITY;
  /** The token that this tab tries for all, and how the others are let go on. */
  let trial: { readonly token: string; readonly isFresh: boolean; readonly end: () => void } | null = null;

  /** What was judged once: a later state still has the problem of an attempt that ended long before. */
  const judged = new WeakSet<Problem>();

  const company = createCompany(name, listen);

  function listen(word: Word): void {
    if (word !== 'what-is-known?') known = pool(known, word.known);
    else if (known !== NOTHING_KNOWN) company.tell({ known });
  }

  function learn(news: Partial<TabKnowledge>): void {
    known = pool(known, { ...NOTHING_KNOWN, ...news });
    company.tell({ known });
  }

  function isCalm(): boolean {
    const { acceptedAt } = known;
    // What this tab tries, all of its documents may try.
    if (trial !== null) return true;
    return acceptedAt > troubleAt && !isStale(known) && Date.now() - acceptedAt < CALM;
  }

  /**
   * @param value - of the token; `undefined`: there is none
   * @param token - what other tabs may use once it is accepted
   */
  function judge(value: string | undefined, verdict: TokenVerdict, token: DatedToken | null = null): void {
    const now = Date.now();
    const tried = trial?.token === value ? trial : null;
    switch (verdict) {
      case 'accepted':
        if (tried !== null || !isCalm()) learn({ acceptedAt: now, token: sharesTokens ? token : null });
        break;
      case 'given-up':
      case 'refused':
        if (known.token?.value === value) known = { ...known, token: null };
        learn(tried?.isFresh ? { refusals: [now] } : { staleAt: now });
        if (verdict === 'given-up') gaveUpAt = now;
        troubleAt = now;
        break;
      case 'unclear':
        troubleAt = now;
    }
    tried?.end();
  }

  /** @returns its end */
  function begin(token: string, isFresh: boolean): Promise<void> {
    return new Promise((resolve) => {
      const begun = { token, isFresh, end };
      trial = begun;
      const longest = setTimeout(end, LONGEST_TRIAL);
      function end(): void {
        clearTimeout(longest);
        if (trial === begun) trial = null;
        resolve();
      }
    });
  }

  /** What needs no trial: a token, or leave to ask for one; `null` where nobody knows. */
  function fromKnowledge({ candidate, isUsable }: SharedTokenNeed): DatedToken | 'ask' | null {
    const { token } = known;
    if (token !== null && !isStale(known) && isUsable(token)) return token;
    if (refusalsSince(known, gaveUpAt) >= MAX_REFUSALS) throw refusedElsewhere();
    // Who shares tokens waits for the one that is being asked for.
    return isCalm() ? (candidate ?? (sharesTokens ? null : 'ask')) : null;
  }

  async function take(
    need: SharedTokenNeed,
    ask: () => Promise<DatedToken>,
    turn: Turn,
  ): Promise<DatedToken | 'ask'> {
    let found = fromKnowledge(need);
    if (found === null && (await company.isThere())) {
      company.tell('what-is-known?');
      await new Promise((resolve) => setTimeout(resolve, HEARSAY));
      found = fromKnowledge(need);
    }
    if (found !== null) return found;
    const candidate = isStale(known) ? null : need.candidate;
    const token = candidate ?? (await ask());
    // It may have hung, and another tab may be at its turn by now: then this is no trial for all.
    if (!turn.isOver()) turn.hold(begin(token.value, candidate === null));
    return token;
  }

  return {
    isCalm,
    hear(token, connection) {
      const verdict = verdictOf(connection);
      // As problemOf has it, which from here would be one more chunk for a page to load at once.
      const problem = 'problem' in connection ? connection.problem : null;
      if (verdict === null || (problem !== null && judged.has(problem))) return;
      if (problem !== null) judged.add(problem);
      judge(token?.value, verdict, token);
    },
    async obtain(need, ask) {
      // Who gave up, as while this was loaded, may have left for good: nobody would leave again what is joined now.
      need.signal.throwIfAborted();
      // The clock may have been set back since.
      known = pool(known, NOTHING_KNOWN);
      if (need.refused !== null) judge(need.refused, 'refused');
      company.join();
      if (document.hidden && !isCalm() && (await company.isThere())) await untilSeen(COURTESY, need.signal);
      const found = await takeTurn(name, need.signal, (turn) => take(need, ask, turn));
      return found === null || found === 'ask' ? (need.candidate ?? ask()) : found;
    },
    leave() {
      trial?.end();
      company.leave();
      known = NOTHING_KNOWN;
    },
  };
}

function refusedElsewhere(): WireSocketError {
  return new WireSocketError(
    problemFromClose(
      4002,
      'Fresh tokens were refused in other tabs of this browser, so none was tried in this one.',
    ),
  );
}
