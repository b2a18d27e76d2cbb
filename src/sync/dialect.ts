/** A message of the service, whatever its framing. */
export type Incoming =
  /** The other side's state vector: it wants what it lacks. */
  | { readonly type: 'step-1'; readonly stateVector: Uint8Array }
  /** The answer to our state vector. */
  | { readonly type: 'step-2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly update: Uint8Array }
  | { readonly type: 'query-awareness' }
  /** The server applied an update of ours. */
  | { readonly type: 'sync-status' }
  /** Something that the app's own server or another client says beside the document. */
  | { readonly type: 'stateless'; readonly payload: string }
  /** The server refuses the document, or a change to it. */
  | { readonly type: 'denied'; readonly reason: string };

/** The framing of one wire dialect: bytes to messages and back. No state. */
export interface Dialect {
  /** Whether the server says of every update that it has applied it. Else an answer to a step 1 tells so. */
  readonly acknowledgesUpdates: boolean;
  /** What else a server may be that does not answer at all, as a sentence for developers; or nothing. */
  readonly hint: string;
  stepOne(stateVector: Uint8Array): Uint8Array<ArrayBuffer>;
  stepTwo(update: Uint8Array): Uint8Array<ArrayBuffer>;
  update(update: Uint8Array): Uint8Array<ArrayBuffer>;
  awareness(update: Uint8Array): Uint8Array<ArrayBuffer>;
  /** `null` where the dialect has no such message. */
  stateless(payload: string): Uint8Array<ArrayBuffer> | null;
  /** @throws where the bytes are no message of this dialect */
  decode(message: Uint8Array): Incoming;
}
