/** A proxy that meddles with what goes from the page to the service, as those of companies do. */
export interface Meddler {
  /** What a client takes in `options.WebSocket`. */
  readonly WebSocket: typeof WebSocket;
  /** Whether it strips the subprotocols off handshakes, and with them the token. */
  setStripping(strips: boolean): void;
}

/** Lets everything through, until it is told otherwise. */
export function createMeddler(): Meddler {
  let strips = false;

  class ProxiedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, strips ? [] : protocols);
    }
  }

  return {
    WebSocket: ProxiedSocket,
    setStripping(next) {
      strips = next;
    },
  };
}
