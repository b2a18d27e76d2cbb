import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TestDocumentState } from './document-shape.ts';
import { createTestDocument, type TestDocument } from './test-document.ts';

/** What a document may bring along. */
interface Brought {
  readonly doc?: Doc | undefined;
  readonly awareness?: Awareness | undefined;
}

/** How much of a limit is in use. */
export interface TestUse {
  readonly current: number;
  readonly limit: number;
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
  /** The document that the components of that name have, or will have. */
  document(name: string): TestDocument;
  open(name: string, brought?: Brought): TestDocument;
  prepare(name: string, brought?: Brought): TestDocument;
  readonly endpoint: string;
  readonly documents: Pick<StoreApi<readonly TestDocument[]>, 'getState' | 'getInitialState' | 'subscribe'>;
  discover(name: string): Promise<{ region: string | null; url: string | null; isNew: boolean }>;
  usage(): Promise<{
    tenantId: string;
    appId: string;
    usage: Record<'connections' | 'documents', ReturnType<typeof assess>>;
    timestamp: string;
  }>;
  health(): Promise<{ status: 'healthy' | 'degraded' | 'overloaded'; timestamp: string }>;
  destroy(): void;
}

const EASE: TestUse = { current: 1, limit: 100 };

/** The answers to one client's questions are shared by name, and must not be heard by the next test's. */
let made = 0;

/**
 * Makes a client for a test, without a service: for components that call `useWireSocketDocument`.
 *
 * @example
 * const client = createTestClient();
 * render(<WireSocketProvider client={client}><App /></WireSocketProvider>);
 * act(() => client.document('notes').setProblem(4006));
 */
export function createTestClient(options: TestClientOptions = {}): TestClient {
  const { state = {}, usage = { connections: EASE, documents: EASE }, health = 'healthy' } = options;
  const known = new Map<string, TestDocument>();
  const holds = new Map<TestDocument, number>();
  const documents = createStore<readonly TestDocument[]>(() => []);
  made += 1;

  function prepare(name: string, brought: Brought = {}): TestDocument {
    const document =
      known.get(name) ??
      createTestDocument({
        ...state,
        ...brought,
        name,
        onCall: (call) => {
          if (call === 'close') hold(prepare(name), -1);
        },
      });
    known.set(name, document);
    return document;
  }

  function hold(document: TestDocument, more: 1 | -1): void {
    holds.set(document, Math.max((holds.get(document) ?? 0) + more, 0));
    const held = [...known.values()].filter((open) => (holds.get(open) ?? 0) > 0);
    documents.setState(held, true);
  }

  return {
    document: prepare,
    prepare,
    open(name, brought) {
      const document = prepare(name, brought);
      hold(document, 1);
      return document;
    },
    endpoint: `ws://test-${made}.localhost`,
    documents,
    discover: async () => ({ region: null, url: null, isNew: true }),
    usage: async () => ({
      tenantId: 'test',
      appId: 'test',
      usage: { connections: assess(usage.connections), documents: assess(usage.documents) },
      timestamp: new Date().toISOString(),
    }),
    health: async () => ({ status: health, timestamp: new Date().toISOString() }),
    destroy() {},
  };
}

/** By the service's documented thresholds. */
function assess({ current, limit }: TestUse) {
  const percent = (current / limit) * 100;
  const status = percent >= 90 ? 'critical' : percent >= 75 ? 'warning' : 'healthy';
  return { current, limit, percent, status } as const;
}
