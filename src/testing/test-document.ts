import { ObservableV2 } from 'lib0/observable';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Problem, problemFromClose } from '../protocol/problem.ts';
import type { TestConnection, TestDocumentEvents, TestDocumentState } from './document-shape.ts';

/** What a component can ask of a document. */
export type TestDocumentCall = 'retry' | 'renew' | 'pause' | 'resume' | 'disconnect' | 'connect' | 'close';

/**
 * A `WireSocketDocument` without a connection: its state is what a test says. `doc` and `awareness` are real ones.
 *
 * In a test of React components, what changes the state belongs into `act()`.
 */
export interface TestDocument {
  readonly name: string;
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly store: Pick<StoreApi<TestDocumentState>, 'getState' | 'getInitialState' | 'subscribe'>;
  readonly whenSynced: Promise<void>;
  /** What {@link TestDocument.setUnsentChanges} said; by default not known. */
  unsentChanges(): number | null;
  retry(): void;
  renew(): void;
  pause(): void;
  resume(): void;
  disconnect(): void;
  connect(): void;
  sendStateless(payload: string): void;
  close(): void;
  on<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;
  off<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;
  once<Name extends keyof TestDocumentEvents>(event: Name, listener: TestDocumentEvents[Name]): void;

  /** Sets any of the state, and leaves the rest as it is. */
  setState(state: Partial<TestDocumentState>): void;
  /** Sets where the connection is. `live` says that the document has been in sync, too. */
  setConnection(connection: TestConnection): void;
  /**
   * Puts the connection into the state that the kit has after a close with a documented code, or after any other
   * problem: stopped, or waiting for the next try.
   *
   * @param problem - a close code, or a problem from `problemFromClose` or `problemFromStatus`
   * @param reason - of the close; a documented one, like `Document user limit exceeded: 10`, tells the limit
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
  /** Default: a new one. */
  readonly doc?: Doc | undefined;
  /** Default: a new one for the document. */
  readonly awareness?: Awareness | undefined;
  /** Hears what is asked of the document, beside {@link TestDocument.calls}. */
  readonly onCall?: ((call: TestDocumentCall) => void) | undefined;
}

/** How long {@link TestDocument.setProblem} lets a document wait, in ms: as the rules do after a 4006. */
const WAIT = 30_000;

/**
 * Makes a document for a test, without a server. It is live where nothing else is said.
 *
 * @example
 * const document = createTestDocument();
 * render(<ConnectionNotices document={document} />);
 * act(() => document.setProblem(4008));
 * screen.getByText('This document is full');
 */
export function createTestDocument(options: TestDocumentOptions = {}): TestDocument {
  const { name = 'notes', doc = new Doc(), awareness = new Awareness(doc), onCall, ...given } = options;
  const events = new ObservableV2<{ [Name in keyof TestDocumentEvents]: TestDocumentEvents[Name] }>();
  const connection = given.connection ?? { status: 'live', since: Date.now() };
  const store = createStore<TestDocumentState>(() => ({
    connection,
    hasSynced: connection.status === 'live',
    unsynced: false,
    limits: null,
    region: null,
    ...given,
  }));
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
    store.setState(state);
    const { connection: now, hasSynced } = store.getState();
    if (hasSynced) firstSync();
    tell(before, now);
  }

  function setConnection(next: TestConnection): void {
    setState(next.status === 'live' ? { connection: next, hasSynced: true } : { connection: next });
  }

  function tell(before: TestConnection, now: TestConnection): void {
    const isLive = now.status === 'live';
    if (socketOf(before) === 'connected' && socketOf(now) !== 'connected') {
      const problem = 'problem' in now ? now.problem : null;
      events.emit('connection-close', [{ code: problem?.code ?? 1000, reason: problem?.reason ?? '' }]);
    }
    if (isLive !== (before.status === 'live')) {
      events.emit('synced', [isLive]);
      events.emit('sync', [isLive]);
    }
    if (socketOf(now) !== socketOf(before)) events.emit('status', [{ status: socketOf(now) }]);
  }

  return {
    name,
    doc,
    awareness,
    store,
    whenSynced,
    unsentChanges: () => unsentChanges,
    calls,
    sentStateless,
    setState,
    setConnection,
    setProblem(problem, reason) {
      setConnection(afterProblem(typeof problem === 'number' ? problemFromClose(problem, reason) : problem));
    },
    setUnsentChanges(count) {
      unsentChanges = count;
      setState({ unsynced: count !== 0 });
    },
    hearStateless: (payload) => events.emit('stateless', [payload]),
    retry: asked('retry'),
    renew: asked('renew'),
    pause: asked('pause'),
    resume: asked('resume'),
    disconnect: asked('disconnect'),
    connect: asked('connect'),
    close: asked('close'),
    sendStateless(payload) {
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

/** Who waits: what passes by itself, and who stands before a limit. A redirect is followed. */
function afterProblem(problem: Problem): TestConnection {
  if (problem.kind === 'wrong-region')
    return { status: 'connecting', step: 'handshake', attempt: 2, problem };
  if (problem.recovery !== 'automatic' && !('limit' in problem)) return { status: 'stopped', problem };
  const now = Date.now();
  const retryAfter = 'retryAfter' in problem ? problem.retryAfter : null;
  const retryAt = now + (retryAfter === null ? WAIT : retryAfter * 1000);
  const isRule = problem.kind === 'rate-limit' || retryAfter !== null;
  return {
    status: 'waiting',
    problem,
    retryAt: problem.kind === 'offline' ? null : retryAt,
    earliestRetryAt: isRule ? retryAt : now,
    attempt: 1,
  };
}

/** What an editor binding knows of a connection's state. */
function socketOf({ status }: TestConnection): 'connected' | 'connecting' | 'disconnected' {
  switch (status) {
    case 'syncing':
    case 'live':
      return 'connected';
    case 'connecting':
      return 'connecting';
    case 'idle':
    case 'waiting':
    case 'stopped':
      return 'disconnected';
  }
}
