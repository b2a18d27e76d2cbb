import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  modifyAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { applyUpdate, Doc, decodeUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { yWebsocket } from '../sync/y-websocket.ts';

/** One who is in a session, as the session sees it. */
export interface Peer {
  send(message: Uint8Array): void;
  /** Leaves the session at once, and ends the socket. Without a reason: the documented text. */
  close(code: number, reason?: string): void;
}

/** A live document: its content, who is in it, and what they tell each other. */
export interface DocumentSession {
  readonly documentName: string;
  /** Where it is pinned. */
  readonly region: string;
  readonly peers: ReadonlySet<Peer>;
  /** Asks the peer for what it has, and tells it who is here. */
  join(peer: Peer): void;
  /** Tells the others. */
  leave(peer: Peer): void;
  /** @throws where the bytes are no message that a client may send */
  receive(peer: Peer, message: Uint8Array): void;
  destroy(): void;
}

type AwarenessChange = Readonly<Record<'added' | 'updated' | 'removed', readonly number[]>>;

/** Begins a session, empty. */
export function createDocumentSession(documentName: string, region: string): DocumentSession {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const peers = new Set<Peer>();
  /** Whose states to take back when a peer leaves. */
  const owners = new Map<number, Peer>();

  function broadcast(message: Uint8Array, except?: unknown): void {
    for (const peer of peers) if (peer !== except) peer.send(message);
  }

  function presenceOf(clients: readonly number[]): Uint8Array {
    return yWebsocket.awareness(encodeAwarenessUpdate(awareness, [...clients]));
  }

  function presenceChanged({ added, updated, removed }: AwarenessChange, origin: unknown): void {
    for (const peer of peers) {
      // The one who spoke last: a client that reconnects has two sockets until the first is found dead.
      if (peer === origin) for (const client of [...added, ...updated]) owners.set(client, peer);
    }
    for (const client of removed) owners.delete(client);
    // To its sender as well: y-websocket's provider takes 30 s without a message for a dead socket.
    broadcast(presenceOf([...added, ...updated, ...removed]));
  }

  function tellWhoIsHere(peer: Peer): void {
    const clients = [...awareness.getStates().keys()];
    if (clients.length > 0) peer.send(presenceOf(clients));
  }

  // The server itself is nobody.
  awareness.setLocalState(null);
  awareness.on('update', presenceChanged);
  doc.on('update', (update: Uint8Array, origin: unknown) => broadcast(yWebsocket.update(update), origin));

  return {
    documentName,
    region,
    peers,
    join(peer) {
      peers.add(peer);
      peer.send(yWebsocket.stepOne(encodeStateVector(doc)));
      tellWhoIsHere(peer);
    },
    leave(peer) {
      peers.delete(peer);
      const clients = [...owners].filter(([, owner]) => owner === peer).map(([client]) => client);
      removeAwarenessStates(awareness, clients, peer);
    },
    receive(peer, bytes) {
      const message = yWebsocket.decode(bytes);
      switch (message.type) {
        case 'step-1':
          return peer.send(yWebsocket.stepTwo(encodeStateAsUpdate(doc, message.stateVector)));
        case 'step-2':
        case 'update':
          // Read whole before any of it is applied: a cut one would else get in by half.
          decodeUpdate(message.update);
          return applyUpdate(doc, message.update, peer);
        case 'awareness':
          modifyAwarenessUpdate(message.update, checkState);
          return applyAwarenessUpdate(awareness, message.update, peer);
        case 'query-awareness':
          return tellWhoIsHere(peer);
        case 'denied':
          throw new Error('an auth message, which only servers send');
      }
    },
    destroy: () => doc.destroy(),
  };
}

function checkState(state: unknown): unknown {
  if (typeof state !== 'object') throw new Error('awareness state is no object');
  return state;
}
