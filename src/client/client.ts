import { systemClock } from '../connection/clock.ts';
import type { Hold } from '../connection/machine-state.ts';
import { isTrusted, socketOrigin } from '../protocol/redirect.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';
import { createOpsBudget } from '../sync/ops-budget.ts';
import type { Wire } from '../sync/wire.ts';
import { yWebsocketWire } from '../sync/y-websocket-wire.ts';
import { checkOptions, type WireSocketClientOptions } from './client-options.ts';
import type { Dataplane, Discovery, Health } from './dataplane.ts';
import type { DocumentOptions, ReadonlyStore, WireSocketDocument } from './document.ts';
import { createDocument, type DocumentHost, type OpenDocument } from './document-connection.ts';
import { type EnvironmentEvent, systemEnvironment } from './environment.ts';
import { createFreedPlaces } from './freed-places.ts';
import { createRegistry } from './registry.ts';
import { defaultSharing, NO_SHARING } from './token-sharing.ts';
import { createTokenSource } from './token-source.ts';
import { defaultTrustedHosts } from './trusted-hosts.ts';
import type { Usage } from './usage.ts';

/** What all documents of one app share. */
export interface WireSocketClient {
  /**
   * Opens a document, or takes one more hold on it: the same name is the same document.
   *
   * A name that breaks the service's rule gives a document that is `stopped` with `invalid-name`.
   *
   * @throws TypeError where the name is not a string, or `doc` or `awareness` is none
   * @throws Error where the document is open with another `Y.Doc` or awareness, after `destroy()`, or
   *   where there is no WebSocket
   */
  open(name: string, options?: DocumentOptions): WireSocketDocument;
  /**
   * The document that {@link WireSocketClient.open} will give, without a hold on it, so that nothing is
   * connected yet. For rendering. One that is not opened within 10 s is forgotten.
   */
  prepare(name: string, options?: DocumentOptions): WireSocketDocument;
  /** The preferred endpoint. */
  readonly endpoint: string;
  /** Those that are held open, or still have edits to send. */
  readonly documents: ReadonlyStore<readonly WireSocketDocument[]>;
  /** Asks where a document lives. Rejects with a WireSocketError, or as {@link WireSocketClient.open} throws. */
  discover(name: string): Promise<Discovery>;
  /** Asks how much of the plan is in use. Rejects with a WireSocketError, or, after `destroy()`, with an Error. */
  usage(): Promise<Usage>;
  /** Asks how the dataplane is. @throws WireSocketError */
  health(): Promise<Health>;
  /**
   * Closes every document, at once, as when somebody signs out. Edits that were not sent stay in their `Y.Doc` only.
   */
  destroy(): void;
}

/**
 * Makes the client that all documents of an app share. It holds nothing open until a document is.
 *
 * @throws TypeError where an option cannot be right; the message says what to write instead
 */
