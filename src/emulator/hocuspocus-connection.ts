import { readVarString, readVarUint } from 'lib0/decoding';
import type { RawData } from 'ws';
import { AUTH, type Envelope, TYPE, unframe } from '../sync/hocuspocus/framing.ts';
import type { DelayedSocket } from './delayed-socket.ts';
import { type Answer, askForEntry, outcomeOf, type Visitor } from './entry.ts';
import { SILENCE } from './handshake-log.ts';
import { authenticated, closed, hocuspocusWire, permissionDenied } from './hocuspocus-wire.ts';
import { type Participant, takePart } from './participant.ts';
import type { Service } from './service.ts';
import { wordsFor } from './told-in-words.ts';

const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;
const INVALID_PAYLOAD = 1007;
/** What a refusal means that does not say why. */
const UNAUTHORIZED = 4401;
/** Without a close frame: what a browser sees where HTTP refuses. */
const CUT = 1006;

/** What the handshake of the socket brought along. */
export type Guest = Pick<Visitor, 'token' | 'origin' | 'region'>;

/** A document of this socket, from the first word about it on. */
interface Place {
  /** What came before the document was asked for, or while that is looked into. */
  readonly waiting: Uint8Array[];
  isAskedFor: boolean;
  participant: Participant | null;
}

/**
 * Speaks Hocuspocus until the socket ends: several documents, each of which is asked for with a message
 * that has the token. A refusal and an end of one document are messages, too, so that the others stay.
 */
export function speakHocuspocus(
  socket: DelayedSocket,
  service: Service,
  guest: Guest,
  firstMessage: Uint8Array,
): void {
  const places = new Map<string, Place>();

  function receive(bytes: Uint8Array): void {
    if (bytes.length === 1 && bytes[0] === TYPE.pong) return;
    const envelope = tryUnframe(bytes);
    if (envelope === null) return endAll(INVALID_PAYLOAD, 'No message of the Hocuspocus dialect');
    const place = places.get(envelope.documentName) ?? open(envelope.documentName);
    if (envelope.type === TYPE.close) return dismiss(envelope.documentName, place);
    if (envelope.type === TYPE.auth) return authenticate(envelope, place);
    if (place.participant === null) place.waiting.push(bytes);
    else place.participant.receive(bytes);
  }

  function open(documentName: string): Place {
    const place: Place = { waiting: [], isAskedFor: false, participant: null };
    places.set(documentName, place);
    return place;
  }

  /** The client closes a document. It is told so, as Hocuspocus' own server does. */
  function dismiss(documentName: string, { participant }: Place): void {
    participant?.leave();
    places.delete(documentName);
    socket.send(documentName, closed(documentName, 'provider_initiated'));
  }

  function authenticate({ documentName, rest }: Envelope, place: Place): void {
    const token = readToken(rest);
    if (token === null) return endAll(INVALID_PAYLOAD, 'No auth message of a client');
    // The service looks at a token at the handshake only: a document that is open stays so.
    if (place.isAskedFor) return;
    place.isAskedFor = true;
    const visitor = { ...guest, documentName, shownName: documentName, token: token || guest.token };
    const answered = (answer: Answer) => {
      const isGone = places.get(documentName) !== place;
      log(documentName, isGone ? SILENCE : outcomeOf(answer));
      if (!isGone) meet(documentName, place, answer);
    };
    askForEntry(service, visitor, answered).catch(() => endAll(CUT, ''));
  }

  function log(documentName: string, outcome: number): void {
    service.handshakes.add({ documentName, region: guest.region, outcome });
  }

  function meet(documentName: string, place: Place, answer: Answer): void {
    switch (answer.type) {
      case 'silence':
        return;
      case 'refuse':
        return endAll(CUT, '');
      case 'close': {
        const words = wordsFor(answer.code, answer.reason, UNAUTHORIZED);
        if (words === null) return endAll(answer.code, answer.reason);
        places.delete(documentName);
        return socket.send(documentName, permissionDenied(documentName, words));
      }
      case 'enter':
        socket.send(documentName, authenticated(documentName));
        place.participant = takePart(service, answer.applicant, hocuspocusWire(documentName), {
          send: (message) => socket.send(documentName, message),
          end: (code, reason) => end(documentName, code, reason),
        });
        for (const bytes of place.waiting.splice(0)) place.participant.receive(bytes);
    }
  }

  function end(documentName: string, code: number, reason: string): void {
    const words = wordsFor(code, reason, NORMAL);
    if (words === null) return endAll(code, reason);
    places.delete(documentName);
    socket.send(documentName, closed(documentName, words));
  }

  function endAll(code: number, reason: string): void {
    leaveAll();
    socket.close(code, reason);
  }

  function leaveAll(): void {
    for (const { participant } of places.values()) participant?.leave();
    places.clear();
  }

  socket.listen({
    documentNameOf,
    received(message, isBinary) {
      if (isBinary && Buffer.isBuffer(message)) receive(message);
      else endAll(PROTOCOL_ERROR, 'Messages are binary');
    },
    closed: leaveAll,
  });
  receive(firstMessage);
}

/** For a message that is none: that of no document. */
export function documentNameOf(message: RawData): string {
  return (Buffer.isBuffer(message) ? tryUnframe(message)?.documentName : undefined) ?? '';
}

function tryUnframe(bytes: Uint8Array): Envelope | null {
  try {
    return unframe(bytes);
  } catch {
    return null;
  }
}

/** @returns `null` for what is no auth message of a client */
function readToken(rest: Envelope['rest']): string | null {
  try {
    return readVarUint(rest) === AUTH.token ? readVarString(rest) : null;
  } catch {
    return null;
  }
}
