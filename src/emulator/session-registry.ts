import { createDocumentSession, type DocumentSession, type Peer } from './document-session.ts';
import type { Timers } from './timers.ts';

/** The live documents of all regions, those in their grace period included. */
export interface SessionRegistry {
  get(documentName: string): DocumentSession | undefined;
  all(): readonly DocumentSession[];
  /** Over all regions. */
  connections(): number;
  /** Over all regions. */
  documents(): number;
  /** Joins the document's session, which begins, pinned to this region, where there is none. */
  join(documentName: string, region: string, peer: Peer): DocumentSession;
  /** After the last has left, the session lives for the grace period. */
  leave(session: DocumentSession, peer: Peer): void;
  /** Takes a {@link SessionRegistry.join} back: a session that nobody else has been in is none. */
  withdraw(session: DocumentSession, peer: Peer): void;
  clear(): void;
}

/** @param gracePeriod - ms */
export function createSessionRegistry(gracePeriod: number, timers: Timers): SessionRegistry {
  const sessions = new Map<string, DocumentSession>();
  const graces = new Map<string, () => void>();
  /** The only peer that a session has had so far. */
  const firsts = new WeakMap<DocumentSession, Peer>();

  function begin(documentName: string, region: string, first: Peer): DocumentSession {
    const session = createDocumentSession(documentName, region);
    sessions.set(documentName, session);
    firsts.set(session, first);
    return session;
  }

  /** Unpins the document and forgets its content: the service stores nothing. */
  function end(session: DocumentSession): void {
    graces.delete(session.documentName);
    sessions.delete(session.documentName);
    session.destroy();
  }

  function leave(session: DocumentSession, peer: Peer): void {
    session.leave(peer);
    if (session.peers.size > 0) return;
    graces.set(
      session.documentName,
      timers.after(gracePeriod, () => end(session)),
    );
  }

  return {
    get: (documentName) => sessions.get(documentName),
    all: () => [...sessions.values()],
    connections: () => [...sessions.values()].reduce((sum, { peers }) => sum + peers.size, 0),
    documents: () => sessions.size,
    join(documentName, region, peer) {
      const session = sessions.get(documentName) ?? begin(documentName, region, peer);
      if (firsts.get(session) !== peer) firsts.delete(session);
      graces.get(documentName)?.();
      graces.delete(documentName);
      session.join(peer);
      return session;
    },
    leave,
    withdraw(session, peer) {
      if (firsts.get(session) !== peer) return leave(session, peer);
      session.leave(peer);
      end(session);
    },
    clear() {
      for (const session of sessions.values()) end(session);
    },
  };
}
