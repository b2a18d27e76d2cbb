import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { type StagedServer, type StagedSocket, stagedSocketClass } from './staged-socket.ts';

/** Somebody else who is in the document. */
export interface StagedPerson {
  readonly name: string;
  readonly color: string;
}

/** A service in this page, for as many documents as are asked for. It speaks the dialect of y-websocket. */
export interface StagedService {
  readonly WebSocket: typeof WebSocket;
  /** Closes every socket of a document. */
  shut(documentName: string, code: number, reason: string): void;
  end(): void;
}

/** What a director has a say in. */
export interface StagedServiceOptions {
  /** What a document holds before anybody comes. */
  readonly text: string;
  readonly people: readonly StagedPerson[];
  /** Whether a handshake succeeds. `false`: it fails without a word, as in a browser. */
  admits(documentName: string): boolean;
  /** Whether it answers. */
  answers(documentName: string): boolean;
  /** A handshake succeeded. What is closed here is closed before the first sync. */
  opened(socket: StagedSocket): void;
  /** A client has all that the service has. */
  synced(socket: StagedSocket): void;
}

/** Makes a service that holds nothing but what is in this page. */
export function createStagedService(options: StagedServiceOptions): StagedService {
  const docs = new Map<string, Doc>();
  const sockets = new Set<StagedSocket>();
  const crowd = options.people.map(createGuest);

  function docOf(name: string): Doc {
    const known = docs.get(name);
    if (known !== undefined) return known;
    const doc = new Doc();
    doc.getText('notes').insert(0, options.text);
    docs.set(name, doc);
    return doc;
  }

  const server: StagedServer = {
    knocked(socket) {
      if (!options.admits(socket.documentName)) return socket.shut(1006, '');
      sockets.add(socket);
      socket.open();
      options.opened(socket);
      socket.deliver(yWebsocket.stepOne(encodeStateVector(docOf(socket.documentName))));
      for (const guest of crowd) socket.deliver(yWebsocket.awareness(stateOf(guest)));
    },
    received(socket, bytes) {
      if (!options.answers(socket.documentName)) return;
      const doc = docOf(socket.documentName);
      const message = yWebsocket.decode(bytes);
      if (message.type === 'step-2' || message.type === 'update') applyUpdate(doc, message.update);
      if (message.type !== 'step-1') return;
      socket.deliver(yWebsocket.stepTwo(encodeStateAsUpdate(doc, message.stateVector)));
      options.synced(socket);
    },
    gone: (socket) => sockets.delete(socket),
  };

  // Everybody says again that they are here, or they would be forgotten after 30 s.
  for (const guest of crowd) {
    guest.on('update', () => {
      for (const socket of sockets) socket.deliver(yWebsocket.awareness(stateOf(guest)));
    });
  }

  return {
    WebSocket: stagedSocketClass(server),
    shut(documentName, code, reason) {
      for (const socket of [...sockets]) {
        if (socket.documentName === documentName) socket.shut(code, reason);
      }
    },
    end() {
      for (const guest of crowd) {
        guest.destroy();
        guest.doc.destroy();
      }
      for (const doc of docs.values()) doc.destroy();
    },
  };
}

function createGuest(user: StagedPerson): Awareness {
  const guest = new Awareness(new Doc());
  guest.setLocalState({ user });
  return guest;
}

function stateOf(guest: Awareness): Uint8Array {
  return encodeAwarenessUpdate(guest, [guest.clientID]);
}
