import type { Timers } from './timers.ts';

/** Runs tasks late, and in the order in which they came: a slow network does not reorder messages. */
export interface DelayLine {
  /** @param ms - how late, 0 for as soon as those before it have run */
  push(ms: number, task: () => void): void;
  /** Drops what has not run yet. */
  clear(): void;
}

export function createDelayLine(timers: Timers): DelayLine {
  const waiting: { readonly due: number; readonly task: () => void }[] = [];
  let cancel = () => {};

  function runDue(): void {
    for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
      const left = head.due - performance.now();
      if (left > 0) {
        cancel = timers.after(Math.ceil(left), runDue);
        return;
      }
      waiting.shift();
      head.task();
    }
  }

  return {
    push(ms, task) {
      const last = waiting.at(-1);
      if (last === undefined && ms <= 0) return task();
      waiting.push({ due: Math.max(performance.now() + ms, last?.due ?? 0), task });
      if (last === undefined) cancel = timers.after(ms, runDue);
    },
    clear() {
      cancel();
      waiting.length = 0;
    },
  };
}
