/** A timer that is set, by the time of the page. */
interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/** The clock of the story that is under way. */
let leapTo: ((ms: number) => Promise<void>) | null = null;

/**
 * For `beforeEach` of a story whose play function leaps. Time goes on as it always does, so that React and
 * the testing library notice nothing; it can be moved forward besides.
 */
export function withLeaps({ viewMode }: { readonly viewMode?: string | undefined }): () => void {
  // A page of documentation has many stories and one clock, and plays none of them.
  if (viewMode === 'docs' || leapTo !== null) return () => {};
  const page: WindowOrWorkerGlobalScope = window;
  const later = page.setTimeout.bind(window);
  const cancel = page.clearTimeout.bind(window);
  const { now } = Date;
  const timers = new Map<number, Timer>();
  let ahead = 0;

  Date.now = () => now() + ahead;
  page.setTimeout = (handler, ms = 0, ...values) => {
    const run = () => {
      timers.delete(id);
      if (typeof handler === 'function') handler(...values);
    };
    const id = later(run, ms);
    timers.set(id, { due: Date.now() + ms, run });
    return id;
  };
  page.clearTimeout = (id = 0) => {
    timers.delete(id);
    cancel(id);
  };

  /** What a timer has set off comes to an end: promises, and the renders that React has put off. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => later(resolve));
  }

  leapTo = async (ms) => {
    const goal = Date.now() + ms;
    for (;;) {
      const [id, next] = [...timers].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (id === undefined || next === undefined || next.due > goal) break;
      ahead += Math.max(next.due - Date.now(), 0);
      cancel(id);
      next.run();
      await settle();
    }
    ahead += Math.max(goal - Date.now(), 0);
    await settle();
  };

  return () => {
    leapTo = null;
    Date.now = now;
    page.setTimeout = later;
    page.clearTimeout = cancel;
  };
}

/** Moves time forward, in ms. Every timer on the way runs when it is due, one after the other. */
export function leap(ms: number): Promise<void> {
  if (leapTo === null) throw new Error('A story that leaps needs `beforeEach: withLeaps`.');
  return leapTo(ms);
}
