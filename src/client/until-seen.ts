/**
 * Resolves once somebody looks at this tab.
 *
 * @param ms - after which it resolves at the latest
 * @param signal - resolves it, too
 */
export function untilSeen(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!document.hidden || signal.aborted) return resolve();
    const ending = new AbortController();
    const end = () => {
      ending.abort();
      clearTimeout(timeout);
      resolve();
    };
    const timeout = setTimeout(end, ms);
    document.addEventListener('visibilitychange', end, { signal: ending.signal });
    signal.addEventListener('abort', end, { signal: ending.signal });
  });
}
