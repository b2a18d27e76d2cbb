import { createSharedSocket, type Member, type SharedSocket } from './shared-socket.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/**
 * A class of sockets that look like one for each document and share one for each origin. So the connection
 * of a document, with all that decides when it opens and what a close means, is the same in both dialects.
 *
 * Its sockets are opened at `origin/documentName`, with the token as the last subprotocol; on the wire the
 * name and the token are in messages instead.
 */
export function createDocumentSockets(Platform: typeof WebSocket): typeof WebSocket {
  const shared = new Map<string, SharedSocket>();

  function socketTo(origin: string): SharedSocket {
    const known = shared.get(origin);
    if (known !== undefined) return known;
    const made = createSharedSocket(Platform, origin, () => {
      if (shared.get(origin) === made) shared.delete(origin);
    });
    shared.set(origin, made);
    return made;
  }

  class DocumentSocket extends EventTarget {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSING = 2;
    static readonly CLOSED = CLOSED;

    readonly url: string;
    binaryType = 'arraybuffer';
    readyState = CONNECTING;
    private readonly socket: SharedSocket;
    private readonly member: Member;

    constructor(url: string | URL, protocols: string | string[] = []) {
      super();
      this.url = String(url);
      const { origin, documentName } = partsOf(this.url);
      this.member = {
        documentName,
        token: [protocols].flat().at(-1) ?? '',
        authenticated: () => this.opened(),
        received: (data) => this.dispatchEvent(new MessageEvent('message', { data })),
        closed: (code, reason, wasReached) => {
          // As the service does it in the other dialect: let in, and then closed with a code.
          if (wasReached && this.readyState === CONNECTING) this.opened();
          this.closed(code, reason);
        },
      };
      this.socket = socketTo(origin);
      this.socket.join(this.member);
    }

    get bufferedAmount(): number {
      return this.socket.bufferedAmount();
    }

    send(message: Parameters<SharedSocket['send']>[0]): void {
      if (this.readyState === OPEN) this.socket.send(message);
    }

    close(code = 1000, reason = ''): void {
      if (this.readyState === CLOSED) return;
      this.socket.leave(this.member);
      queueMicrotask(() => this.closed(code, reason));
    }

    private opened(): void {
      if (this.readyState !== CONNECTING) return;
      this.readyState = OPEN;
      this.dispatchEvent(new Event('open'));
    }

    private closed(code: number, reason: string): void {
      if (this.readyState === CLOSED) return;
      this.readyState = CLOSED;
      this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: true }));
    }
  }

  return DocumentSocket as unknown as typeof WebSocket;
}

function partsOf(url: string): { readonly origin: string; readonly documentName: string } {
  const end = url.lastIndexOf('/');
  return { origin: url.slice(0, end), documentName: decodeURIComponent(url.slice(end + 1)) };
}
