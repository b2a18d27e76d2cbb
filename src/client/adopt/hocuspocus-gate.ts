import { type Emitter, intercept, type ProviderEvents } from './provider-port.ts';

/** What is used of a `HocuspocusProviderWebsocket`. */
export interface HocuspocusWebsocketLike extends Emitter {
  readonly configuration: { url: string; readonly providerMap: ReadonlyMap<string, unknown> };
  readonly status: string;
  shouldConnect: boolean;
  /** What it tells a provider that is attached to an open socket. */
  receivedOnOpenPayload?: unknown;
  connect(): Promise<unknown>;
  disconnect(): void;
}

/** A socket that several providers may share, and that opens only when one of them says so. */
export interface HocuspocusGate {
  /** @returns whether it is open already */
  open(origin: string): boolean;
  close(): void;
  /** Closes it for all who share it, as the server might. */
  cut(): void;
  leave(events: ProviderEvents, isWanted: boolean): void;
}

/** The code of a close that came without one. */
const NO_CODE = 1005;

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
  /** Where it was before it was redirected; `''` where it is there. */
  let home = '';
  /** Its close was asked for from here and has not come yet; whether to open another one then. */
  let isClosing = false;
  let isAwaited = false;

  function askAll(what: 'connect' | 'disconnect'): void {
    for (const member of [...members]) member.asked(what);
  }

  function tellAll(code: number, reason: string): void {
    for (const member of [...members]) member.closed(code, reason);
  }

  function goTo(origin: string): void {
    const before = home || websocket.configuration.url;
    home = origin && before;
    websocket.configuration.url = origin || before;
  }

  function openNow(): void {
    isAwaited = false;
    if (websocket.status === 'disconnected') void connect.call(websocket);
  }

  function close(): void {
    isAwaited = false;
    isClosing = websocket.status !== 'disconnected';
    // Until it has closed it would go on telling who comes that it is open.
    websocket.receivedOnOpenPayload = undefined;
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
      if (!wasAsked) tellAll(event.code, event.reason);
    });
  }

  const letGo = intercept(
    websocket,
    { disconnect: disconnected },
    {
      connect: async () => askAll('connect'),
      disconnect() {
        askAll('disconnect');
        close();
      },
    },
  );

  return {
    members,
    open(origin) {
      goTo(origin);
      isAwaited = isClosing;
      if (isClosing) return false;
      openNow();
      return websocket.status === 'connected';
    },
    close,
    cut() {
      close();
      // The answer to a close may take its time, and none of them is in sync any more.
      tellAll(NO_CODE, '');
    },
    leave(events, isWanted) {
      members.delete(events);
      if (members.size > 0) return;
      gates.delete(websocket);
      letGo();
      goTo('');
      if (!isWanted) return;
      // One that is still closing is opened anew once it has closed: by its provider, which does so where it is to connect.
      websocket.shouldConnect = true;
      openNow();
    },
  };
}
