import { Awareness } from 'y-protocols/awareness';
import { Doc, type Transaction } from 'yjs';
import { type ConnectionHost, createConnection } from '../connection/connection.ts';
import type { ConnectionEvent, Hold } from '../connection/machine-state.ts';
import { createGatedSocket } from '../connection/socket.ts';
import type { ConnectionState } from '../connection/state.ts';
import { isDocumentName } from '../protocol/document-name.ts';
import { ownProblem, type Problem } from '../protocol/problem.ts';
import { regionOf, socketOrigin } from '../protocol/redirect.ts';
import { callApp } from '../sync/call-app.ts';
import { createLedger } from '../sync/ledger.ts';
import type { OpsBudget } from '../sync/ops-budget.ts';
import { createSession, type Session } from '../sync/session.ts';
import type { TokenPlace, Wire } from '../sync/wire.ts';
import { yWebsocketWire } from '../sync/y-websocket-wire.ts';
import type { Discovery } from './dataplane.ts';
import type { DatedToken } from './dated-token.ts';
import type { DocumentOptions, WireSocketDocument } from './document.ts';
import { createDocumentFace } from './document-face.ts';
import type { TokenSharing } from './token-sharing.ts';
import type { TokenNeed } from './token-source.ts';

/** What documents need of their client. */
export interface DocumentHost
  extends Pick<ConnectionHost, 'clock' | 'random' | 'online' | 'discoverFirst' | 'trusts'> {
  readonly tokenIn: TokenPlace;
  /** The dialect, which may have to be loaded. */
  wire(): Promise<Wire>;
  /** The sockets of the client's documents, in that dialect. */
  socketsOf(wire: Wire): typeof WebSocket;
  readonly budget: OpsBudget;
  token(need: TokenNeed): Promise<DatedToken>;
  /** The app, or a person, asks something of the connection, so that a token should not be waited for. */
  asked(): void;
  hear: TokenSharing['hear'];
  discover(name: string, token: string, signal: AbortSignal): Promise<Discovery>;
  probe(endpoint: string, name: string, token: string, signal: AbortSignal): Promise<Problem>;
  /** The base of the address of the next handshake. */
  endpoint(failovers: number): string;
  changed(): void;
  /** Its session was ended from this side, which frees a place. */
  left(): void;
  /** What an earlier document of the same name was told to wait out, and this one has to, too. */
  holdOf(name: string): Hold | null;
  /** What a later document of the same name has to wait out. */
  keep(name: string, hold: Hold | null): void;
  close(document: WireSocketDocument): void;
}

/** A document, and the client's hold on it. */
export interface OpenDocument {
  readonly document: WireSocketDocument;
  dispatch(event: ConnectionEvent): void;
  /** The page is about to go: says what is left to say. */
  leave(): void;
  /** Ends it for good. */
  end(): void;
}

