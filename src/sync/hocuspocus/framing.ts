import { createDecoder, type Decoder, readVarString, readVarUint } from 'lib0/decoding';
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
} from 'lib0/encoding';

/** The types of Hocuspocus' messages. */
export const TYPE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** The answer to a step 1, where the server wants no step 1 of its own answered. */
  syncReply: 4,
  stateless: 5,
  close: 7,
  syncStatus: 8,
  ping: 9,
  pong: 10,
} as const;

/** What an auth message is. */
export const AUTH = {
  /** Of a client: its token. Of a server, without one: the question for it. */
  token: 0,
  denied: 1,
  authenticated: 2,
} as const;

/** What every message to or of a document begins with: its name. */
export function addressOf(documentName: string): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, documentName);
  return toUint8Array(encoder);
}

/** A message to or of one document: its name, the type, and what `write` adds. */
export function frame(documentName: string, type: number, write?: (encoder: Encoder) => void) {
  return frameTo(addressOf(documentName), type, write);
}

/** The same, for who says more than one thing to it. */
export function frameTo(address: Uint8Array, type: number, write: (encoder: Encoder) => void = () => {}) {
  const encoder = createEncoder();
  writeUint8Array(encoder, address);
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

/** The beginning of a message, and a decoder for the rest of it. */
export interface Envelope {
  readonly documentName: string;
  readonly type: number;
  readonly rest: Decoder;
}

/** @throws where the bytes have no such beginning */
export function unframe(message: Uint8Array): Envelope {
  const rest = createDecoder(message);
  return { documentName: readVarString(rest), type: readVarUint(rest), rest };
}
