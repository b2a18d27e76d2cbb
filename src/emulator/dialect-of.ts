import { readVarString, readVarUint } from 'lib0/decoding';
import { hocuspocusDialect } from '../sync/hocuspocus/dialect.ts';
import { AUTH, TYPE, unframe } from '../sync/hocuspocus/framing.ts';
import { yWebsocket } from '../sync/y-websocket.ts';
import { checkPresence } from './document-session.ts';
import { encodeIn } from './wire.ts';

/** Whether a client's first message is of Hocuspocus' dialect. Else it is y-websocket's, or garbage. */
export function isHocuspocus(message: Uint8Array): boolean {
  return !isYWebsocket(message) && isFramed(message);
}

/** The beginning of one dialect may read like one of the other, the whole of a message hardly ever does. */
function isYWebsocket(message: Uint8Array): boolean {
  try {
    const read = yWebsocket.decode(message);
    if (read.type === 'query-awareness') return message.length === 1;
    if (read.type === 'awareness') checkPresence(read.update);
    return read.type !== 'denied' && encodeIn(yWebsocket, read)?.length === message.length;
  } catch {
    return false;
  }
}

function isFramed(message: Uint8Array): boolean {
  try {
    const { documentName, type, rest } = unframe(message);
    if (type === TYPE.auth) return readVarUint(rest) === AUTH.token && readVarString(rest) !== null;
    if (documentName === '') return false;
    if (type !== TYPE.close) hocuspocusDialect(documentName).decode(message);
    return true;
  } catch {
    return false;
  }
}
