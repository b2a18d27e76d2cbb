import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import type { Dialect } from './dialect.ts';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

const PERMISSION_DENIED = 0;

/** The dialect of y-websocket: one document a socket, every message a `varUint` type and its payload. */
export const yWebsocket: Dialect = {
  acknowledgesUpdates: false,
  hint: " If it is a Hocuspocus server, use dialect 'hocuspocus'.",
  stateless: () => null,
  stepOne: (stateVector) => encode([SYNC, STEP_1], stateVector),
  stepTwo: (update) => encode([SYNC, STEP_2], update),
  update: (update) => encode([SYNC, UPDATE], update),
  awareness: (update) => encode([AWARENESS], update),
  decode(message) {
    const decoder = createDecoder(message);
    switch (readVarUint(decoder)) {
      case SYNC:
        switch (readVarUint(decoder)) {
          case STEP_1:
            return { type: 'step-1', stateVector: readVarUint8Array(decoder) };
          case STEP_2:
            return { type: 'step-2', update: readVarUint8Array(decoder) };
          case UPDATE:
            return { type: 'update', update: readVarUint8Array(decoder) };
        }
        break;
      case AWARENESS:
        return { type: 'awareness', update: readVarUint8Array(decoder) };
      case AUTH:
        if (readVarUint(decoder) === PERMISSION_DENIED) {
          return { type: 'denied', reason: readVarString(decoder) };
        }
        break;
      case QUERY_AWARENESS:
        return { type: 'query-awareness' };
    }
    throw new Error(`a message of unknown type ${message.subarray(0, decoder.pos).join('.')}`);
  },
};

function encode(types: readonly number[], payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  for (const type of types) writeVarUint(encoder, type);
  writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder);
}