/** Makes a document that connects when it is told to. */
export function createDocument(name: string, options: DocumentOptions, host: DocumentHost): OpenDocument {
  const given = options.awareness;
  const doc = options.doc ?? given?.doc ?? new Doc();
  // Plain JavaScript may bring anything, which would else fail no sooner than once the socket is open.
  if (!doc.on || !(given ?? doc).on)
    throw new TypeError(`WireSocket document "${name}": doc is no Y.Doc, or awareness no Awareness.`);
  const awareness = given ?? new Awareness(doc);
  let wire: Wire = yWebsocketWire;
  let session: Session | null = null;
  let token: DatedToken | null = null;
  /** Whether the others have heard of the limits of that token. Not read at once: the handshake need not wait for it. */
  let areLimitsTold = true;
  let endpoint = '';
  let region: string | null = null;
  /** A name that breaks the rule never reaches the wire, and what has ended is not connected by anybody who still has it. */
  let isAlive = isDocumentName(name);
  const { face, store, changed, stateless, end } = createDocumentFace(
    isAlive ? { status: 'idle' } : { status: 'stopped', problem: badName(name) },
    (event) => {
      host.asked();
      dispatch(event);
    },
    (payload) => session?.sendStateless(payload),
  );
  const ledger = createLedger((unsynced) => store.setState({ unsynced }));
  const document: WireSocketDocument = {
    name,
    doc,
    awareness,
    unsentChanges: ledger.unsent,
    close: () => host.close(document),
    ...face,
  };
  // What an app brings along may be new to the server.
  if (doc.store.clients.size > 0) ledger.edit();

  const connection = createConnection({
    // Spread, they would take as long as all the rest of it.
    clock: host.clock,
    random: host.random,
    online: host.online,
    discoverFirst: host.discoverFirst,
    hold: host.holdOf(name),
    trusts: host.trusts,
    createSocket: (listener) => createGatedSocket(host.socketsOf(wire), listener),
    async authorize(rejected, signal) {
      wire = await host.wire();
      const refused = rejected ? tokenValue() : null;
      token = await host.token({ documentName: name, refused, isHandshake: true, signal });
      areLimitsTold = false;
    },
    async discover(signal) {
      const found = await host.discover(name, tokenValue(), signal);
      region = found.region;
      return found.url === null ? null : socketOrigin(found.url);
    },
    explain,
    probe: async (signal) => explain(await host.probe(endpoint, name, tokenValue(), signal)),
    address(origin, failovers) {
      endpoint = origin ?? host.endpoint(failovers);
      region = regionOf(endpoint) ?? region;
      return wire.address(endpoint, name, tokenValue(), host.tokenIn);
    },
    changed: show,
    opened() {
      session = createSession({
        clock: host.clock,
        budget: host.budget,
        doc,
        awareness,
        origin: document,
        ledger,
        dialect: wire.dialectFor(name),
        stateless,
        send: connection.send,
        bufferedAmount: connection.bufferedAmount,
        synced: () => connection.dispatch({ type: 'synced' }),
        failed: (problem) => connection.dispatch({ type: 'failed', problem }),
      });
    },
    received: (data) => session?.receive(data),
    ended(leaving) {
      session?.end(leaving);
      session = null;
      if (leaving) host.left();
    },
    check: () => session?.check(),
  });

  function dispatch(event: ConnectionEvent): void {
    if (isAlive) connection.dispatch(event);
  }

  /** That of the latest handshake; `''` before there is one. */
  function tokenValue(): string {
    return token?.value ?? '';
  }

  /** Why a token was refused may show in it. */
  function explain(problem: Problem): Problem {
    const isRefusal = problem.kind === 'invalid-token' || problem.kind === 'unauthorized';
    const flaw = isRefusal && token?.flaw;
    return flaw ? { ...problem, reason: `${flaw} ${problem.reason}`.trim() } : problem;
  }

  function show(next: ConnectionState): void {
    const limits = token?.limits ?? null;
    if (!areLimitsTold) host.budget.setLimit(limits?.opsPerMinute ?? Number.POSITIVE_INFINITY);
    areLimitsTold = true;
    host.hear(token, next);
    changed(next, { limits, region });
    host.changed();
  }

  function updated(update: Uint8Array, origin: unknown, _: Doc, { local }: Transaction): void {
    if (origin === document) return;
    // What is not local comes from the app's own storage, and may be the work of days.
    ledger.edit(local);
    session?.push(update);
  }

  doc.on('update', updated);

  return {
    document,
    dispatch,
    leave: () => session?.leave(),
    end() {
      host.keep(name, connection.hold());
      isAlive = false;
      connection.dispatch({ type: 'disconnect' });
      doc.off('update', updated);
      end();
      if (given) return;
      callApp(() => awareness.destroy());
      if (!options.doc) callApp(() => doc.destroy());
    },
  };
}

function badName(name: string) {
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return ownProblem(
    'invalid-name',
    `“\u2068${shown}\u2069” (${name.length} characters) is no document name: use letters, digits, hyphens and underscores, 1 to 255 of them. Encode or hash other ids.`,
  );
}
