import { yWebsocket } from '../sync/y-websocket.ts';
import { encodeIn, type Wire } from './wire.ts';

/** The wire of y-websocket, which knows neither a sync status nor stateless messages. */
export const yWebsocketWire: Wire = {
  name: 'y-websocket',
  asksBack: false,
  encode: (message) => encodeIn(yWebsocket, message),
  decode: yWebsocket.decode,
};
