import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { cannot, check } from '../protocol/check-options.ts';
import type { WireSocketDocument } from './document.ts';

/** The origin of the transaction that seeds: no undo manager tracks it, so the first content cannot be undone. */
const SEED = Symbol('wiresocket-react seed');

/**
 * Writes the first content of a document, exactly once however many people arrive together: after the first
 * sync, if there is nothing in it, under a client id that follows from the content. Everybody who seeds the
 * same content writes the very same update, and Yjs takes it once.
 *
 * The service stores nothing: a document is empty again some time after the last person has left.
 *
 * @param write - writes the content; has to write the same for everybody
 * @throws TypeError where either argument cannot be right
 * @returns whether this client found the document empty, and seeded it
 * @example await seed(document, (doc) => doc.getText('notes').insert(0, archived));
 */
export async function seed(document: WireSocketDocument, write: (doc: Doc) => void): Promise<boolean> {
  check('seed', {
    document: cannot(Object(document).doc ?? null, ['on']) && 'no document, as client.open(name) gives',
    write: cannot(write ?? null),
  });
  await document.whenSynced;
  if (document.doc.store.clients.size > 0) return false;
  const draft = written(write, 0);
  applyUpdate(document.doc, written(write, clientIdOf(draft)), SEED);
  return true;
}

function written(write: (doc: Doc) => void, clientId: number): Uint8Array {
  const doc = new Doc();
  doc.clientID = clientId;
  // One transaction, or the same content written in another number of steps would be another update.
  doc.transact(() => write(doc));
  const update = encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** FNV-1a, 32 bits: a client id is any such number. */
function clientIdOf(content: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of content) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
