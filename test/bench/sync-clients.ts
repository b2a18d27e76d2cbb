import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { bareSocket } from './bare-socket.ts';
import { freshToken } from './fresh-token.ts';
import { createWireSocketClient } from './ours.ts';
import { asGlobal, type Clients, close, countingSocket } from './synced-document.ts';

export type ClientName = 'bare socket' | 'ours' | 'y-websocket';

export const CLIENT_NAMES: readonly ClientName[] = ['bare socket', 'ours', 'y-websocket'];

/** On a server of y-websocket's dialect. */
export const SYNC_CLIENTS: Clients<ClientName> = {
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
