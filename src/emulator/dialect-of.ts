import { hocuspocusDialect } from '../sync/hocuspocus/dialect.ts';
import { TYPE, unframe } from '../sync/hocuspocus/framing.ts';
import { yWebsocket } from '../sync/y-websocket.ts';
import { checkPresence } from './document-session.ts';
import { readAuthToken } from './hocuspocus-wire.ts';
import { encodeIn } from './wire.ts';

/** Whether a client's first message is of Hocuspocus' dialect. Else it is y-websocket's, or garbage. */
export function isHocuspocus(message: Uint8Array): boolean {
  return !isYWebsocketMessage(message) && isHocuspocusMessage(message);
}

/** The beginning of one dialect may read like one of the other, the whole of a message hardly ever does. */
function isYWebsocketMessage(message: Uint8Array): boolean {
  try {
    const read = yWebsocket.decode(message);
    if (read.type === 'query-awareness') return message.length === 1;
    if (read.type === 'awareness') checkPresence(read.update);
    return read.type !== 'denied' && encodeIn(yWebsocket, read)?.length === message.length;
  } catch {
    return false;
  }
}

function isHocuspocusMessage(message: Uint8Array): boolean {
  try {
    const { documentName, type, rest } = unframe(message);
    if (type === TYPE.auth) readAuthToken(rest);
    else if (documentName === '') return false;
    else if (type !== TYPE.close) hocuspocusDialect(documentName).decode(message);
    return true;
  } catch {
    return false;
  }
}
