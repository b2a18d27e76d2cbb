import { createStore } from 'zustand/vanilla';
import type { Clock } from '../connection/clock.ts';
import type { ConnectionEvent } from '../connection/machine-state.ts';
import { problemOf } from '../connection/state.ts';
import type { DocumentOptions, ReadonlyStore, WireSocketDocument } from './document.ts';
import type { OpenDocument } from './document-connection.ts';

/** The documents of a client, each as long as anybody holds it or it has edits to send. */
export interface Registry {
  /** The document of that name, made where there is none; nobody holds it by that. */
  prepare(name: string, options: DocumentOptions): WireSocketDocument;
  /** The same, with a hold on it. */
  open(name: string, options: DocumentOptions): WireSocketDocument;
  /** Gives a hold back. */
  release(document: WireSocketDocument): void;
  /** Tells every document that is held. */
  dispatch(event: ConnectionEvent): void;
  leave(): void;
  end(): void;
  readonly documents: ReadonlyStore<readonly WireSocketDocument[]>;
}

/** How long a document outlives its last hold, in ms: a page change or a StrictMode remount takes less. */
const GRACE = 1_000;

/** How long one that was rendered waits to be held, in ms. */
const PREPARED_GRACE = 10_000;

interface Entry {
  readonly open: OpenDocument;
  holds: number;
  /** Whether it was ever held, and so connected. */
  isUsed: boolean;
  cancelEnd: () => void;
}

/** @param create - makes a document */
export function createRegistry(
  clock: Clock,
  create: (name: string, options: DocumentOptions) => OpenDocument,
): Registry {
  const entries = new Map<string, Entry>();
  const documents = createStore<readonly WireSocketDocument[]>(() => []);

  function prepare(name: string, options: DocumentOptions): WireSocketDocument {
    let entry = knownAs(name, options);
    if (entry === undefined) {
      entry = add(name, options);
      endAfter(PREPARED_GRACE, name, entry);
    }
    return entry.open.document;
  }

  function open(name: string, options: DocumentOptions): WireSocketDocument {
    const entry = knownAs(name, options) ?? add(name, options);
    entry.cancelEnd();
    entry.holds += 1;
    if (!entry.isUsed) {
      entry.isUsed = true;
      list();
      entry.open.dispatch({ type: 'connect' });
    }
    return entry.open.document;
  }

  function knownAs(name: string, options: DocumentOptions): Entry | undefined {
    const known = entries.get(name);
    if (known === undefined || suits(known.open.document, options)) return known;
    if (known.isUsed) throw openWithAnother(name);
    // Rendered with another doc and never mounted: nobody has seen it.
    endEntry(name, known);
    return undefined;
  }

  function add(name: string, options: DocumentOptions): Entry {
    const entry: Entry = { open: create(name, options), holds: 0, isUsed: false, cancelEnd: () => {} };
    entries.set(name, entry);
    return entry;
  }

  function release(document: WireSocketDocument): void {
    const { name } = document;
    const entry = entries.get(name);
    // One that has ended may have a successor of the same name.
    if (entry?.open.document !== document || entry.holds === 0) return;
    entry.holds -= 1;
    if (entry.holds === 0) endAfter(GRACE, name, entry);
  }

  function endAfter(ms: number, name: string, entry: Entry): void {
    entry.cancelEnd = clock.after(ms, () => endWhenSynced(name, entry));
  }

  /** An edit that was made is sent, even if nobody looks at the document any more. */
  function endWhenSynced(name: string, entry: Entry): void {
    const { store } = entry.open.document;
    const problem = () => problemOf(store.getState().connection);
    const isDone = () => !entry.isUsed || !store.getState().unsynced || problem()?.kind === 'invalid-name';
    if (isDone()) return endEntry(name, entry);
    // An editor binding may have disconnected it when it was unmounted, as that of Lexical does.
    if (problem() === null) entry.open.dispatch({ type: 'connect' });
    entry.cancelEnd = store.subscribe(() => {
      if (isDone()) endEntry(name, entry);
    });
  }

  function endEntry(name: string, entry: Entry): void {
    entry.cancelEnd();
    entries.delete(name);
    entry.open.end();
    if (entry.isUsed) list();
  }

  function list(): void {
    const used = [...entries.values()].filter(({ isUsed }) => isUsed).map(({ open }) => open.document);
    documents.setState(used, true);
  }

  return {
    prepare,
    open,
    release,
    documents,
    dispatch(event) {
      for (const { open, isUsed } of entries.values()) if (isUsed) open.dispatch(event);
    },
    leave() {
      for (const { open } of entries.values()) open.leave();
    },
    end() {
      for (const [name, entry] of entries) endEntry(name, entry);
    },
  };
}

function suits(document: WireSocketDocument, { doc, awareness }: DocumentOptions): boolean {
  return (
    (doc === undefined || doc === document.doc) &&
    (awareness === undefined || awareness === document.awareness)
  );
}

/** Two documents of one name would each hold half of the edits. */
function openWithAnother(name: string): Error {
  return new Error(
    `WireSocket document "${name}" is open already, with another Y.Doc or awareness. Pass the same one, or none.`,
  );
}
