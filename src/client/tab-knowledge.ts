import type { DatedToken } from './dated-token.ts';

/** What tabs know together of tokens. Times are in ms since the epoch; -Infinity: never. */
export interface TabKnowledge {
  /** A token that the service let in; `null` too where tabs keep theirs to themselves. */
  readonly token: DatedToken | null;
  /** When the service last let a token in. */
  readonly acceptedAt: number;
  /** When a token was refused that had been in use. */
  readonly staleAt: number;
  /** When tokens were refused that had just been issued. */
  readonly refusals: readonly number[];
}

/** For so long, in ms, a refusal says that a further token would be refused, too. */
const REFUSAL_MEMORY = 60_000;

/** How far apart, in ms, two tabs may see the same moment: browsers round their clocks. */
const ROUNDING = 1_000;

export const NOTHING_KNOWN: TabKnowledge = {
  token: null,
  acceptedAt: Number.NEGATIVE_INFINITY,
  staleAt: Number.NEGATIVE_INFINITY,
  refusals: [],
};

/**
 * All that either of them knows. What the service let in undoes what it refused before, and what is of the future tells
 * of a clock that was set back: which came first can no longer be said.
 */
export function pool(mine: TabKnowledge, theirs: TabKnowledge): TabKnowledge {
  if (isOfTheFuture(mine)) return pool(NOTHING_KNOWN, theirs);
  if (isOfTheFuture(theirs)) return mine;
  const newest = theirs.acceptedAt > mine.acceptedAt ? theirs : mine;
  const { acceptedAt } = newest;
  const refusals = [...new Set([...mine.refusals, ...theirs.refusals])];
  return {
    token: newest.token,
    acceptedAt,
    staleAt: Math.max(mine.staleAt, theirs.staleAt),
    refusals: refusals.filter((at) => at > acceptedAt && isRecent(at)),
  };
}

/** Whether a token that a tab has had for a while is not worth a try. */
export function isStale({ staleAt, acceptedAt }: TabKnowledge): boolean {
  return staleAt > acceptedAt && isRecent(staleAt);
}

/** How many fresh tokens were refused lately. */
export function refusalsSince({ refusals }: TabKnowledge, since: number): number {
  return refusals.filter((at) => at > since && isRecent(at)).length;
}

function isOfTheFuture({ acceptedAt, staleAt, refusals }: TabKnowledge): boolean {
  return Math.max(acceptedAt, staleAt, ...refusals) > Date.now() + ROUNDING;
}

function isRecent(at: number): boolean {
  return Date.now() - at < REFUSAL_MEMORY;
}
