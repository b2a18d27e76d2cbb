import type { Doc } from 'yjs';
import type { Clock } from '../../connection/clock.ts';
import { type HocuspocusProviderLike, takeOverHocuspocus } from './hocuspocus-port.ts';
import type { ProviderEvents, ProviderPort } from './provider-port.ts';
import { takeOverWebsocket, type WebsocketProviderLike } from './websocket-port.ts';

/**
 * Takes over whatever it is. Told apart by what they have: their classes are the app's.
 *
 * @throws TypeError where it is no provider that could be adopted
 * @throws Error where it was destroyed
 */
export function takeOver(provider: unknown, events: ProviderEvents, clock: Clock): ProviderPort {
  const { roomname, configuration, doc, document, _updateHandler, boundDocumentUpdateHandler } = Object(
    provider,
  ) as Record<string, unknown>;
  if (typeof roomname === 'string' && doc !== undefined) {
    checkAlive(roomname, doc as Doc, _updateHandler);
    return takeOverWebsocket(provider as WebsocketProviderLike, events, clock);
  }
  const { name, websocketProvider } = Object(configuration) as Record<string, unknown>;
  if (typeof name === 'string' && websocketProvider !== undefined && document !== undefined) {
    checkAlive(name, document as Doc, boundDocumentUpdateHandler);
    return takeOverHocuspocus(provider as HocuspocusProviderLike, events, clock);
  }
  throw new TypeError(
    'adoptProvider takes a WebsocketProvider of y-websocket or a HocuspocusProvider, not its socket alone.',
  );
}

/** Neither has a sign of having been destroyed, but that it does not listen to its document any more. */
function checkAlive(name: string, doc: Doc, listener: unknown): void {
  if (listener === undefined || doc._observers.get('update')?.has(listener)) return;
  throw new Error(
    `The provider of "${name}" was destroyed. Make and adopt it in the effect that destroys it.`,
  );
}
