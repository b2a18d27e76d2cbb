import { createSharedSocket, type Member, type SharedSocket } from './shared-socket.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/** No answer to a token within this, in ms, is as bad as no answer to a handshake. */
const AUTHENTICATION_TIMEOUT = 10_000;
const CUT = 1006;

type Listener = (event: object) => void;

/**
 * A class of sockets that look like one for each document and share one for each origin. So the connection
 * of a document, with all that decides when it opens and what a close means, is the same in both dialects.
 *
 * Its sockets are opened at `origin/documentName`, with the token as the last subprotocol; on the wire the
 * name and the token are in messages instead.
 *
 * @param currentToken - for a server that asks again for the token of a document that is open
 */
export function createDocumentSockets(
  Platform: typeof WebSocket,
  currentToken: (documentName: string) => Promise<string>,
): typeof WebSocket {
  const shared = new Set<SharedSocket>();

  /** The newest that takes the document: an older one may be dead, and not everybody has noticed. */
  function socketFor(documentName: string, origin: string): SharedSocket {
    const fits = (socket: SharedSocket) => socket.url === origin && socket.takes(documentName);
    const known = [...shared].reverse().find(fits);
    if (known !== undefined) return known;
    const made = createSharedSocket(Platform, origin, () => shared.delete(made));
    shared.add(made);
    return made;
  }

  /** Tells by plain calls: an EventTarget would cost more than all else that happens to a message. */
  class DocumentSocket {
    static readonly CONNECTING = CONNECTING;
    static readonly OPEN = OPEN;
    static readonly CLOSING = 2;
    static readonly CLOSED = CLOSED;

    readonly url: string;
    binaryType = 'arraybuffer';
    readyState = CONNECTING;
    private readonly socket: SharedSocket;
    private readonly member: Member;
    private readonly listeners: Record<string, Listener[] | undefined> = {};
    private timeout: ReturnType<typeof setTimeout> | undefined;

    constructor(url: string | URL, protocols: string | string[] = []) {
      this.url = String(url);
      const { origin, documentName } = partsOf(this.url);
      this.member = {
        documentName,
        token: [protocols].flat().at(-1) ?? '',
        currentToken: () => currentToken(documentName),
        asked: () => this.asked(),
        authenticated: () => this.authenticated(),
        // Before that it can only be meant for who was here before.
        received: (data) => this.readyState === OPEN && this.received(data),
        puzzled: (data) => {
          this.opened();
          this.received(data);
        },
        closed: (code, reason, wasReached) => {
          if (wasReached) this.opened();
          this.closed(code, reason);
        },
      };
      this.socket = socketFor(documentName, origin);
      this.socket.join(this.member);
    }

    addEventListener(type: string, listener: Listener): void {
      this.listeners[type] = [...(this.listeners[type] ?? []), listener];
    }

    removeEventListener(type: string, listener: Listener): void {
      this.listeners[type] = this.listeners[type]?.filter((other) => other !== listener);
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

    /**
     * Open before the answer: what is said now waits at the server until it has looked at the token, which
     * saves a way there and back. A refusal is a close with a code then, as it is in the other dialect.
     */
    private asked(): void {
      if (this.readyState !== CONNECTING) return;
      this.timeout = setTimeout(() => {
        this.socket.leave(this.member);
        this.closed(CUT, '');
      }, AUTHENTICATION_TIMEOUT);
      this.opened();
    }

    private authenticated(): void {
      clearTimeout(this.timeout);
      this.opened();
    }

    private opened(): void {
      if (this.readyState !== CONNECTING) return;
      this.readyState = OPEN;
      this.tell('open');
    }

    private received(data: unknown): void {
      this.tell('message', { data });
    }

    private closed(code: number, reason: string): void {
      if (this.readyState === CLOSED) return;
      clearTimeout(this.timeout);
      this.readyState = CLOSED;
      this.tell('close', { code, reason, wasClean: true });
    }

    private tell(type: string, facts?: object): void {
      for (const listener of this.listeners[type] ?? []) listener({ type, ...facts });
    }
  }

  return DocumentSocket as unknown as typeof WebSocket;
}

function partsOf(url: string): { readonly origin: string; readonly documentName: string } {
  const end = url.lastIndexOf('/');
  return { origin: url.slice(0, end), documentName: decodeURIComponent(url.slice(end + 1)) };
}
