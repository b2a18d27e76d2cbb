import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { socketOrigin } from '../../protocol/redirect.ts';
import { readToken } from '../../protocol/token-claims.ts';
import { type Emitter, intercept, type TakeOver } from './provider-port.ts';
import { createWebsocketReceipts } from './websocket-receipts.ts';

/** What is used of a `WebsocketProvider` of y-websocket. */
export interface WebsocketProviderLike extends Emitter {
  serverUrl: string;
  readonly roomname: string;
  readonly protocols?: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly ws: WebSocket | null;
  readonly wsconnected: boolean;
  readonly synced: boolean;
  shouldConnect: boolean;
  connect(): void;
  disconnect(): void;
  destroy(): void;
}

/** What a browser sees of a connection that broke. */
const ABNORMAL = 1006;

/**
 * y-websocket plans its next attempt after every close, and `shouldConnect` says when the time has come whether
 * it makes it. It stays `false` until the connection is opened from here.
 */
export const takeOverWebsocket: TakeOver<WebsocketProviderLike> = (provider, events, clock) => {
  const { doc, connect, disconnect, destroy } = provider;
  const receipts = createWebsocketReceipts(doc, provider, clock, events.unsynced);
  let isClosing = false;
  /** Where it was before it was redirected; `''` where it is there. */
  let home = '';

  function status(): void {
    const { ws, wsconnected, synced } = provider;
    if (ws === null || !wsconnected) return;
    receipts.follow(ws, synced);
    events.opened();
    if (synced) events.synced();
  }

  function sync(isSynced: boolean): void {
    if (isSynced) events.synced();
  }

  /** `null` where the provider itself closed a socket that had been silent for too long. */
  function closed(event: { readonly code: number; readonly reason: string } | null): void {
    receipts.leave();
    if (isClosing) return;
    provider.shouldConnect = false;
    // It is not done with this socket yet, and would not open another one.
    queueMicrotask(() => events.closed(event?.code ?? ABNORMAL, event?.reason ?? ''));
  }

  function close(): void {
    isClosing = true;
    disconnect.call(provider);
    isClosing = false;
  }

  function goTo(origin: string): void {
    const before = home || provider.serverUrl;
    home = origin && before;
    provider.serverUrl = origin || before;
  }

  const letGo = intercept(
    provider,
    { status, sync, 'connection-close': closed },
    {
      connect: () => events.asked('connect'),
      disconnect: () => events.asked('disconnect'),
      destroy() {
        events.destroyed();
        destroy.call(provider);
      },
    },
  );

  return {
    name: provider.roomname,
    doc,
    awareness: provider.awareness,
    isWanted: provider.shouldConnect,
    isSynced: provider.synced,
    origin: () => socketOrigin(provider.serverUrl),
    token() {
      const { protocols = [], params = {} } = provider;
      return [...protocols, ...Object.values(params)].find(isToken) ?? '';
    },
    open(origin) {
      goTo(origin);
      if (provider.ws === null) connect.call(provider);
      else status();
    },
    close,
    sendStateless() {
      throw new Error('y-websocket has no stateless messages. Hocuspocus has.');
    },
    release(isWanted) {
      letGo();
      receipts.end();
      goTo('');
      if (isWanted) provider.connect();
    },
  };
};

/** Where an app puts the token is its own affair, and there may be other things beside it. */
function isToken(value: string): boolean {
  return readToken(value).expiresAt !== null;
}
