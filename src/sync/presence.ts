import { type Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import type { Clock } from '../connection/clock.ts';
import { callApp } from './call-app.ts';
import type { OpsBudget } from './ops-budget.ts';

/** Says who is here: our own state to the server, never that of others, which would echo. */
export interface PresenceSender {
  /** Says it for the first time, as soon as there is nothing better to do. */
  begin(): void;
  /** Says it now, where there is anything to say. */
  announce(): void;
  /** Says that nobody is here: others would else see this person for 30 s more. */
  leave(): void;
  end(): void;
}

/** A cursor moves with every key: this often, in ms, is as good as live. */
const THROTTLE = 50;

/** Cursors give way to edits: with less than this share of the plan's operations left they wait, in ms. */
const SCARCE = 0.3;
const SCARCE_THROTTLE = 2_000;

/** @param send - an awareness update */
export function createPresenceSender(
  awareness: Awareness,
  clock: Clock,
  budget: OpsBudget,
  send: (update: Uint8Array) => void,
): PresenceSender {
  const { clientID } = awareness;
  let cancelThrottle: (() => void) | null = null;
  let changed = false;

  function release(): void {
    if (!changed) return;
    if (budget.left() < SCARCE) return throttle(SCARCE_THROTTLE);
    changed = false;
    send(encodeAwarenessUpdate(awareness, [clientID]));
    throttle(THROTTLE);
  }

  function throttle(ms: number, next = release): void {
    cancelThrottle?.();
    cancelThrottle = clock.after(ms, () => {
      cancelThrottle = null;
      next();
    });
  }

  function updated({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void {
    if (![...added, ...updated, ...removed].includes(clientID)) return;
    changed = true;
    if (cancelThrottle === null) release();
  }

  function announce(): void {
    // With a new clock, or those who saw us leave would take it for old news.
    const state = awareness.getLocalState();
    if (state !== null) callApp(() => awareness.setLocalState(state));
  }

  awareness.on('update', updated);

  return {
    begin() {
      throttle(0, announce);
    },
    announce,
    leave() {
      if (awareness.getLocalState() !== null) send(encodeAwarenessUpdate(awareness, [clientID], new Map()));
    },
    end() {
      awareness.off('update', updated);
      cancelThrottle?.();
    },
  };
}

/** Nobody is known to be here while there is no connection. */
export function forgetOthers(awareness: Awareness, origin: unknown): void {
  const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
  callApp(() => removeAwarenessStates(awareness, others, origin));
  // A state that comes back with the clock it had would be taken for old news.
  for (const client of awareness.meta.keys()) {
    if (client !== awareness.clientID) awareness.meta.delete(client);
  }
}
