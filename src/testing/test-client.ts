import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { check, checkOptions } from './check-input.ts';
import type { TestDocumentState } from './document-shape.ts';
import { createTestDocument, type TestDocument } from './test-document.ts';
import { type AssessedUse, assess, type TestUse } from './test-usage.ts';

/** What a document may bring along. */
export interface BroughtDocument {
  /** Default: that of `awareness`, or a new one. */
  readonly doc?: Doc | undefined;
  /** Default: a new one for the document. */
  readonly awareness?: Awareness | undefined;
}

/** What a {@link TestClient} is made of. */
export interface TestClientOptions {
  /** The state that its documents begin with. Default: live. */
  readonly state?: Partial<TestDocumentState> | undefined;
  /** What `usage()` answers. Default: 1 of 100 of each. */
  readonly usage?: { readonly connections: TestUse; readonly documents: TestUse } | undefined;
  /** What `health()` answers. Default: `healthy`. */
  readonly health?: 'healthy' | 'degraded' | 'overloaded' | undefined;
}

/** A `WireSocketClient` without a service, for a `WireSocketProvider`: its documents are those of a test. */
export interface TestClient {
  /**
   * The document that the components of that name have, or will have. Where they bring a doc or an awareness along, ask
   * for it once they have, or it is open with another.
   */
  document(name: string): TestDocument;
  /**
   * Takes one more hold on a document, as a component does that is mounted.
   *
   * @throws TypeError where the name is not a string
   * @throws Error where the document is open with another `Y.Doc` or awareness, and after `destroy()`
   */
  open(name: string, brought?: BroughtDocument): TestDocument;
  /** The document that `open` will give, without a hold on it. Throws as that does. */
  prepare(name: string, brought?: BroughtDocument): TestDocument;
  /** Where nothing listens; no two clients have the same. */
  readonly endpoint: string;
  /** Those that are held open. */
  readonly documents: Pick<StoreApi<readonly TestDocument[]>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Answers that the document is new and lives nowhere yet. */
  discover(name: string): Promise<{ region: string | null; url: string | null; isNew: boolean }>;
  /** Answers what the options say. */
  usage(): Promise<{
    tenantId: string;
    appId: string;
    usage: Record<'connections' | 'documents', AssessedUse>;
    timestamp: string;
  }>;
  /** Answers what the options say. */
  health(): Promise<{ status: 'healthy' | 'degraded' | 'overloaded'; timestamp: string }>;
  /** Stops every document and ends its presence, as when somebody signs out. */
  destroy(): void;
}

const HEALTH: readonly string[] = ['healthy', 'degraded', 'overloaded'];

const EASE: TestUse = { current: 1, limit: 100 };

/** Clients of one endpoint share what they know of use and health, which must not reach the next test. */
let made = 0;

/**
 * Makes a client for a test, without a service: for components that call `useWireSocketDocument`.
 *
 * @example
 * const client = createTestClient();
 * render(<WireSocketProvider client={client}><App /></WireSocketProvider>);
 * act(() => client.document('notes').setProblem(4006));
 */
export function createTestClient(options?: TestClientOptions): TestClient {
  const {
    state = {},
    usage = { connections: EASE, documents: EASE },
    health = 'healthy',
  } = checkOptions('createTestClient', options);
  check(state === Object(state), 'createTestClient: state is an object, as { hasSynced: false } is.');
  check(
    [usage?.connections, usage?.documents].every((use) => typeof Object(use).current === 'number'),
    'createTestClient: usage is { connections: { current: 1, limit: 100 }, documents: { current: 1, limit: 100 } }.',
  );
  check(HEALTH.includes(health), `createTestClient: health is one of ${HEALTH.join(', ')}.`);
  const known = new Map<string, TestDocument>();
  const holds = new Map<TestDocument, number>();
  /** Those that the test itself has asked for. */
  const asked = new Set<TestDocument>();
  /** Those that were made here, and end with the client. */
  const presences = new Set<Awareness>();
  const documents = createStore<readonly TestDocument[]>(() => []);
  made += 1;
  let isDestroyed = false;

  function prepare(name: string, brought: BroughtDocument = {}): TestDocument {
    const document = known.get(name);
    if (document !== undefined && suits(document, brought)) return document;
    if (document !== undefined && isTaken(document)) throw openWithAnother(name);
    return add(name, brought);
  }

  function add(name: string, brought: BroughtDocument): TestDocument {
    const document = createTestDocument({
      ...state,
      ...brought,
      name,
      onCall: (call) => {
        if (call === 'close') hold(document, -1);
      },
    });
    known.set(name, document);
    if (brought.awareness === undefined) presences.add(document.awareness);
    return document;
  }

  /** Any other may have been rendered and never mounted, and is replaced. */
  function isTaken(document: TestDocument): boolean {
    return asked.has(document) || isHeld(document);
  }

  function isHeld(document: TestDocument): boolean {
    return (holds.get(document) ?? 0) > 0;
  }

  function hold(document: TestDocument, more: 1 | -1): void {
    holds.set(document, Math.max((holds.get(document) ?? 0) + more, 0));
    const held = [...known.values()].filter(isHeld);
    if (held.length !== documents.getState().length) documents.setState(held, true);
  }

  function checkName(name: unknown): void {
    const wrong = 'WireSocket document: the name has to be a string. Open it once it has one.';
    check(typeof name === 'string', wrong);
    checkAlive(`document "${name}"`);
  }

  function checkAlive(asked: string): void {
    if (isDestroyed) throw new Error(`WireSocket ${asked}: its client was destroyed. Make a new client.`);
  }

  return {
    document(name) {
      const document = prepare(name);
      asked.add(document);
      return document;
    },
    prepare(name, brought) {
      checkName(name);
      return prepare(name, brought);
    },
    open(name, brought) {
      checkName(name);
      const document = prepare(name, brought);
      hold(document, 1);
      return document;
    },
    endpoint: `ws://test-${made}.localhost`,
    documents,
    async discover(name) {
      checkName(name);
      return { region: null, url: null, isNew: true };
    },
    async usage() {
      checkAlive('usage');
      return {
        tenantId: 'test',
        appId: 'test',
        usage: { connections: assess(usage.connections), documents: assess(usage.documents) },
        timestamp: new Date().toISOString(),
      };
    },
    health: async () => ({ status: health, timestamp: new Date().toISOString() }),
    destroy() {
      isDestroyed = true;
      holds.clear();
      documents.setState([], true);
      for (const document of known.values()) document.setConnection({ status: 'stopped', problem: null });
      for (const awareness of presences) awareness.destroy();
    },
  };
}

function suits(document: TestDocument, { doc, awareness }: BroughtDocument): boolean {
  return (
    (doc === undefined || doc === document.doc) &&
    (awareness === undefined || awareness === document.awareness)
  );
}

function openWithAnother(name: string): Error {
  return new Error(
    `WireSocket document "${name}" is open already, with another Y.Doc or awareness. Pass the same one, or none.`,
  );
}
