import { useEffect, useState } from 'react';
import type { WireSocketDocument } from 'wiresocket-react';
import { IndexeddbPersistence } from 'y-indexeddb';
import type { Doc } from 'yjs';

/**
 * Keeps a document on this device: what was written offline is there when the tab is opened again, and is sent once
 * it is online.
 *
 * @param key - its name on this device; whose it is belongs into it
 * @returns whether there is content of it on this device, which can be shown and edited before the first sync
 */
export function useDeviceStorage({ doc }: WireSocketDocument, key: string): boolean {
  const [found, setFound] = useState<Doc>();

  useEffect(() => {
    const storage = new IndexeddbPersistence(key, doc);
    storage.on('synced', () => {
      if (doc.store.clients.size > 0) setFound(doc);
    });
    return () => {
      void storage.destroy();
    };
  }, [doc, key]);

  return found === doc;
}
