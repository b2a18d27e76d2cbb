import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { WebSocket as PartySocket } from 'partysocket';
import ReconnectingWebSocketModule from 'reconnecting-websocket';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { WebSocketClass } from '../support/kit.ts';
import { freshToken } from './fresh-token.ts';
import { createWireSocketClient } from './ours.ts';

/** A client that keeps connecting to a document. Gives what ends it. */
export type Connect = (origin: string, name: string) => () => void;

/** In Node the package is CommonJS, and what its types call the default is one level further down. */
const ReconnectingWebSocket =
  (ReconnectingWebSocketModule as { default?: typeof ReconnectingWebSocketModule }).default ??
  ReconnectingWebSocketModule;

/** Each with its own default options: that is what people get. */
export const CLIENTS: Readonly<Record<string, Connect>> = {
  ours(origin, name) {
    // A client each: documents of one client tell each other of places that became free.
    const client = createWireSocketClient({
      endpoint: origin,
      getAccessToken: freshToken,
      WebSocket: WebSocketClass,
    });
    client.open(name);
    return client.destroy;
  },
  'y-websocket'(origin, name) {
    const doc = new Doc();
    const provider = new WebsocketProvider(origin, name, doc, {
      WebSocketPolyfill: WebSocketClass,
      protocols: ['access_token', freshToken()],
    });
    return () => {
      provider.destroy();
      // The interval of its awareness ends with the document only.
      doc.destroy();
    };
  },
  hocuspocus(origin, name) {
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: `${origin}/${name}`,
      WebSocketPolyfill: WebSocket,
    });
    const provider = new HocuspocusProvider({ websocketProvider, name, token: freshToken });
    provider.attach();
    return () => {
      provider.destroy();
      websocketProvider.destroy();
    };
  },
  'reconnecting-websocket'(origin, name) {
    const socket = new ReconnectingWebSocket(`${origin}/${name}`, ['access_token', freshToken()], {
      WebSocket,
    });
    return () => socket.close();
  },
  partysocket(origin, name) {
    const socket = new PartySocket(`${origin}/${name}`, ['access_token', freshToken()], { WebSocket });
    return () => socket.close();
  },
};
