import {
  createDecoder,
  type Decoder,
  hasContent,
  readVarInt,
  readVarString,
  readVarUint,
  readVarUint8Array,
} from 'lib0/decoding';
import { writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import type { Dialect, Incoming } from '../dialect.ts';
import { addressOf, type Envelope, frameTo, TYPE, unframe } from './framing.ts';

const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

const NOT_APPLIED = 'The server did not apply a change: this connection may only read.';

/** The dialect of Hocuspocus: every message begins with its document's name. */
export function hocuspocusDialect(documentName: string): Dialect {
  const address = addressOf(documentName);

  function sync(step: number, payload: Uint8Array) {
    return frameTo(address, TYPE.sync, (encoder) => {
      writeVarUint(encoder, step);
      writeVarUint8Array(encoder, payload);
    });
  }

  return {
    acknowledgesUpdates: true,
    // One of y-websocket's dialect says something at once, and is known by that.
    hint: '',
    stepOne: (stateVector) => sync(STEP_1, stateVector),
    stepTwo: (update) => sync(STEP_2, update),
    update: (update) => sync(UPDATE, update),
    awareness: (update) => frameTo(address, TYPE.awareness, (encoder) => writeVarUint8Array(encoder, update)),
    stateless: (payload) => frameTo(address, TYPE.stateless, (encoder) => writeVarString(encoder, payload)),
    decode(message) {
      // Compared as bytes: to make text of them would cost more than all the rest.
      if (!address.every((byte, index) => byte === message[index]))
        throw new Error(strangerTo(documentName, unframe(message)));
      const rest = createDecoder(message);
      rest.pos = address.length;
      return read(readVarUint(rest), rest);
    },
  };
}

/** A server of the other dialect begins with a sync message, which reads like an empty name. */
function strangerTo(documentName: string, { documentName: other }: Envelope): string {
  return other === ''
    ? "it has no document name. The server seems to speak y-websocket: use dialect 'y-websocket'"
    : `it is for the document “${other.slice(0, 40)}”, not for “${documentName}”`;
}

function read(type: number, rest: Decoder): Incoming {
  switch (type) {
    case TYPE.sync:
    case TYPE.syncReply:
      return readSync(readVarUint(rest), readVarUint8Array(rest));
    case TYPE.awareness:
      return { type: 'awareness', update: readVarUint8Array(rest) };
    case TYPE.queryAwareness:
      return { type: 'query-awareness' };
    case TYPE.stateless:
      return { type: 'stateless', payload: readText(rest) };
    case TYPE.syncStatus:
      if (!hasContent(rest)) throw new Error('a sync status that says nothing');
      return readVarInt(rest) === 1 ? { type: 'sync-status' } : { type: 'denied', reason: NOT_APPLIED };
    case TYPE.auth:
      throw new Error('an auth message that is none');
    default:
      throw new Error(`message of unknown type ${type}`);
  }
}

function readText(rest: Decoder): string {
  try {
    return readVarString(rest);
  } catch {
    throw new Error('a stateless message that is not text');
  }
}

function readSync(step: number, payload: Uint8Array): Incoming {
  switch (step) {
    case STEP_1:
      return { type: 'step-1', stateVector: payload };
    case STEP_2:
      return { type: 'step-2', update: payload };
    case UPDATE:
      return { type: 'update', update: payload };
    default:
      throw new Error(`sync message of unknown type ${step}`);
  }
}
