import { useEffect, useState } from 'react';
import type { WireSocketDocument } from 'wiresocket-react';
import { applyUpdate, type Doc, encodeStateAsUpdate } from 'yjs';

/** A browser sends no more than 64 kB for a page that is gone. */
const KEPT_ALIVE = 60_000;

/** The origin of what it brings, which nobody's undo takes away. */
const ARCHIVE = Symbol('archive');

/** Nobody edits before it is `ready`: until then the document only seems to be empty. */
export type Archive = 'loading' | 'ready' | 'unavailable';

/**
 * Brings back what was archived of a document, whenever it comes into sync, and archives what this person writes: in the
 * next pause, and on leaving.
 *
 * @param pause - how long nothing is written until it is archived, in ms
 */
export function useArchive(document: WireSocketDocument, url: string, pause = 2_000): Archive {
  const [settled, settle] = useState<{ readonly document: WireSocketDocument; readonly archive: Archive }>();

  useEffect(() => {
    let isCurrent = true;
    let isReady = false;
    const tell = (archive: Archive) => isCurrent && settle({ document, archive });

    function bring(): void {
      load(document, url).then(
        () => {
          isReady = true;
          tell('ready');
        },
        // No editor is taken away because the archive cannot be reached for once.
        () => isReady || tell('unavailable'),
      );
    }

    /** After a loss, too: the service may have forgotten the document, and others may have archived more. */
    function synced(isSynced: boolean): void {
      if (isSynced) bring();
    }

    synced(document.store.getState().hasSynced);
    document.on('sync', synced);
    return () => {
      isCurrent = false;
      document.off('sync', synced);
    };
  }, [document, url]);

  useEffect(() => keep(document, url, pause), [document, url, pause]);

  return settled?.document === document ? settled.archive : 'loading';
}

/** Everybody brings it: what is there already Yjs leaves out. */
async function load({ doc }: WireSocketDocument, url: string): Promise<void> {
  const answer = await fetch(url);
  if (answer.status === 404) return;
  if (!answer.ok) throw new Error(`The archive answered ${answer.status}.`);
  applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()), ARCHIVE);
}

function keep(document: WireSocketDocument, url: string, pause: number): () => void {
  const { doc } = document;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hasEnded = false;

  function schedule(): void {
    clearTimeout(timer);
    if (!hasEnded) timer = setTimeout(archive, pause);
  }

  function archive(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    // Tried again: the network may be down just now.
    save(doc, url).catch(schedule);
  }

  /** What others wrote they archive themselves. What this device had kept of one's own, nobody else does. */
  function edited(_update: Uint8Array, origin: unknown): void {
    if (origin !== document && origin !== ARCHIVE) schedule();
  }

  doc.on('update', edited);
  addEventListener('pagehide', archive);
  return () => {
    hasEnded = true;
    archive();
    doc.off('update', edited);
    removeEventListener('pagehide', archive);
  };
}

async function save(doc: Doc, url: string): Promise<void> {
  const body = new Uint8Array(encodeStateAsUpdate(doc));
  const answer = await fetch(url, { method: 'PUT', body, keepalive: body.length < KEPT_ALIVE });
  if (!answer.ok) throw new Error(`The archive answered ${answer.status}.`);
}
