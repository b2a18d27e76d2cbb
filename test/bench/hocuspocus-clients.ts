import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Doc } from 'yjs';
import { freshToken } from './fresh-token.ts';
import { createWireSocketClient } from './ours.ts';
import { asGlobal, type Clients, close, countingSocket } from './synced-document.ts';

export type HocuspocusClientName = 'ours' | 'hocuspocus';

/** On a server of Hocuspocus' dialect. */
export const HOCUSPOCUS_CLIENTS: Clients<HocuspocusClientName> = {
  ours(origin) {
    const { Socket, sent } = countingSocket();
    const client = createWireSocketClient({
      endpoint: origin,
      dialect: 'hocuspocus',
      getAccessToken: freshToken,
      WebSocket: asGlobal(Socket),
    });
    return async (name) => {
      const { doc, whenSynced } = client.open(name);
      await whenSynced;
      return { doc, sent, close: () => close(doc, client.destroy) };
    };
  },
  // As its documentation shows it for one document.
  hocuspocus: (url) => async (name) => {
    const { Socket, sent } = countingSocket();
    const doc = new Doc();
    const websocketProvider = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: Socket });
    const provider = new HocuspocusProvider({ websocketProvider, name, document: doc, token: freshToken });
    const synced = new Promise<void>((resolve) => provider.on('synced', () => resolve()));
    provider.attach();
    await synced;
    const end = () => {
      provider.destroy();
      websocketProvider.destroy();
    };
    return { doc, sent, close: () => close(doc, end) };
  },
};
