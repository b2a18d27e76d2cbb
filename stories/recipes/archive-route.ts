import { decodeUpdate, mergeUpdates } from 'yjs';

/** The app's own storage: a column of bytes in its database, or a bucket. */
export interface ArchiveStorage {
  get(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Replaces what is stored by what `change` makes of it, as one transaction. */
  update(name: string, change: (stored: Uint8Array | null) => Uint8Array<ArrayBuffer>): Promise<void>;
}

/** `GET` and `PUT /api/archive/{name}`. Whether somebody may read or write that document is for the app to check. */
export function createArchiveRoute(storage: ArchiveStorage): (request: Request) => Promise<Response> {
  return async (request) => {
    const name = new URL(request.url).pathname.split('/').at(-1) ?? '';
    if (request.method === 'GET') {
      const stored = await storage.get(name);
      return new Response(stored, { status: stored === null ? 404 : 200 });
    }
    const written = new Uint8Array(await request.arrayBuffer());
    if (!isUpdate(written)) return new Response('That is no Yjs update.', { status: 400 });
    // Merged, never replaced: whoever archives may not know yet what others wrote.
    await storage.update(name, (stored) =>
      stored === null ? written : new Uint8Array(mergeUpdates([stored, written])),
    );
    return new Response(null, { status: 204 });
  };
}

function isUpdate(bytes: Uint8Array): boolean {
  try {
    decodeUpdate(bytes);
    return true;
  } catch {
    return false;
  }
}
