import { type Awareness, applyAwarenessUpdate, modifyAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, type Doc, decodeUpdate } from 'yjs';

/** Up to this size, in bytes, an update is read twice, so that a broken one does not get in by half. */
const READ_TWICE = 65_536;

/**
 * Applies an update of the server to the document.
 *
 * @throws where the bytes are no update. What an observer of the app throws is reported as an uncaught
 *   error instead: it is no fault of the server's.
 */
export function applyRemoteUpdate(doc: Doc, update: Uint8Array, origin: unknown): void {
  if (update.length <= READ_TWICE) decodeUpdate(update);
  try {
    applyUpdate(doc, update, origin);
  } catch (error) {
    decodeUpdate(update);
    reportUncaught(error);
  }
}

/**
 * Applies what the server says of who is here.
 *
 * @throws where the bytes are no awareness update, or a state in it is no object
 */
export function applyRemoteAwareness(awareness: Awareness, update: Uint8Array, origin: unknown): void {
  modifyAwarenessUpdate(update, (state: unknown) => {
    if (typeof state !== 'object') throw new Error('awareness state is no object');
    return state;
  });
  try {
    applyAwarenessUpdate(awareness, update, origin);
  } catch (error) {
    reportUncaught(error);
  }
}

/** Lets an error be seen where uncaught errors are, without ending the handler that met it. */
function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
