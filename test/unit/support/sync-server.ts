import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import {
  createEncoder,
  type Encoder,
  length,
  toUint8Array,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';

const SYNC = 0;
const AWARENESS = 1;

/** One client's line to the server. Nothing moves on it before the test says so. */
export interface Line {
  /** What the client sends. */
  send(message: Uint8Array): void;
  /** Every message that the client has sent, in its order. */
  readonly sent: readonly Uint8Array[];
  /** The server reads the next so many messages; default: all that are there. */
  read(count?: number): void;
  /** The client gets what the server has said to it. */
  deliver(): void;
  /** What the server has said, and the client did not get yet. */
  readonly said: readonly Uint8Array[];
  hangUp(): void;
}

/** A server that is y-protocols and little else, as y-websocket's own is. */
export interface SyncServer {
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** Accepts a client, and asks it for what it has. */
  accept(receive: (message: ArrayBuffer) => void): Line;
  /** Reads and delivers on every line until there is silence. */
  settle(): void;
  stop(): void;
}

/** @param asksLast - as y-protocols proposes: it answers a client first, and then asks what that has */
export function createSyncServer(asksLast = false): SyncServer {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const lines = new Set<Line>();
  const say = new Map<Line, (message: Uint8Array) => void>();
  awareness.setLocalState(null);

  function broadcast(message: Uint8Array): void {
    for (const tell of say.values()) tell(message);
  }

  // As y-websocket's server does: to all, whoever it came from included.
  doc.on('update', (update: Uint8Array) =>
    broadcast(encode(SYNC, (encoder) => writeUpdate(encoder, update))),
  );
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    broadcast(presence([...added, ...updated, ...removed]));
  });

  function presence(clients: number[]): Uint8Array {
    const update = encodeAwarenessUpdate(awareness, clients);
    return encode(AWARENESS, (encoder) => writeVarUint8Array(encoder, update));
  }

  function accept(receive: (message: ArrayBuffer) => void): Line {
    const sent: Uint8Array[] = [];
    const unread: Uint8Array[] = [];
    const said: Uint8Array[] = [];
    const clients = new Set<number>();
    let hasAsked = false;

    function understand(message: Uint8Array): void {
      const decoder = createDecoder(message);
      const type = readVarUint(decoder);
      if (type === AWARENESS) {
        const update = readVarUint8Array(decoder);
        const before = new Set(awareness.getStates().keys());
        applyAwarenessUpdate(awareness, update, line);
        for (const client of awareness.getStates().keys()) if (!before.has(client)) clients.add(client);
        return;
      }
      if (type !== SYNC) throw new Error(`a client sent a message of type ${type}`);
      const answer = createEncoder();
      writeVarUint(answer, SYNC);
      readSyncMessage(decoder, answer, doc, line);
      if (length(answer) === 1) return;
      said.push(toUint8Array(answer));
      if (asksLast && !hasAsked) ask();
    }

    function ask(): void {
      hasAsked = true;
      said.push(encode(SYNC, (encoder) => writeSyncStep1(encoder, doc)));
    }

    const line: Line = {
      sent,
      said,
      send(message) {
        sent.push(message);
        unread.push(message);
      },
      read(count = unread.length) {
        for (const message of unread.splice(0, count)) understand(message);
      },
      deliver() {
        for (const message of said.splice(0)) receive(message.slice().buffer);
      },
      hangUp() {
        lines.delete(line);
        say.delete(line);
        removeAwarenessStates(awareness, [...clients], line);
      },
    };
    lines.add(line);
    say.set(line, (message) => said.push(message));
    if (!asksLast) ask();
    if (awareness.getStates().size > 0) said.push(presence([...awareness.getStates().keys()]));
    // Only what a client has not sent yet counts as unread, so a line says whether it is quiet.
    pending.set(line, () => unread.length + said.length > 0);
    return line;
  }

  const pending = new Map<Line, () => boolean>();

  return {
    doc,
    awareness,
    accept,
    settle() {
      for (let round = 0; [...lines].some((line) => pending.get(line)?.()); round += 1) {
        if (round > 100) throw new Error('They never stop talking.');
        for (const line of lines) line.read();
        for (const line of lines) line.deliver();
      }
    },
    stop() {
      awareness.destroy();
      doc.destroy();
    },
  };
}

function encode(type: number, write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

/** What a message is, as it can be told by its first bytes. */
export function nameOf(message: Uint8Array): string {
  const [type, step] = message;
  if (type === AWARENESS) return 'awareness';
  return ['step 1', 'step 2', 'update'][step ?? -1] ?? 'unknown';
}
