import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import type { Doc } from 'yjs';

const SYNC = 0;

/** The least that syncs a document: no presence, no reconnection, no checks. What everything is compared with. */
export function bareSocket(socket: WebSocket, doc: Doc, synced: () => void): void {
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeSyncStep1(encoder, doc);
    socket.send(toUint8Array(encoder));
  };
  socket.onmessage = ({ data }) => {
    const decoder = createDecoder(new Uint8Array(data as ArrayBuffer));
    if (readVarUint(decoder) !== SYNC) return;
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    const type = readSyncMessage(decoder, encoder, doc, socket);
    if (length(encoder) > 1) socket.send(toUint8Array(encoder));
    if (type === messageYjsSyncStep2) synced();
  };
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === socket) return;
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeUpdate(encoder, update);
    socket.send(toUint8Array(encoder));
  });
}
