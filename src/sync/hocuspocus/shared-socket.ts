import { readVarString, readVarUint } from 'lib0/decoding';
import { writeVarString, writeVarUint } from 'lib0/encoding';
import { type Envelope, frame, TYPE, unframe } from './framing.ts';
import { codeOfReason } from './refusal-code.ts';

/** A document's end of a socket that it shares. */
export interface Member {
  readonly documentName: string;
  readonly token: string;
  authenticated(): void;
  received(data: unknown): void;
  /** `wasReached`: the server has answered, so the code is its own. */
  closed(code: number, reason: string, wasReached: boolean): void;
}

/** One socket, and the documents that are open over it. */
export interface SharedSocket {
  join(member: Member): void;
  /** The last one to leave ends the socket. */
  leave(member: Member): void;
  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): void;
  bufferedAmount(): number;
}

const AUTH_TOKEN = 0;
const AUTH_DENIED = 1;
const AUTHENTICATED = 2;

/** A server that does not let somebody in without a documented reason: as 4002, one fresh token is worth a try. */
const UNAUTHORIZED = 4401;
const NORMAL = 1000;

/** @param ended - the socket is gone: the next document needs another one */
export function createSharedSocket(Platform: typeof WebSocket, url: string, ended: () => void): SharedSocket {
  const members = new Map<string, Member>();
  /** The server may still have something to say to who has left. */
  const left = new Set<string>();
  const socket = new Platform(url);
  let wasOpen = false;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    wasOpen = true;
    for (const member of members.values()) authenticate(member);
  });
  socket.addEventListener('message', ({ data }) => receive(data));
  // An error is always followed by a close.
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', ({ code, reason }) => {
    ended();
    for (const member of members.values()) member.closed(code, reason, wasOpen);
    members.clear();
  });

  function authenticate({ documentName, token }: Member): void {
    const message = frame(documentName, TYPE.auth, (encoder) => {
      writeVarUint(encoder, AUTH_TOKEN);
      writeVarString(encoder, token);
    });
    socket.send(message);
  }

  function receive(data: unknown): void {
    if (typeof data === 'string') return tellAll(data);
    const bytes = new Uint8Array(data as ArrayBuffer);
    // A ping belongs to the socket, not to a document: it is a type and nothing else.
    if (bytes.length === 1 && bytes[0] === TYPE.ping) return socket.send(Uint8Array.of(TYPE.pong));
    const envelope = tryUnframe(bytes);
    if (envelope !== null && left.has(envelope.documentName)) return;
    const member = envelope && members.get(envelope.documentName);
    if (!envelope || !member) return tellAll(data);
    if (envelope.type === TYPE.auth) return answer(member, envelope);
    if (envelope.type === TYPE.close) return dismiss(member, tryReason(envelope), NORMAL);
    member.received(data);
  }

  /** What is for none of the documents is shown to each, whose dialect says what is wrong with it. */
  function tellAll(data: unknown): void {
    for (const member of [...members.values()]) member.received(data);
  }

  function answer(member: Member, { rest }: Envelope): void {
    switch (readVarUint(rest)) {
      case AUTH_TOKEN:
        return authenticate(member);
      case AUTH_DENIED:
        return dismiss(member, readVarString(rest), UNAUTHORIZED);
      case AUTHENTICATED:
        return member.authenticated();
    }
  }

  function dismiss(member: Member, reason: string, otherwise: number): void {
    members.delete(member.documentName);
    member.closed(codeOfReason(reason, otherwise), reason, true);
    endIfEmpty();
  }

  function endIfEmpty(): void {
    if (members.size > 0) return;
    ended();
    socket.close(NORMAL);
  }

  return {
    join(member) {
      left.delete(member.documentName);
      members.set(member.documentName, member);
      if (socket.readyState === Platform.OPEN) authenticate(member);
    },
    leave(member) {
      if (members.get(member.documentName) !== member) return;
      members.delete(member.documentName);
      left.add(member.documentName);
      if (socket.readyState === Platform.OPEN) socket.send(frame(member.documentName, TYPE.close));
      endIfEmpty();
    },
    send(message) {
      if (socket.readyState === Platform.OPEN) socket.send(message as ArrayBuffer);
    },
    bufferedAmount: () => socket.bufferedAmount,
  };
}

function tryUnframe(bytes: Uint8Array): Envelope | null {
  try {
    return unframe(bytes);
  } catch {
    return null;
  }
}

function tryReason({ rest }: Envelope): string {
  try {
    return readVarString(rest);
  } catch {
    return '';
  }
}
