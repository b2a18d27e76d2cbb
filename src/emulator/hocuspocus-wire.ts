import { readVarString, readVarUint } from 'lib0/decoding';
import { writeVarString, writeVarUint } from 'lib0/encoding';
import { hocuspocusDialect } from '../sync/hocuspocus/dialect.ts';
import { AUTH, type Envelope, frame, TYPE } from '../sync/hocuspocus/framing.ts';
import { encodeIn, type Wire } from './wire.ts';

/** The status of an update that was not refused. */
const APPLIED = 1;

/** The wire of Hocuspocus, for one document: every message begins with its name. */
export function hocuspocusWire(documentName: string): Wire {
  const dialect = hocuspocusDialect(documentName);
  return {
    name: 'Hocuspocus',
    asksBack: true,
    encode: (message) =>
      message.type === 'sync-status'
        ? frame(documentName, TYPE.syncStatus, (encoder) => writeVarUint(encoder, APPLIED))
        : encodeIn(dialect, message),
    decode: dialect.decode,
  };
}

/**
 * The token in a client's auth message.
 *
 * @param rest - what follows the type of the message
 * @throws where it is no auth message of a client
 */
export function readAuthToken(rest: Envelope['rest']): string {
  if (readVarUint(rest) !== AUTH.token) throw new Error('an auth message that only servers send');
  return readVarString(rest);
}

/** The answer to a good token. */
export function authenticated(documentName: string): Uint8Array {
  return auth(documentName, AUTH.authenticated, 'read-write');
}

/** The answer to one who is not let in. */
export function permissionDenied(documentName: string, reason: string): Uint8Array {
  return auth(documentName, AUTH.denied, reason);
}

/** The end of one document, while the socket stays. */
export function closed(documentName: string, reason: string): Uint8Array {
  return frame(documentName, TYPE.close, (encoder) => writeVarString(encoder, reason));
}

function auth(documentName: string, type: number, text: string): Uint8Array {
  return frame(documentName, TYPE.auth, (encoder) => {
    writeVarUint(encoder, type);
    writeVarString(encoder, text);
  });
}
