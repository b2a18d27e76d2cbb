import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isDocumentName } from '../protocol/document-name.ts';
import { ownProblem, type Problem, problemFromClose } from '../protocol/problem.ts';
import { callApp } from '../sync/call-app.ts';
import { afterProblem } from './after-problem.ts';
import { canBeCalled, check, checkConnection, checkOptions, checkProblem } from './check-input.ts';
import type { TestConnection, TestDocumentEvents, TestDocumentState } from './document-shape.ts';
import { createEmitter, tell, tellConnection } from './tell-events.ts';

/** What a component can ask of a document. */
export type TestDocumentCall = 'retry' | 'renew' | 'pause' | 'resume' | 'disconnect' | 'connect' | 'close';

/**
 * A `WireSocketDocument` without a connection: its state is what a test says. `doc` and `awareness` are real ones.
 *
 * In a test of React components, what changes the state belongs into `act()`.
 */
export interface TestDocument {
  /** As it was made or opened by. */
  readonly name: string;
  /** A real Yjs document, connected to nothing. */
  readonly doc: Doc;
  /** Its real presence, in which nobody else is. */
  readonly awareness: Awareness;
  /** What is known of it: what the test has set. */
  readonly store: Pick<StoreApi<TestDocumentState>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Fulfilled once `hasSynced`. */
  readonly whenSynced: Promise<void>;
  /** 0 while nothing is `unsynced`; else what {@link TestDocument.setUnsentChanges} said, by default not known. */
  unsentChanges(): number | null;
  /** Is listed in {@link TestDocument.calls}, as all that a component can ask is: none has an effect by itself. */
  retry(): void;
  renew(): void;
  pause(): void;
  resume(): void;
  disconnect(): void;
  connect(): void;
  /** @throws TypeError where the payload is not a string */
  sendStateless(payload: string): void;
  close(): void;
  /** Hears an event, as an editor's binding does. */
  on<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;
  /** Hears it no longer. */
  off<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;
  /** Hears it the next time only. */
  once<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;

  /** Sets any of the state, and leaves the rest as it is. */
  setState(state: Partial<TestDocumentState>): void;
  /** Sets where the connection is. `live` says that the document has been in sync, too. @throws TypeError for what is no state */
  setConnection(connection: TestConnection): void;
  /**
   * Puts the connection into the state that the kit has after a close with a documented code, or after any other
   * problem: stopped, or waiting for the next try.
   *
   * @param problem - a close code, or a problem from `problemFromClose` or `problemFromStatus`
   * @param reason - of the close; a documented one, like `Document user limit exceeded: 10`, tells the limit
   * @throws TypeError where it is neither
   */
  setProblem(problem: number | Problem, reason?: string): void;
  /** Says how many changes the server has not acknowledged. `unsynced` says with it whether there are any. */
  setUnsentChanges(count: number | null): void;
  /** Has somebody say something beside the document. */
  hearStateless(payload: string): void;
  /** What was asked of the document, in order. Nothing of it has an effect by itself. */
  readonly calls: readonly TestDocumentCall[];
  /** What was said with `sendStateless`, in order. */
  readonly sentStateless: readonly string[];
}

/** What a {@link TestDocument} is made of. */
export interface TestDocumentOptions extends Partial<TestDocumentState> {
  /** Default: `notes`. */
  readonly name?: string | undefined;
  /** Default: that of `awareness`, or a new one. */
  readonly doc?: Doc | undefined;
  /** Default: a new one for the document. */
  readonly awareness?: Awareness | undefined;
  /** Hears what is asked of the document, beside {@link TestDocument.calls}. */
  readonly onCall?: ((call: TestDocumentCall) => void) | undefined;
}

/**
 * Makes a document for a test, without a server. It is live where nothing else is said, or stopped where its name breaks
 * the service's rule. Outside of a test runner that ends by itself, `doc.destroy()` ends the timer of its presence.
 *
 * @example
 * const document = createTestDocument();
 * render(<ConnectionNotices document={document} />);
 * act(() => document.setProblem(4008));
 * screen.getByText('This document is full');
 */
export function createTestDocument(options?: TestDocumentOptions): TestDocument {
  const {
    name = 'notes',
    onCall,
    doc: broughtDoc,
    awareness: broughtAwareness,
    ...given
  } = checkOptions('createTestDocument', options);
  check(typeof name === 'string', 'createTestDocument: the name is text.');
  check(onCall === undefined || canBeCalled(onCall), 'createTestDocument: onCall is a function.');
  check(
    [broughtDoc, broughtAwareness].every(
      (brought) => (brought ?? null) === null || canBeCalled(brought, 'on'),
    ),
    'createTestDocument: doc is a Y.Doc, and awareness an Awareness.',
  );
  const doc = broughtDoc ?? broughtAwareness?.doc ?? new Doc();
  const awareness = broughtAwareness ?? new Awareness(doc);
  const events = createEmitter();
  const connection = checkConnection(given.connection ?? firstConnection(name));
  const store = createStore<TestDocumentState>(() => ({
    connection,
    hasSynced: connection.status === 'live',
    unsynced: false,
    limits: null,
    region: null,
    ...given,
  }));
  const { subscribe } = store;
  store.subscribe = (listener) => subscribe((now, before) => callApp(() => listener(now, before)));
  const calls: TestDocumentCall[] = [];
  const sentStateless: string[] = [];
  let unsentChanges: number | null = null;
  let firstSync = () => {};
  const whenSynced = new Promise<void>((resolve) => {
    firstSync = resolve;
  });
  if (store.getState().hasSynced) firstSync();

  const asked = (call: TestDocumentCall) => () => {
    calls.push(call);
    onCall?.(call);
  };

  function setState(state: Partial<TestDocumentState>): void {
    const before = store.getState().connection;
    if (state.connection !== undefined) checkConnection(state.connection);
    store.setState(state);
    const { connection: now, hasSynced } = store.getState();
    if (hasSynced) firstSync();
    tellConnection(events, before, now);
  }

  function setConnection(next: TestConnection): void {
    setState(
      checkConnection(next).status === 'live' ? { connection: next, hasSynced: true } : { connection: next },
    );
  }

  return {
    name,
    doc,
    awareness,
    store,
    whenSynced,
    unsentChanges: () => (store.getState().unsynced ? unsentChanges : 0),
    calls,
    sentStateless,
    setState,
    setConnection,
    setProblem(problem, reason) {
      setConnection(
        afterProblem(typeof problem === 'number' ? problemFromClose(problem, reason) : checkProblem(problem)),
      );
    },
    setUnsentChanges(count) {
      unsentChanges = count;
      setState({ unsynced: count !== 0 });
    },
    hearStateless: (payload) => tell(events, 'stateless', payload),
    retry: asked('retry'),
    renew: asked('renew'),
    pause: asked('pause'),
    resume: asked('resume'),
    disconnect: asked('disconnect'),
    connect: asked('connect'),
    close: asked('close'),
    sendStateless(payload) {
      if (typeof payload !== 'string')
        throw new TypeError('A stateless message is a string. Encode other values as JSON.');
      sentStateless.push(payload);
    },
    on: (event, listener) => {
      events.on(event, listener);
    },
    off: (event, listener) => {
      events.off(event, listener);
    },
    once: (event, listener) => {
      events.once(event, listener);
    },
  };
}

function firstConnection(name: string): TestConnection {
  if (isDocumentName(name)) return { status: 'live', since: Date.now() };
  return { status: 'stopped', problem: ownProblem('invalid-name', 'This is no document name.') };
}
