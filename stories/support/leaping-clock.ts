// What the client loads once it needs it is there before: no leap waits for a server of modules.
import '../../src/client/over-http.ts';
import '../../src/client/tab-turns.ts';
import '../../src/sync/hocuspocus/wire.ts';

/** So many questions to the browser, one after the other, may follow from one timer. */
const TURNS = 6;

/** As React puts off its renders, so that they come first. A timer of 0 ms would take a browser 4. */
function afterTasks(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A timer that is set. */
interface Timer {
  /** By the time of the page. */
  readonly due: number;
  readonly run: () => void;
  /** Of the real timer that stands for it. */
  handle: number;
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
  /** The time of the page while it leaps; in between it goes on with the clock on the wall. */
  let leaping: number | null = null;

  Date.now = () => leaping ?? now() + ahead;
  page.setTimeout = (handler, ms = 0, ...values) => {
    const id = later(() => expire(id), ms);
    const run = () => {
      if (typeof handler === 'function') handler(...values);
    };
    timers.set(id, { due: Date.now() + ms, run, handle: id });
    return id;
  };
  page.clearTimeout = (id = 0) => {
    cancel(timers.get(id)?.handle ?? id);
    timers.delete(id);
  };

  /** In a leap each has its turn, however long what comes before takes on the wall. */
  function expire(id: number): void {
    if (leaping === null) fire(id);
  }

  function fire(id: number): void {
    const timer = timers.get(id);
    timers.delete(id);
    timer?.run();
  }

  /** What a timer has set off comes to an end: promises, the renders that React has put off, what other tabs do. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      await afterTasks();
      // A browser takes its time for locks where it is busy, and answers in order. A DOM without a browser has none.
      await navigator.locks?.query();
    }
  }

  async function leapUntil(goal: number): Promise<void> {
    for (;;) {
      const [id, next] = [...timers].sort(([, a], [, b]) => a.due - b.due)[0] ?? [];
      if (id === undefined || next === undefined || next.due > goal) break;
      leaping = Math.max(Math.ceil(next.due), Date.now());
      cancel(next.handle);
      fire(id);
      await settle();
    }
    leaping = goal;
    await settle();
  }

  /** From here on time goes on by itself, and with it what is left of every timer. */
  function land(): void {
    ahead = Date.now() - now();
    leaping = null;
    for (const [id, timer] of timers) {
      cancel(timer.handle);
      timer.handle = later(() => expire(id), timer.due - Date.now());
    }
  }

  leapTo = async (ms) => {
    leaping = Date.now();
    await leapUntil(leaping + Math.ceil(ms)).finally(land);
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
