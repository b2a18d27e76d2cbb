import type { Clock } from '../connection/clock.ts';
import { createMerger } from './merger.ts';
import type { OpsBudget } from './ops-budget.ts';

/** Local updates on their way out. */
export interface Outbox {
  push(update: Uint8Array): void;
  /** Sends what waits, now. */
  flush(): void;
  /** Forgets what waits: something else told the server of it, or the session is over. */
  clear(): void;
}

/** Updates within this time, in ms, leave as one: short enough that nobody sees it. */
const WINDOW = 20;

/** The longest window, in ms, that a nearly used up budget widens it to. */
const WIDEST_WINDOW = 2_000;

/** What an outbox calls. */
export interface OutboxListener {
  /** Sends one update, merged. */
  send(update: Uint8Array): void;
  /** A window has ended: a moment to ask whether what was sent has arrived. */
  paused(): void;
}

/**
 * The first update after a pause leaves at once; those within the window that follows leave as one at
 * its end. The window widens as the plan's operations run out, so that ordinary use never meets 4006.
 */
export function createOutbox(clock: Clock, budget: OpsBudget, listener: OutboxListener): Outbox {
  const merger = createMerger();
  let cancelWindow: (() => void) | null = null;

  function openWindow(ms: number): void {
    cancelWindow = clock.after(ms, () => {
      release();
      listener.paused();
    });
  }

  function release(): void {
    cancelWindow = null;
    const wait = budget.wait();
    if (wait > 0) return openWindow(wait);
    if (flush()) openWindow(windowOf(budget.left()));
  }

  /** @returns whether there was anything */
  function flush(): boolean {
    const update = merger.take();
    if (update === null) return false;
    listener.send(update);
    return true;
  }

  return {
    push(update) {
      merger.add(update);
      if (cancelWindow === null) release();
    },
    flush,
    clear() {
      cancelWindow?.();
      cancelWindow = null;
      merger.take();
    },
  };
}

/** As it is while half of the budget is left, wider from there on. */
function windowOf(left: number): number {
  const used = Math.min(Math.max(1 - 2 * left, 0), 1);
  return WINDOW + used * (WIDEST_WINDOW - WINDOW);
}
