import ReconnectingWebSocket from 'reconnecting-websocket';

/** What a socket tells. After `close` it opens again only when it is told to. */
export interface SocketListener {
  opened(): void;
  received(data: unknown): void;
  /** `code` is the true one: 1006 also where the handshake failed or took too long. */
  closed(code: number, reason: string): void;
}

/** Where a handshake goes, and what it carries. */
export interface Address {
  readonly url: string;
  readonly protocols: readonly string[];
}

/** A socket that reconnects, but only when and where it is told to. */
export interface GatedSocket {
  /**
   * Opens a socket, once the one before has closed.
   *
   * @throws where no socket can be made: the page may not open one there, or the address is none
   */
  open(address: Address): void;
  /** Sends now, or not at all: what is not sent is in the document, and the next sync tells it. */
  send(message: Uint8Array<ArrayBuffer>): void;
  /** Bytes that have not left yet. */
  bufferedAmount(): number;
  /** Ends it. Nothing is heard of it any more. */
  end(): void;
}

/** A handshake that takes longer than this, in ms, has failed. */
const HANDSHAKE_TIMEOUT = 10_000;

/**
 * reconnecting-websocket owns the life of the socket; when it reconnects, and where to, is decided
 * outside. Its URL provider is the gate: it stays pending until {@link GatedSocket.open}.
 *
 * An instance that was closed keeps a lock, so it is never used again; the owner makes a new one.
 */
export function createGatedSocket(WebSocketClass: typeof WebSocket, listener: SocketListener): GatedSocket {
  let openGate = (_url: string) => {};
  /** Made, and taken over within microtasks: what happens to a socket is told in a task, and so after that. */
  let prepared: WebSocket | null = null;

  /** Stays pending until there is a socket to be taken over. */
  function gate(): Promise<string> {
    return new Promise((resolve) => {
      openGate = resolve;
      passGate();
    });
  }

  function passGate(): void {
    if (prepared !== null) openGate(prepared.url);
  }

  /** In place of the class: hands over the socket that was made where its exceptions can be caught. */
  function adopt(): WebSocket | null {
    const socket = prepared;
    prepared = null;
    return socket;
  }

  const socket = new ReconnectingWebSocket(gate, undefined, {
    WebSocket: Object.assign(adopt, { CLOSING: 2 }),
    connectionTimeout: HANDSHAKE_TIMEOUT,
    startClosed: true,
    // Yjs re-syncs by itself: a queue would say everything twice.
    maxEnqueuedMessages: 0,
  });
  // Its own delay is a timer even where it is 0 ms, which takes 1 ms of every handshake. The build leaves that out.
  Object.assign(socket, { _wait: () => Promise.resolve() });
  socket.reconnect();
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => listener.opened();
  socket.onmessage = ({ data }) => listener.received(data);
  socket.onclose = ({ code, reason }) => {
    const timedOut = code === 1000 && reason === 'timeout';
    // React Native tells neither where the system cut the connection, as on a device that was locked.
    listener.closed(timedOut ? 1006 : (code ?? 1006), reason ?? '');
  };

  return {
    open({ url, protocols }) {
      prepared = withoutErrors(new WebSocketClass(url, [...protocols]));
      passGate();
    },
    send: (message) => socket.send(message),
    bufferedAmount: () => socket.bufferedAmount,
    end() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      prepared?.close();
    },
  };
}

/**
 * Hides `error` events from reconnecting-websocket, which answers one by reporting a close with 1000 before the true
 * code is known. Every error is followed by a close.
 */
function withoutErrors(socket: WebSocket): WebSocket {
  socket.addEventListener('error', ignore);
  const listen = socket.addEventListener.bind(socket);
  socket.addEventListener = (type: string, handler: EventListenerOrEventListenerObject) =>
    listen(type, type === 'error' ? ignore : handler);
  return socket;
}

function ignore() {}
