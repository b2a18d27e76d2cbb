import { WebSocket } from 'ws';
import type { Doc } from 'yjs';

/** A document that is in sync with the server. */
export interface SyncedDocument {
  readonly doc: Doc;
  /** Messages that the client gave to its sockets. */
  sent(): number;
  close(): void;
}

/** Makes what an app makes once, and gives what opens a document: once it is in sync it is there. */
export type Prepare = (origin: string) => (name: string) => Promise<SyncedDocument>;

/** Who is compared, by name. */
export type Clients<Name extends string> = Readonly<Record<Name, Prepare>>;

/** The names, in the order in which they are listed. */
export function namesOf<Name extends string>(clients: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(clients) as Name[];
}

/** Something for each of them. */
export function forAll<Name extends string, T>(
  clients: Readonly<Record<Name, unknown>>,
  make: (name: Name) => T,
): Record<Name, T> {
  return Object.fromEntries(namesOf(clients).map((name) => [name, make(name)])) as Record<Name, T>;
}

/** The same class for all, so that counting costs all the same. */
export function countingSocket(): { Socket: typeof WebSocket; sent(): number } {
  let sent = 0;
  class Socket extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      sent += 1;
      super.send(data);
    }
  }
  return { Socket, sent: () => sent };
}

export function asGlobal(Socket: typeof WebSocket): typeof globalThis.WebSocket {
  return Socket as unknown as typeof globalThis.WebSocket;
}

export function close(doc: Doc, end: () => void): void {
  end();
  doc.destroy();
}
