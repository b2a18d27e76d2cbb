/** What is at the other end of a staged socket. */
export interface StagedServer {
  /** Somebody knocks. What is not opened or closed here stays on its way. */
  knocked(socket: StagedSocket): void;
  received(socket: StagedSocket, message: Uint8Array): void;
  gone(socket: StagedSocket): void;
}

/** A WebSocket that never leaves the page, seen from the server. */
export interface StagedSocket {
  readonly documentName: string;
  open(): void;
  deliver(message: Uint8Array<ArrayBuffer>): void;
  /** A code that no server can send, like 1006, is what a page sees of a line that broke. */
  shut(code: number, reason: string): void;
}

/** The class of sockets that lead to a server in this page: what a client takes in `options.WebSocket`. */
export function stagedSocketClass(server: StagedServer): typeof WebSocket {
  class PageSocket extends EventTarget implements StagedSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;

    readonly url: string;
    readonly protocol: string;
    readonly documentName: string;
    readonly extensions = '';
    readonly bufferedAmount = 0;
    binaryType: BinaryType = 'arraybuffer';
    readyState: number = PageSocket.CONNECTING;

    constructor(url: string, protocols: readonly string[] = []) {
      super();
      this.url = url;
      this.protocol = protocols[0] ?? '';
      this.documentName = decodeURIComponent(new URL(url).pathname.slice(1));
      // Whoever made it has to have the time to listen.
      setTimeout(() => {
        if (this.readyState === PageSocket.CONNECTING) server.knocked(this);
      });
    }

    send(message: Uint8Array): void {
      if (this.readyState === PageSocket.OPEN) server.received(this, message);
    }

    close(code = 1000, reason = ''): void {
      this.shut(code, reason);
    }

    open(): void {
      if (this.readyState !== PageSocket.CONNECTING) return;
      this.readyState = PageSocket.OPEN;
      this.dispatchEvent(new Event('open'));
    }

    deliver(message: Uint8Array<ArrayBuffer>): void {
      const data = message.slice().buffer;
      // Never while the client is still saying what this answers.
      queueMicrotask(() => {
        if (this.readyState === PageSocket.OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
      });
    }

    shut(code: number, reason: string): void {
      if (this.readyState === PageSocket.CLOSED) return;
      this.readyState = PageSocket.CLOSED;
      server.gone(this);
      this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean: code !== 1006 }));
    }
  }
  // The part of the interface that the client uses; the rest would be dead code here.
  return PageSocket as unknown as typeof WebSocket;
}
