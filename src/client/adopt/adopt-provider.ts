import { type Clock, systemClock } from '../../connection/clock.ts';
import { type ConnectionState, problemOf } from '../../connection/state.ts';
import { checkGiven } from '../../protocol/check-options.ts';
import { isTrusted, regionOf } from '../../protocol/redirect.ts';
import { readToken } from '../../protocol/token-claims.ts';
import type { WireSocketDocument } from '../document.ts';
import { createDocumentFace } from '../document-face.ts';
import { type Environment, systemEnvironment } from '../environment.ts';
import { defaultTrustedHosts } from '../trusted-hosts.ts';
import { createAdoptedConnection } from './adopted-connection.ts';
import type { HocuspocusProviderLike } from './hocuspocus-port.ts';
import type { ProviderEvents, ProviderPort } from './provider-port.ts';
import { createRenewal } from './renewal.ts';
import { takeOver } from './take-over.ts';
import type { WebsocketProviderLike } from './websocket-port.ts';

/** A provider that {@link adoptProvider} can adopt. */
export type AdoptableProvider = WebsocketProviderLike | HocuspocusProviderLike;

/** How a provider is adopted. */
export interface AdoptOptions<Provider extends AdoptableProvider = AdoptableProvider> {
  /**
   * Gives the provider another token than the one that the service refused, the way the app does it: sets
   * `provider.params` or `provider.protocols` of y-websocket, or has the `token` function of Hocuspocus return
   * another one. What it throws with a numeric `status` (and `retryAfter` in seconds) is read as that HTTP
   * answer. Default: the next handshake is made with what the provider has by then.
   */
  readonly renewToken?: ((provider: Provider) => void | Promise<void>) | undefined;
  /**
   * Where a redirect may lead, and so the token: hostnames, `host:port`, or `*.host` for its subdomains.
   * Default: the provider's own host, `*.wiresocket.net` and `*.wiresocket.com`.
   */
  readonly trustedHosts?: readonly string[] | undefined;
  /** Default: the clock on the wall. */
  readonly clock?: Clock | undefined;
  /** 0 to 1. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
  /** Default: the browser's events; always online where there is none. */
  readonly environment?: Environment | undefined;
}

const adopted = new WeakMap<object, WireSocketDocument>();

/**
 * The document of an existing `WebsocketProvider` of y-websocket or `HocuspocusProvider`, for the hooks and
 * components of the kit. The provider goes on syncing; when it connects again is decided by the rules of the
 * service, which it does not know. Its own `connect()`, `disconnect()`, `attach()` and `detach()` ask the document.
 *
 * `unsynced` is exact with Hocuspocus. A y-websocket provider cannot tell, so the server is asked over its socket,
 * at most once a second and only while there are edits: its answer says that it has read what was sent before.
 * `limits` are those of the token that the provider has, where it can be read: in the `protocols` or `params` of
 * y-websocket, or as Hocuspocus sent it since it was adopted. With that token the provider's own host is asked over
 * HTTP, too, why handshakes fail that a browser shows as a bare 1006.
 *
 * What is said by `sendStateless` while a Hocuspocus provider has no socket is said over the next one.
 *
 * `close()` gives the provider its own behaviour back; to destroy the provider does so, too. Providers that
 * share a `HocuspocusProviderWebsocket` are best adopted all.
 *
 * @returns the same document for the same provider, until it is closed
 * @throws TypeError where it is no provider that could be adopted, or an option cannot be right
 * @throws Error where the provider was destroyed
 * @example const document = adoptProvider(provider, { renewToken: async () => { provider.params = await freshParams(); } });
 */
export function adoptProvider<Provider extends AdoptableProvider>(
  provider: Provider,
  options: AdoptOptions<Provider> = {},
): WireSocketDocument {
  const known = adopted.get(provider);
  if (known !== undefined) return known;
  checkGiven('adoptProvider', options);
  const { clock = systemClock, random = Math.random, environment = systemEnvironment } = options;
  let hasEnded = false;

  const connection = createAdoptedConnection({
    clock,
    random,
    online: environment.online,
    port: () => port,
    home: () => home,
    authorize: createRenewal(() => options.renewToken?.(provider), clock),
    trusts: (origin) => origin === home || isTrusted(origin, trustedHosts),
    changed: show,
  });

  const { face, store, ...app } = createDocumentFace(
    { status: 'idle' },
    (event) => hasEnded || connection.dispatch(event),
    (payload) => port.sendStateless(payload),
  );

  const heard: ProviderEvents = {
    ...connection,
    unsynced: (unsynced) => store.setState({ unsynced }),
    stateless: app.stateless,
    asked(what) {
      const { connection: now } = store.getState();
      // What waits or was refused is asked for as a person would: where the rules allow it.
      const type = what === 'connect' && problemOf(now) !== null ? 'retry' : what;
      connection.dispatch({ type });
    },
    destroyed: () => end(false),
  };
  const port: ProviderPort = takeOver(provider, heard, clock);
  const home = port.origin();
  const trustedHosts = options.trustedHosts ?? defaultTrustedHosts(home === null ? [] : [home]);
  const stopListening = environment.subscribe((type) => type === 'leaving' || connection.dispatch({ type }));

  function show(next: ConnectionState): void {
    app.changed(next, { limits: readToken(port.token()).limits, region: regionOf(port.origin() ?? '') });
  }

  function end(goesOn: boolean): void {
    if (hasEnded) return;
    hasEnded = true;
    adopted.delete(provider);
    const { status } = store.getState().connection;
    connection.end(goesOn);
    stopListening();
    port.release(goesOn && (status === 'waiting' || status === 'connecting'));
    app.end();
  }

  store.setState({ hasSynced: port.isSynced });
  if (port.isWanted) connection.dispatch({ type: 'connect' });

  const document: WireSocketDocument = {
    name: port.name,
    doc: port.doc,
    awareness: port.awareness,
    unsentChanges: () => null,
    close: () => end(true),
    ...face,
  };
  adopted.set(provider, document);
  return document;
}
