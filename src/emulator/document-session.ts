import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  modifyAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { applyUpdate, Doc, decodeUpdate, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Incoming } from '../sync/dialect.ts';
import type { ServerMessage, Wire } from './wire.ts';

/** One who is in a session, as the session sees it. */
export interface Peer extends Pick<Wire, 'asksBack'> {
  send(message: ServerMessage): void;
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
  /** @throws where it is no message that a client may send */
  receive(peer: Peer, message: Incoming): void;
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

  function broadcast(message: ServerMessage, except?: unknown): void {
    for (const peer of peers) if (peer !== except) peer.send(message);
  }

  function presenceOf(clients: readonly number[]): ServerMessage {
    return { type: 'awareness', update: encodeAwarenessUpdate(awareness, [...clients]) };
  }

  function presenceChanged({ added, updated, removed }: AwarenessChange, origin: unknown): void {
    for (const peer of peers) {
      // The one who spoke last: a client that reconnects has two sockets until the first is found dead.
      if (peer === origin) for (const client of [...added, ...updated]) owners.set(client, peer);
    }
    for (const client of removed) owners.delete(client);
    // To its sender as well: the usual providers take 30 s without a message for a dead socket.
    broadcast(presenceOf([...added, ...updated, ...removed]));
  }

  function ask(peer: Peer): void {
    peer.send({ type: 'step-1', stateVector: encodeStateVector(doc) });
  }

  function tellWhoIsHere(peer: Peer): void {
    const clients = [...awareness.getStates().keys()];
    if (clients.length > 0) peer.send(presenceOf(clients));
  }

  // The server has no presence of its own.
  awareness.setLocalState(null);
  awareness.on('update', presenceChanged);
  doc.on('update', (update: Uint8Array, origin: unknown) => broadcast({ type: 'update', update }, origin));

  return {
    documentName,
    region,
    peers,
    join(peer) {
      peers.add(peer);
      if (!peer.asksBack) ask(peer);
      tellWhoIsHere(peer);
    },
    leave(peer) {
      peers.delete(peer);
      const clients = [...owners].filter(([, owner]) => owner === peer).map(([client]) => client);
      removeAwarenessStates(awareness, clients, peer);
    },
    receive(peer, message) {
      switch (message.type) {
        case 'step-1':
          peer.send({ type: 'step-2', update: encodeStateAsUpdate(doc, message.stateVector) });
          if (peer.asksBack) ask(peer);
          return;
        case 'step-2':
        case 'update':
          // Read whole before any of it is applied: a cut one would else get in by half.
          decodeUpdate(message.update);
          applyUpdate(doc, message.update, peer);
          return peer.send({ type: 'sync-status' });
        case 'awareness':
          checkPresence(message.update);
          return applyAwarenessUpdate(awareness, message.update, peer);
        case 'query-awareness':
          return tellWhoIsHere(peer);
        case 'stateless':
          return broadcast(message, peer);
        case 'sync-status':
        case 'denied':
          throw new Error('a message that only servers send');
      }
    },
    destroy: () => doc.destroy(),
  };
}

/** @throws where it is no awareness update, or one of states that are no objects */
export function checkPresence(update: Uint8Array): void {
  modifyAwarenessUpdate(update, (state: unknown) => {
    if (typeof state !== 'object') throw new Error('awareness state is no object');
    return state;
  });
}
