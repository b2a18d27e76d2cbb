import type { Clock } from '../connection/clock.ts';

/** Tells the documents that met 4005 when a place that this client freed can be taken. */
export interface FreedPlaces {
  /** A document of this client was left. */
  freed(): void;
  /** A document may have begun to wait for a place, or ceased to. */
  changed(): void;
  end(): void;
}

/** The service counts a document for 10 s after its last client left; half a second more for the way there. */
const PLACE_FREE_AFTER = 10_500;

/**
 * @param isAwaited - whether any document waits for a place
 * @param announce - a place should be free now
 */
export function createFreedPlaces(clock: Clock, isAwaited: () => boolean, announce: () => void): FreedPlaces {
  let freeAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  function changed(): void {
    if (cancel !== null || freeAt <= clock.now() || !isAwaited()) return;
    cancel = clock.after(freeAt - clock.now(), () => {
      cancel = null;
      announce();
      changed();
    });
  }

  function end(): void {
    cancel?.();
    cancel = null;
  }

  return {
    freed() {
      freeAt = clock.now() + PLACE_FREE_AFTER;
      end();
      changed();
    },
    changed,
    end,
  };
}
