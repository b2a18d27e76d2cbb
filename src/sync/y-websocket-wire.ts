import type { Wire } from './wire.ts';
import { yWebsocket } from './y-websocket.ts';

/** One document a socket; its name is the path, the token is in the handshake. */
export const yWebsocketWire: Wire = {
  dialectFor: () => yWebsocket,
  socketsOver: (platform) => platform,
  address(origin, documentName, token, tokenIn) {
    const url = `${origin}/${documentName}`;
    // A token in a URL ends up in logs, so only where the app asks for it.
    return 'subprotocol' in tokenIn
      ? { url, protocols: [tokenIn.subprotocol, token] }
      : { url: `${url}?${encodeURIComponent(tokenIn.query)}=${encodeURIComponent(token)}`, protocols: [] };
  },
};
