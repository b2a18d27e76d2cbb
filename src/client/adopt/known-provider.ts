import type { Doc } from 'yjs';
import type { HocuspocusProviderLike } from './hocuspocus-port.ts';
import type { WebsocketProviderLike } from './websocket-port.ts';

/** Whose provider it is. */
export type KnownProvider =
  | { readonly name: 'y-websocket'; readonly provider: WebsocketProviderLike }
  | { readonly name: 'hocuspocus'; readonly provider: HocuspocusProviderLike };

/**
 * Tells the providers apart by what they have: their classes are the app's.
 *
 * @throws TypeError where it is neither
 * @throws Error where it was destroyed
 */
export function checkProvider(provider: unknown): KnownProvider {
  const { roomname, configuration, doc, document, _updateHandler, boundDocumentUpdateHandler } = Object(
    provider,
  ) as Record<string, unknown>;
  if (typeof roomname === 'string' && doc !== undefined) {
    checkAlive(roomname, doc as Doc, _updateHandler);
    return { name: 'y-websocket', provider: provider as WebsocketProviderLike };
  }
  const { name, websocketProvider } = Object(configuration) as Record<string, unknown>;
  if (typeof name === 'string' && websocketProvider !== undefined && document !== undefined) {
    checkAlive(name, document as Doc, boundDocumentUpdateHandler);
    return { name: 'hocuspocus', provider: provider as HocuspocusProviderLike };
  }
  throw new TypeError(
    'WireSocket: adoptProvider takes a WebsocketProvider of y-websocket or a HocuspocusProvider, not its socket alone.',
  );
}

/** Neither has a sign of having been destroyed, but that it does not listen to its document any more. */
function checkAlive(name: string, doc: Doc, listener: unknown): void {
  if (listener === undefined || doc._observers.get('update')?.has(listener)) return;
  throw new Error(
    `WireSocket: the provider of "${name}" was destroyed. Make and adopt it in the effect that destroys it.`,
  );
}
