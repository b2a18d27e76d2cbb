import type { Clock } from '../connection/clock.ts';

/** Tells documents that met 4005 when a place that this page freed can be taken. */
export interface FreedPlaces {
  /** A document was left: whoever is of the same service hears of it. */
  freed(): void;
  /** A document may have begun to wait for a place, or ceased to. */
  changed(): void;
  /** There are no documents, until one changes. */
  end(): void;
}

/** The service counts a document for 10 s after its last client left; half a second more for the way there. */
const PLACE_FREE_AFTER = 10_500;

/** A client and an adopted provider of one service may be in the same page. Each hears by this, and is of that service. */
const hearers = new Map<() => void, () => string | null>();

/**
 * @param service - the origin of the service that counts the places
 * @param isAwaited - whether any document waits for a place
 * @param announce - a place should be free now
 */
export function createFreedPlaces(
  clock: Clock,
  service: () => string | null,
  isAwaited: () => boolean,
  announce: () => void,
): FreedPlaces {
  let freeAt = Number.NEGATIVE_INFINITY;
  let cancel = () => {};

  function changed(): void {
    hearers.set(hear, service);
    cancel();
    const wait = freeAt - clock.now();
    if (wait > 0 && isAwaited()) cancel = clock.after(wait, announce);
  }

  function hear(): void {
    freeAt = clock.now() + PLACE_FREE_AFTER;
    changed();
  }

  return {
    freed() {
      for (const [tell, of] of hearers) if (of() === service()) tell();
    },
    changed,
    end() {
      hearers.delete(hear);
      cancel();
    },
  };
}
