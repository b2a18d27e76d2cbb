import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { Problem } from '../../../src/protocol/problem.ts';
import { createLedger, type Ledger } from '../../../src/sync/ledger.ts';
import { createOpsBudget, type OpsBudget } from '../../../src/sync/ops-budget.ts';
import { createSession, type Session } from '../../../src/sync/session.ts';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Line, SyncServer } from './sync-server.ts';

/** Somebody with a document and a session; only the socket is not real. */
export interface SyncClient {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly ledger: Ledger;
  readonly budget: OpsBudget;
  readonly session: Session;
  readonly line: Line;
  /** When each message left, in ms since the client was made. */
  readonly sentAt: readonly number[];
  /** Each turn of `unsynced`. */
  readonly unsyncedTurns: readonly boolean[];
  readonly problems: readonly Problem[];
  /** How often the first sync was told complete. */
  readonly syncs: () => number;
  type(text: string): void;
  text(): string;
  /** The socket is gone; a new session begins over a new one. */
  reconnect(): void;
  end(leaving?: boolean): void;
}

export interface SyncClientOptions {
  readonly opsPerMinute?: number;
  /** What the document holds before the session begins. */
  readonly content?: string;
}

const ORIGIN = 'the session';

export function createSyncClient(
  server: SyncServer,
  clock: FakeClock,
  { opsPerMinute = Number.POSITIVE_INFINITY, content = '' }: SyncClientOptions = {},
): SyncClient {
  const start = clock.now();
  const doc = new Doc();
  const awareness = new Awareness(doc);
  const unsyncedTurns: boolean[] = [];
  const problems: Problem[] = [];
  const sentAt: number[] = [];
  const ledger = createLedger((unsynced) => unsyncedTurns.push(unsynced));
  const budget = createOpsBudget(clock);
  budget.setLimit(opsPerMinute);
  let syncs = 0;
  let session: Session | null = null;

  // As the document of the client does it.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === ORIGIN) return;
    ledger.edit();
    session?.push(update);
  });
  if (content !== '') doc.getText('notes').insert(0, content);

  function begin(): { line: Line; session: Session } {
    const line = server.accept((message) => begun.receive(message));
    const begun: Session = createSession({
      doc,
      awareness,
      origin: ORIGIN,
      dialect: yWebsocket,
      ledger,
      clock,
      budget,
      send(message) {
        sentAt.push(clock.now() - start);
        line.send(message);
      },
      bufferedAmount: () => 0,
      synced: () => {
        syncs += 1;
      },
      stateless: () => {},
      failed: (problem) => problems.push(problem),
    });
    session = begun;
    return { line, session: begun };
  }

  let current = begin();

  return {
    doc,
    awareness,
    ledger,
    budget,
    get session() {
      return current.session;
    },
    get line() {
      return current.line;
    },
    sentAt,
    unsyncedTurns,
    problems,
    syncs: () => syncs,
    type: (text) => doc.getText('notes').insert(doc.getText('notes').length, text),
    text: () => doc.getText('notes').toString(),
    reconnect() {
      current.session.end(false);
      current.line.hangUp();
      current = begin();
    },
    end(leaving = false) {
      current.session.end(leaving);
      session = null;
    },
  };
}
