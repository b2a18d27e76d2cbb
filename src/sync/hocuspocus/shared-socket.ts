import { type Decoder, readVarString, readVarUint } from 'lib0/decoding';
import { writeVarString, writeVarUint } from 'lib0/encoding';
import { AUTH, type Envelope, frame, TYPE, unframe } from './framing.ts';
import { codeOfReason } from './refusal-code.ts';

/** A document's end of a socket that it shares. */
export interface Member {
  readonly documentName: string;
  readonly token: string;
  /** A token for a server that asks again. */
  currentToken(): Promise<string>;
  /** The token is on its way, and what follows it will be read once it is found to be good. */
  asked(): void;
  authenticated(): void;
  received(data: unknown): void;
  /** The server sent something that cannot be told to be for anybody, or to mean anything. */
  puzzled(data: unknown): void;
  /** `wasReached`: the server has answered, so the code is its own. */
  closed(code: number, reason: string, wasReached: boolean): void;
}

/** One socket, and the documents that are open over it. */
export interface SharedSocket {
  readonly url: string;
  /**
   * Whether a document may be asked for over it. One that was refused may not: Hocuspocus 3 does not answer
   * it again. And one that left and was not told so may not: its leaving is still to be read, or nobody is
   * there to read it.
   */
  takes(documentName: string): boolean;
  join(member: Member): void;
  /** The last one to leave ends the socket. */
  leave(member: Member): void;
  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): void;
  bufferedAmount(): number;
}

/** A server that does not let somebody in without a documented reason: as 4002, one fresh token is worth a try. */
const UNAUTHORIZED = 4401;
const NORMAL = 1000;

/** @param ended - the socket is gone: the next document needs another one */
export function createSharedSocket(Platform: typeof WebSocket, url: string, ended: () => void): SharedSocket {
  const members = new Map<string, Member>();
  /** Those that were here: the server may still have something to say to them. */
  const past = new Set<string>();
  const barred = new Set<string>();
  const socket = new Platform(url);
  let wasOpen = false;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    wasOpen = true;
    for (const member of members.values()) {
      authenticate(member, member.token);
      member.asked();
    }
  });
  socket.addEventListener('message', ({ data }) => receive(data));
  // An error is always followed by a close.
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', ({ code, reason }) => {
    ended();
    for (const member of members.values()) member.closed(code, reason, wasOpen);
    members.clear();
  });

  function authenticate({ documentName }: Member, token: string): void {
    send(
      frame(documentName, TYPE.auth, (encoder) => {
        writeVarUint(encoder, AUTH.token);
        writeVarString(encoder, token);
      }),
    );
  }

  function send(message: Parameters<SharedSocket['send']>[0]): void {
    if (socket.readyState === Platform.OPEN) socket.send(message as ArrayBuffer);
  }

  function receive(data: unknown): void {
    if (typeof data === 'string') return puzzleAll(data);
    const bytes = new Uint8Array(data as ArrayBuffer);
    // Of the socket, not of a document: a type and nothing else.
    if (bytes.length === 1 && bytes[0] === TYPE.ping) return send(Uint8Array.of(TYPE.pong));
    if (bytes.length === 1 && bytes[0] === TYPE.pong) return;
    const envelope = attempt(() => unframe(bytes));
    const member = envelope && members.get(envelope.documentName);
    if (envelope && member) return deliver(member, envelope, data);
    if (!envelope || !past.has(envelope.documentName)) return puzzleAll(data);
    if (envelope.type === TYPE.close) barred.delete(envelope.documentName);
  }

  /** What is for none of the documents is shown to each, whose dialect says what is wrong with it. */
  function puzzleAll(data: unknown): void {
    for (const member of [...members.values()]) member.puzzled(data);
  }

  function deliver(member: Member, { type, rest }: Envelope, data: unknown): void {
    switch (type) {
      case TYPE.auth:
        return answer(member, rest, data);
      case TYPE.close:
        return dismiss(member, readReason(rest), NORMAL);
      case TYPE.ping:
        return send(frame(member.documentName, TYPE.pong));
      case TYPE.pong:
        return;
      default:
        return member.received(data);
    }
  }

  function answer(member: Member, rest: Decoder, data: unknown): void {
    switch (attempt(() => readVarUint(rest))) {
      case AUTH.token:
        return renew(member);
      case AUTH.denied:
        barred.add(member.documentName);
        return dismiss(member, readReason(rest), UNAUTHORIZED);
      case AUTH.authenticated:
        return member.authenticated();
      default:
        return member.puzzled(data);
    }
  }

  /** The server asks for the token of a document that is open. */
  function renew(member: Member): void {
    member
      .currentToken()
      .catch(() => member.token)
      .then((token) => {
        if (members.get(member.documentName) === member) authenticate(member, token);
      });
  }

  function dismiss(member: Member, reason: string, otherwise: number): void {
    part(member);
    member.closed(codeOfReason(reason, otherwise), reason, true);
    endIfEmpty();
  }

  function part({ documentName }: Member): void {
    members.delete(documentName);
    past.add(documentName);
  }

  function endIfEmpty(): void {
    if (members.size > 0) return;
    ended();
    socket.close(NORMAL);
  }

  return {
    url,
    takes: (documentName) => !members.has(documentName) && !barred.has(documentName),
    join(member) {
      members.set(member.documentName, member);
      if (socket.readyState !== Platform.OPEN) return;
      authenticate(member, member.token);
      // Who has only just come has nobody who listens yet.
      setTimeout(() => member.asked());
    },
    leave(member) {
      if (members.get(member.documentName) !== member) return;
      part(member);
      barred.add(member.documentName);
      send(frame(member.documentName, TYPE.close));
      endIfEmpty();
    },
    send,
    bufferedAmount: () => socket.bufferedAmount,
  };
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** A reason that cannot be read is none: what it was the reason of is clear without it. */
function readReason(rest: Decoder): string {
  return attempt(() => readVarString(rest)) ?? '';
}
