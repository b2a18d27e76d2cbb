import type { Clock } from '../connection/clock.ts';

/**
 * Runs what a signal can end, but not for ever.
 *
 * @param ms - for so long
 * @param late - makes the error that it then rejects with, even where what runs knows no signal
 * @param outer - ends it earlier; where it has been aborted already, nothing runs
 */
export function within<T>(
  clock: Clock,
  ms: number,
  late: () => Error,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Nobody wants it any more: it must not begin, since nothing would end it.
  if (outer?.aborted) return Promise.reject(outer.reason);
  const ending = new AbortController();
  const abort = () => ending.abort();
  outer?.addEventListener('abort', abort);
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      reject(late());
      abort();
    });
    run(ending.signal)
      .then(resolve, reject)
      .finally(() => {
        cancel();
        outer?.removeEventListener('abort', abort);
        // Of an answer that was read far enough there may be more to come.
        abort();
      });
  });
}