export function createWireSocketClient(options: WireSocketClientOptions): WireSocketClient {
  const { endpoints, tokenIn } = checkOptions(options);
  const { clock = systemClock, random = Math.random, environment = systemEnvironment } = options;
  const trustedHosts = options.trustedHosts ?? defaultTrustedHosts(endpoints);
  const usesSubprotocol = 'subprotocol' in tokenIn && options.dialect !== 'hocuspocus';
  const { tokenSharing = defaultSharing(endpoints[0] as string) } = options;
  const sharing = tokenSharing || NO_SHARING;
  const tokens = createTokenSource(options, usesSubprotocol, clock, random, sharing);
  const endpoint = (failovers = 0) => endpoints[failovers % endpoints.length] as string;
  const registry = createRegistry(clock, create);
  const places = createFreedPlaces(
    clock,
    () => socketOrigin(endpoint()),
    // What it waits for is looked at once a place is free.
    () => registry.documents.getState().some(({ store }) => store.getState().connection.status === 'waiting'),
    () => registry.dispatch({ type: 'place-freed' }),
  );
  let stopListening: (() => void) | null = null;
  let sockets: typeof WebSocket | null = null;
  let isDestroyed = false;

  /** A document that is closed and opened again would else forget what the service wants waited out. */
  const holds = new Map<string, Hold>();

  const host: DocumentHost = {
    clock,
    random,
    budget: createOpsBudget(clock),
    tokenIn,
    // Only who asks for the dialect loads it, with the first handshake. Once: some loaders take as long to find it again.
    async wire() {
      if (options.dialect !== 'hocuspocus') return yWebsocketWire;
      hocuspocus ??= await import('../sync/hocuspocus/wire.ts');
      return hocuspocus;
    },
    socketsOf,
    discoverFirst: options.routing === 'discovery-first',
    online: environment.online,
    trusts: (origin) => endpoints.includes(origin) || isTrusted(origin, trustedHosts),
    endpoint,
    token: tokens.get,
    asked: tokens.lift,
    hear: sharing.hear,
    changed: places.changed,
    left: places.freed,
    discover: async (name, token, signal) => (await dataplane()).discover(endpoint(), name, token, signal),
    probe: async (origin, name, token, signal) => (await dataplane()).probe(origin, name, token, signal),
    holdOf: (name) => holds.get(name) ?? null,
    keep(name, hold) {
      if (hold !== null && hold.until > clock.now()) holds.set(name, hold);
      else holds.delete(name);
    },
    close: registry.release,
  };

  function create(name: string, documentOptions: DocumentOptions): OpenDocument {
    return createDocument(name, documentOptions, host);
  }

  /** Most pages never ask over HTTP, so it is loaded when one does. */
  async function dataplane(): Promise<Dataplane> {
    const { createDataplane } = await import('./over-http.ts');
    return createDataplane({
      clock,
      usesSubprotocol,
      documents: registry.documents.getState,
      fetch: () => options.fetch ?? globalThis.fetch,
      WebSocket: webSocket,
    });
  }

  /** One class for all documents, since they may share what is behind it. */
  function socketsOf(wire: Wire): typeof WebSocket {
    sockets ??= wire.socketsOver(webSocket(), (name) => withToken(name, async (token) => token));
    return sockets;
  }

  function webSocket(): typeof WebSocket {
    const found = options.WebSocket ?? globalThis.WebSocket;
    if (found) return found as typeof WebSocket;
    throw new Error(
      'WireSocket client: there is no WebSocket here. Pass one in options.WebSocket, like that of ws.',
    );
  }

  function check(name: unknown, options?: unknown): asserts name is string {
    if (typeof name !== 'string') {
      throw new TypeError(
        `WireSocket document: the name has to be a string, and is ${name === null ? name : typeof name}. Open it once it has one.`,
      );
    }
    // A Y.Doc by itself is an object, too, and would be left unused without a word.
    if (options && (typeof options !== 'object' || 'on' in options))
      throw new TypeError(`WireSocket document "${name}": its options are no plain object, as { doc } is.`);
    checkAlive(`document "${name}"`);
  }

  /** Who signed out is not asked for in that person's name. */
  function checkAlive(asked: string): void {
    if (isDestroyed) throw new Error(`WireSocket ${asked}: its client was destroyed. Make a new client.`);
  }

  /** Listens to the device only while there is a document that has to hear of it. */
  registry.documents.subscribe((documents) => {
    if (documents.length > 0) stopListening ??= environment.subscribe(hear);
    else leave();
  });

  function leave(): void {
    stopListening?.();
    stopListening = null;
    places.end();
    sharing.leave();
  }

  function hear(event: EnvironmentEvent): void {
    if (event === 'leaving') return registry.leave();
    tokens.lift();
    registry.dispatch({ type: event });
  }

  /** A 401 may mean that the token in the cache has died before its time. */
  async function withToken<T>(documentName: string | null, use: (token: string) => Promise<T>): Promise<T> {
    const { signal } = new AbortController();
    const need = { documentName, isHandshake: false, signal };
    const { value } = await tokens.get({ ...need, refused: null });
    return use(value).catch(async (error: unknown) => {
      if (problemOfError(error).kind !== 'unauthorized') throw error;
      const fresh = await tokens.get({ ...need, refused: value });
      return use(fresh.value);
    });
  }

  return {
    open(name, documentOptions) {
      check(name, documentOptions);
      webSocket();
      return registry.open(name, documentOptions ?? {});
    },
    prepare(name, given) {
      check(name, given);
      const documentOptions = given ?? {};
      // Nothing is ever opened on a server: one request's rendering must not be seen by another's, nor keep a timer.
      const isServer = typeof window === 'undefined';
      return isServer ? render(create(name, documentOptions)) : registry.prepare(name, documentOptions);
    },
    endpoint: endpoint(),
    documents: registry.documents,
    async discover(name) {
      check(name);
      return withToken(name, async (token) => (await dataplane()).discover(endpoint(), name, token));
    },
    async usage() {
      checkAlive('usage');
      return withToken(null, async (token) => (await dataplane()).usage(endpoint(), token));
    },
    health: async () => (await dataplane()).health(endpoint()),
    destroy() {
      isDestroyed = true;
      registry.end();
      leave();
    },
  };
}

let hocuspocus: Wire | undefined;

function render({ document, end }: OpenDocument): WireSocketDocument {
  end();
  return document;
}
