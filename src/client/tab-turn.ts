import { aborted } from './aborted.ts';

/** No tab waits longer than this, in ms, for its turn: the one before may hang. */
const PATIENCE = 10_000;

/** What a tab has while it is at its turn. */
export interface Turn {
  /** Keeps the turn until there is a verdict. */
  hold(verdict: Promise<void>): void;
  /** Whether it has ended before its time: the tab was frozen, or nobody waits for the token any more. */
  isOver(): boolean;
}

/**
 * Waits until this tab is at its turn, one of all that have a name in common, and does something meanwhile.
 *
 * A tab that is frozen neither keeps its turn nor its place in the queue: it waits for its turn anew once it goes on.
 *
 * @returns `null` where the turn did not come in time
 */
export function takeTurn<T>(
  name: string,
  outer: AbortSignal,
  run: (turn: Turn) => Promise<T>,
): Promise<T | null> {
  return new Promise((resolve, reject) => {
    outer.throwIfAborted();
    const waiting = new AbortController();
    const frozen = new AbortController();
    const giveUp = () => waiting.abort();
    const freeze = () => frozen.abort();
    outer.addEventListener('abort', giveUp);
    frozen.signal.addEventListener('abort', giveUp);
    document.addEventListener('freeze', freeze);
    const patience = setTimeout(giveUp, PATIENCE);
    const turn = navigator.locks.request(name, { signal: waiting.signal }, async () => {
      clearTimeout(patience);
      let verdict: Promise<void> = Promise.resolve();
      const found = run({
        hold(held) {
          verdict = held;
        },
        isOver: () => outer.aborted || frozen.signal.aborted,
      });
      resolve(found);
      const over = found.then(
        () => verdict,
        () => {},
      );
      // What nobody waits for any more may hang.
      await Promise.race([over, aborted(outer), aborted(frozen.signal)]);
    });
    turn
      .catch((error: unknown) => {
        if (outer.aborted) reject(error);
        else if (frozen.signal.aborted) onResume(() => resolve(takeTurn(name, outer, run)));
        else resolve(null);
      })
      .finally(() => {
        clearTimeout(patience);
        document.removeEventListener('freeze', freeze);
      });
  });
}

function onResume(run: () => void): void {
  document.addEventListener('resume', run, { once: true });
}
