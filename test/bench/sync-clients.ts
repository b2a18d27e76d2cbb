import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { bareSocket } from './bare-socket.ts';
import { freshToken } from './fresh-token.ts';
import { createWireSocketClient } from './ours.ts';

/** A document that is in sync with the server. */
export interface SyncedDocument {
  readonly doc: Doc;
  /** Messages that the client gave to its sockets. */
  sent(): number;
  close(): void;
}

/** Makes what an app makes once, and gives what opens a document: once it is in sync it is there. */
export type Prepare = (origin: string) => (name: string) => Promise<SyncedDocument>;

export type ClientName = 'bare socket' | 'ours' | 'y-websocket';

export const CLIENT_NAMES: readonly ClientName[] = ['bare socket', 'ours', 'y-websocket'];

export const SYNC_CLIENTS: Readonly<Record<ClientName, Prepare>> = {
  'bare socket': (origin) => async (name) => {
    const { Socket, sent } = countingSocket();
    const doc = new Doc();
    const socket = new Socket(`${origin}/${name}`, ['access_token', freshToken()]);
    await new Promise<void>((synced) => bareSocket(socket, doc, synced));
    return { doc, sent, close: () => close(doc, () => socket.close()) };
  },
  ours(origin) {
    const { Socket, sent } = countingSocket();
    const client = createWireSocketClient({
      endpoint: origin,
      getAccessToken: freshToken,
      WebSocket: asGlobal(Socket),
    });
    return async (name) => {
      const { doc, whenSynced } = client.open(name);
      await whenSynced;
      return { doc, sent, close: () => close(doc, client.destroy) };
    };
  },
  'y-websocket': (origin) => async (name) => {
    const { Socket, sent } = countingSocket();
    const doc = new Doc();
    const provider = new WebsocketProvider(origin, name, doc, {
      WebSocketPolyfill: asGlobal(Socket),
      protocols: ['access_token', freshToken()],
      // Two clients in one process would else talk past the server.
      disableBc: true,
    });
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    return { doc, sent, close: () => close(doc, () => provider.destroy()) };
  },
};

/** The same class for all, so that counting costs all the same. */
function countingSocket(): { Socket: typeof WebSocket; sent(): number } {
  let sent = 0;
  class Socket extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      sent += 1;
      super.send(data);
    }
  }
  return { Socket, sent: () => sent };
}

function asGlobal(Socket: typeof WebSocket): typeof globalThis.WebSocket {
  return Socket as unknown as typeof globalThis.WebSocket;
}

function close(doc: Doc, end: () => void): void {
  end();
  doc.destroy();
}
