import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { StoreApi } from 'zustand/vanilla';
import type { DocumentState } from './document-state.ts';

/** A zustand store that can be read. */
export type ReadonlyStore<T> = Pick<StoreApi<T>, 'getState' | 'getInitialState' | 'subscribe'>;

/** The events of a {@link WireSocketDocument}: those that editor bindings expect of a Yjs provider. */
export interface DocumentEvents {
  /** The socket opened, is on its way, or is closed. */
  status: (event: { readonly status: 'connected' | 'connecting' | 'disconnected' }) => void;
  /** The document is in sync, or no longer. */
  sync: (isSynced: boolean) => void;
  /** As `sync`, by the name that other bindings listen to. */
  synced: (isSynced: boolean) => void;
  /** Something that was said beside the document; in the Hocuspocus dialect. */
  stateless: (payload: string) => void;
  /** A socket that was open closed. */
  'connection-close': (event: { readonly code: number; readonly reason: string }) => void;
}

/** A Yjs document that is kept in sync with the service, and what is known of it. */
export interface WireSocketDocument {
  /** As it was opened by; on the wire, too. */
  readonly name: string;
  /**
   * The Yjs document, for an editor's binding. What is written before the first sync is merged with it, and
   * sent.
   */
  readonly doc: Doc;
  /** Who is here, and where their cursors are, for an editor's binding. */
  readonly awareness: Awareness;
  /** What is known of it now, as a zustand store; `useLiveDocument` reads it in React. */
  readonly store: ReadonlyStore<DocumentState>;
  /**
   * Fulfilled by the first sync. Stays pending while there is none.
   *
   * To suspend on it, `use(document.whenSynced)` stands below a `<Suspense>` that is itself below the component that
   * opened the document: what React has not mounted yet opens nothing. In the browser only: on a server it stays pending.
   */
  readonly whenSynced: Promise<void>;
  /**
   * How many changes that were made here, Yjs transactions, the server has not acknowledged. It changes with every
   * keystroke, so the store does not tell of it: ask when you show it.
   *
   * @returns `null` where that is not known: while content that was brought along, or came from the app's own storage,
   * may be new to the server, and of the document of an adopted provider
   */
  unsentChanges(): number | null;
  /** Tries now, where the policy allows it. */
  retry(): void;
  /**
   * Tries with a fresh token, as soon as the policy allows it: after an upgrade of the plan, or a sign-in.
   */
  renew(): void;
  /** Does not try by itself any more, until {@link WireSocketDocument.resume} or `retry()`; only while it waits. */
  pause(): void;
  /** Tries by itself again, as soon as the policy allows it. */
  resume(): void;
  /**
   * Stops, and keeps the document with all that is in it. Edits wait in its `Y.Doc`: after the last
   * {@link WireSocketDocument.close} it connects again to send them. So this is no sign-out, which is
   * `client.destroy()`: after that nothing is sent in that person's name.
   */
  disconnect(): void;
  /** Connects again after {@link WireSocketDocument.disconnect}, or after it stopped by itself. What has ended stays so. */
  connect(): void;
  /**
   * Says something beside the document, in the Hocuspocus dialect. It is sent now or not at all.
   *
   * @throws TypeError where the payload is not a string
   * @throws Error in the y-websocket dialect, which has no such messages
   */
  sendStateless(payload: string): void;
  /**
   * Gives a hold back. The last one ends the connection after a short grace, once every edit has been sent, for which
   * it connects again where it was disconnected.
   */
  close(): void;
  /** Hears an event, as an editor's binding does. What a listener throws is reported, and ends nothing. */
  on<Name extends keyof DocumentEvents>(event: Name, listener: DocumentEvents[Name]): void;
  /** Hears it no longer. The same function as was given to `on`. */
  off<Name extends keyof DocumentEvents>(event: Name, listener: DocumentEvents[Name]): void;
  /** As {@link WireSocketDocument.on}, for the next time only. */
  once<Name extends keyof DocumentEvents>(event: Name, listener: DocumentEvents[Name]): void;
}

/** What a document may bring along. */
export interface DocumentOptions {
  /** Default: that of `awareness`, or a new one. */
  readonly doc?: Doc | undefined;
  /** Default: a new one for the document. */
  readonly awareness?: Awareness | undefined;
}
