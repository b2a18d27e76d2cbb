import { type Doc, encodeStateVector } from 'yjs';
import type { Clock } from '../../connection/clock.ts';
import { createLedger } from '../../sync/ledger.ts';
import { yWebsocket } from '../../sync/y-websocket.ts';

/** Whether the server has read the local edits of a y-websocket provider, which itself cannot tell. */
export interface WebsocketReceipts {
  /** Follows a socket that is open. `isSynced`: its first sync is over. */
  follow(socket: WebSocket, isSynced: boolean): void;
  /** The socket is gone. */
  leave(): void;
  end(): void;
}

/** A server reads its whole document for an answer: it is asked no more often than this, in ms. */
const SPACING = 1_000;

const SYNC = 0;
const STEP_1 = 0;
const STEP_2 = 1;

/**
 * Asks over the provider's own socket. Messages on one socket are answered in order, so the answer to a step 1
 * tells that the server has read every update that was sent before it. The steps 1 of the provider itself
 * are counted too: an answer belongs to whoever asked first.
 *
 * @param provider - the origin of the updates that are not local
 */
export function createWebsocketReceipts(
  doc: Doc,
  provider: unknown,
  clock: Clock,
  changed: (isUnsynced: boolean) => void,
): WebsocketReceipts {
  const ledger = createLedger(changed);
  /** What each unanswered step 1 proves when it is answered: that so many edits were read. */
  let barriers: number[] = [];
  /** Whether the server was told what it lacks: edits made offline leave with that. */
  let hasToldAll = false;
  let followed: WebSocket | null = null;
  let cancelSpacing: (() => void) | null = null;

  function ask(): void {
    if (followed === null || !hasToldAll || !ledger.unsynced()) return;
    if (barriers.length > 0 || cancelSpacing !== null) return;
    followed.send(yWebsocket.stepOne(encodeStateVector(doc)));
    cancelSpacing = clock.after(SPACING, () => {
      cancelSpacing = null;
      ask();
    });
  }

  function sent(message: unknown): void {
    // What is no bytes has no first one.
    const { 0: type, 1: step } = message as Partial<Uint8Array>;
    if (type !== SYNC) return;
    if (step === STEP_1) barriers.push(hasToldAll ? ledger.edits() : 0);
    if (step === STEP_2) hasToldAll = true;
  }

  function received({ data }: MessageEvent<ArrayBuffer>): void {
    const [type, step] = new Uint8Array(data);
    if (type === SYNC && step === STEP_2) ledger.acknowledge(barriers.shift() ?? 0);
    ask();
  }

  function updated(_: Uint8Array, origin: unknown): void {
    if (origin === provider) return;
    ledger.edit();
    ask();
  }

  function leave(): void {
    cancelSpacing?.();
    cancelSpacing = null;
    if (followed === null) return;
    followed.removeEventListener('message', received);
    Reflect.deleteProperty(followed, 'send');
    followed = null;
  }

  // What was there before may be new to the server.
  if (doc.store.clients.size > 0) ledger.edit();
  doc.on('update', updated);

  return {
    follow(socket, isSynced) {
      leave();
      followed = socket;
      hasToldAll = isSynced;
      barriers = [];
      const send = socket.send.bind(socket);
      socket.send = (message) => {
        sent(message);
        send(message);
      };
      socket.addEventListener('message', received);
      ask();
    },
    leave,
    end() {
      leave();
      doc.off('update', updated);
    },
  };
}
