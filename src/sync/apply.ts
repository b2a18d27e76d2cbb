import { type Awareness, applyAwarenessUpdate, modifyAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, type Doc, decodeUpdate, transact } from 'yjs';
import { callApp, reportUncaught } from './call-app.ts';

/**
 * Up to this size, in bytes, an update with deletions is read twice, so that one that is cut among them does not get in
 * by half. Of a bigger one a whole beginning may get in, which the next sync completes: to read it twice would cost a
 * quarter of the first sync.
 */
const READ_TWICE = 65_536;

/**
 * Applies an update of the server to the document.
 *
 * @throws where the bytes are no update, or one that does not fit together. What an observer of the app throws
 *   is reported as an uncaught error instead: it is no fault of the server's.
 */
export function applyRemoteUpdate(doc: Doc, update: Uint8Array, origin: unknown): void {
  if (update.length <= READ_TWICE && seemsToDelete(update)) decodeUpdate(update);
  // Observers are called when the outer transaction ends: what the inner one throws is the update's fault.
  let isApplied = false;
  let failure: unknown;
  const apply = () => {
    try {
      applyUpdate(doc, update, origin);
      isApplied = true;
    } catch (error) {
      failure = error;
    }
  };
  try {
    transact(doc, apply, origin, false);
  } catch (error) {
    // What does not fit together may also not be tidied up after.
    if (isApplied) reportUncaught(error);
  }
  if (!isApplied) throw failure;
}

/**
 * Whether it looks as if it had deletions, which come last: an update without any ends with their count, 0. Yjs reads
 * all that is inserted before it inserts any, so that such a one, as most keystrokes are, needs no check beforehand. One
 * that was cut behind some other 0 among its deletions passes for it; what gets in of that the next sync completes, too.
 */
function seemsToDelete(update: Uint8Array): boolean {
  return update[update.length - 1] !== 0;
}

/**
 * Applies what the server says of who is here. Servers relay what anybody puts there, so a state that is no object, as
 * y-protocols has it, is no fault of the server's: whose it is passes for gone, and everybody else gets in.
 *
 * @throws where the bytes are no awareness update
 */
export function applyRemoteAwareness(awareness: Awareness, update: Uint8Array, origin: unknown): void {
  const states = modifyAwarenessUpdate(update, (state: unknown) =>
    typeof state === 'object' ? state : null,
  );
  callApp(() => applyAwarenessUpdate(awareness, states, origin));
}
