import type { Dialect, Incoming } from '../sync/dialect.ts';

/** What a session sends to its clients. */
export type ServerMessage = Exclude<Incoming, { readonly type: 'query-awareness' | 'denied' }>;

/** How a document's messages are put into bytes: all that a live session does its own way in each dialect. */
export interface Wire {
  /** For the reason of a close. */
  readonly name: 'y-websocket' | 'Hocuspocus';
  /** Whether a client is asked for what it has with every answer. Else it is asked once, on arrival. */
  readonly asksBack: boolean;
  /** `null` where the dialect has no such message. */
  encode(message: ServerMessage): Uint8Array | null;
  /** @throws where the bytes are no message of the dialect */
  decode(message: Uint8Array): Incoming;
}

/** Encodes what clients may send, too, as they do; `null` for a sync status, which only servers send. */
export function encodeIn(dialect: Dialect, message: ServerMessage): Uint8Array | null {
  switch (message.type) {
    case 'step-1':
      return dialect.stepOne(message.stateVector);
    case 'step-2':
      return dialect.stepTwo(message.update);
    case 'update':
      return dialect.update(message.update);
    case 'awareness':
      return dialect.awareness(message.update);
    case 'stateless':
      return dialect.stateless(message.payload);
    case 'sync-status':
      return null;
  }
}
