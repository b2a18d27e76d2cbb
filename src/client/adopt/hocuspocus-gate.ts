import { type ProviderEvents, replaceMethods } from './provider-port.ts';

/** What is used of a `HocuspocusProviderWebsocket`. */
export interface HocuspocusWebsocketLike {
  readonly configuration: { url: string; readonly providerMap: ReadonlyMap<string, unknown> };
  readonly status: string;
  shouldConnect: boolean;
  connect(): Promise<unknown>;
  disconnect(): void;
  on(event: string, listener: (...args: never[]) => void): unknown;
  off(event: string, listener: (...args: never[]) => void): unknown;
}

/** A socket that several providers may share, and that opens only when one of them says so. */
export interface HocuspocusGate {
  /** @returns whether it is open already */
  open(origin: string | null): boolean;
  close(): void;
  /** Closes it as the server might. */
  cut(): void;
  leave(events: ProviderEvents, isWanted: boolean): void;
}

interface Shared extends HocuspocusGate {
  readonly members: Set<ProviderEvents>;
}

const gates = new WeakMap<HocuspocusWebsocketLike, Shared>();

/** Takes the socket over with its first provider; the last one to leave gives it back. */
export function hocuspocusGate(websocket: HocuspocusWebsocketLike, events: ProviderEvents): HocuspocusGate {
  const gate = gates.get(websocket) ?? takeOver(websocket);
  gates.set(websocket, gate);
  gate.members.add(events);
  return gate;
}

function takeOver(websocket: HocuspocusWebsocketLike): Shared {
  const { connect, disconnect } = websocket;
  const members = new Set<ProviderEvents>();
  let home: string | null = null;
  /** Its close was asked for from here and has not come yet; whether to open another one then. */
  let isClosing = false;
  let isAwaited = false;

  function askAll(what: 'connect' | 'disconnect'): void {
    for (const member of [...members]) member.asked(what);
  }

  function goTo(origin: string | null): void {
    const before = home ?? websocket.configuration.url;
    home = origin === null ? null : before;
    websocket.configuration.url = origin ?? before;
  }

  function openNow(): void {
    isAwaited = false;
    if (websocket.status === 'disconnected') void connect.call(websocket);
  }

  function close(): void {
    isAwaited = false;
    isClosing = websocket.status !== 'disconnected';
    disconnect.call(websocket);
  }

  function disconnected({
    event,
  }: {
    readonly event: { readonly code: number; readonly reason: string };
  }): void {
    const wasAsked = isClosing;
    isClosing = false;
    websocket.shouldConnect = false;
    // Its providers have not heard of it yet, and it is not done with the socket.
    queueMicrotask(() => {
      if (isAwaited) openNow();
      if (!wasAsked) for (const member of [...members]) member.closed(event.code, event.reason);
    });
  }

  const putBack = replaceMethods(websocket, {
    connect: async () => askAll('connect'),
    disconnect() {
      askAll('disconnect');
      close();
    },
  });
  websocket.on('disconnect', disconnected);

  return {
    members,
    open(origin) {
      goTo(origin);
      isAwaited = isClosing;
      if (!isClosing) openNow();
      return !isClosing && websocket.status === 'connected';
    },
    close,
    cut: () => disconnect.call(websocket),
    leave(events, isWanted) {
      members.delete(events);
      if (members.size > 0) return;
      gates.delete(websocket);
      putBack();
      websocket.off('disconnect', disconnected);
      goTo(null);
      if (!isWanted) return;
      // One that is still closing is opened anew once it has closed: by its provider, which does so where it is to connect.
      websocket.shouldConnect = true;
      openNow();
    },
  };
}
