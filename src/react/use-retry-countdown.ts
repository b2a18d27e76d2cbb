'use client';
import { useCallback, useSyncExternalStore } from 'react';
import type { WireSocketDocument } from '../client/document.ts';

/**
 * How long until a document tries to connect again, counted down once a second. It is counted from the
 * deadline, so a tab whose timers the browser throttles shows the right number whenever it shows one.
 *
 * @returns whole seconds, rounded up; `null` while no try is planned
 */
export function useRetryCountdown({ store }: WireSocketDocument): number | null {
  const secondsLeft = () => {
    const ms = msLeft(store);
    return ms && Math.ceil(ms / 1000);
  };

  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const tick = () => {
        clearTimeout(timer);
        changed();
        const ms = msLeft(store);
        if (ms) timer = setTimeout(tick, ms % 1000 || 1000);
      };
      const unsubscribe = store.subscribe(tick);
      tick();
      return () => {
        clearTimeout(timer);
        unsubscribe();
      };
    },
    [store],
  );

  return useSyncExternalStore(subscribe, secondsLeft, () => null);
}

function msLeft(store: WireSocketDocument['store']): number | null {
  const { connection } = store.getState();
  if (connection.status !== 'waiting' || connection.retryAt === null) return null;
  return Math.max(connection.retryAt - Date.now(), 0);
}
