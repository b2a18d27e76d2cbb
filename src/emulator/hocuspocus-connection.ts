import type { RawData } from 'ws';
import { type Envelope, TYPE, unframe } from '../sync/hocuspocus/framing.ts';
import type { DelayedSocket } from './delayed-socket.ts';
import { type Answer, askForEntry, outcomeOf, type Visitor } from './entry.ts';
import { SILENCE } from './handshake-log.ts';
import { reasonForCode } from './hocuspocus-reason.ts';
import { authenticated, closed, hocuspocusWire, permissionDenied, readAuthToken } from './hocuspocus-wire.ts';
import { type Participant, takePart } from './participant.ts';
import type { Service } from './service.ts';

const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;
const INVALID_PAYLOAD = 1007;
/** What a client takes a refusal for that does not say why. */
const UNAUTHORIZED = 4401;
/** Without a close frame: what a browser sees where HTTP refuses. */
const CUT = 1006;

/** What the upgrade tells of all the documents that are asked for over its socket. */
export type UpgradeFacts = Pick<Visitor, 'token' | 'origin' | 'region'>;

/** A document of this socket, from the first message about it on. */
interface SocketDocument {
  /** What came before its auth message was answered. */
  readonly pending: Uint8Array[];
  wasAskedFor: boolean;
  participant: Participant | null;
}

/**
 * Speaks Hocuspocus until the socket ends: several documents, each of which is asked for with a message
 * that has the token. A refusal and an end of one document are messages, too, so that the others stay.
 */
export function speakHocuspocus(
  socket: DelayedSocket,
  service: Service,
  upgrade: UpgradeFacts,
  firstMessage: Uint8Array,
): void {
  const documents = new Map<string, SocketDocument>();

  function receive(bytes: Uint8Array): void {
    if (bytes.length === 1 && bytes[0] === TYPE.pong) return;
    const envelope = tryUnframe(bytes);
    if (envelope === null) return endAll(INVALID_PAYLOAD, 'No message of the Hocuspocus dialect');
    const document = documents.get(envelope.documentName) ?? add(envelope.documentName);
    if (envelope.type === TYPE.close) return dismiss(envelope.documentName, document);
    if (envelope.type === TYPE.auth) return authenticate(envelope, document);
    if (document.participant === null) document.pending.push(bytes);
    else document.participant.receive(bytes);
  }

  function add(documentName: string): SocketDocument {
    const document: SocketDocument = { pending: [], wasAskedFor: false, participant: null };
    documents.set(documentName, document);
    return document;
  }

  /** The client closes a document. It is told so, as Hocuspocus' own server does. */
  function dismiss(documentName: string, { participant }: SocketDocument): void {
    participant?.leave();
    documents.delete(documentName);
    socket.send(documentName, closed(documentName, 'provider_initiated'));
  }

  function authenticate({ documentName, rest }: Envelope, document: SocketDocument): void {
    const token = tryReadToken(rest);
    if (token === null) return endAll(INVALID_PAYLOAD, 'No auth message of a client');
    // The service looks at a token at the handshake only: a document that is open stays so.
    if (document.wasAskedFor) return;
    document.wasAskedFor = true;
    const visitor = { ...upgrade, documentName, shownName: documentName, token: token || upgrade.token };
    const answered = (answer: Answer) => {
      const isGone = documents.get(documentName) !== document;
      log(documentName, isGone ? SILENCE : outcomeOf(answer));
      if (!isGone) respond(documentName, document, answer);
    };
    askForEntry(service, visitor, answered).catch(() => endAll(CUT, ''));
  }

  function log(documentName: string, outcome: number): void {
    service.handshakes.add({ documentName, region: upgrade.region, outcome });
  }

  function respond(documentName: string, document: SocketDocument, answer: Answer): void {
    switch (answer.type) {
      case 'silence':
        return;
      case 'refuse':
        return endAll(CUT, '');
      case 'close': {
        const reason = reasonForCode(answer.code, answer.reason, UNAUTHORIZED);
        if (reason === null) return endAll(answer.code, answer.reason);
        documents.delete(documentName);
        return socket.send(documentName, permissionDenied(documentName, reason));
      }
      case 'enter':
        socket.send(documentName, authenticated(documentName));
        document.participant = takePart(service, answer.applicant, hocuspocusWire(documentName), {
          send: (message) => socket.send(documentName, message),
          end: (code, reason) => end(documentName, code, reason),
        });
        for (const bytes of document.pending.splice(0)) document.participant.receive(bytes);
    }
  }

  function end(documentName: string, code: number, reason: string): void {
    const told = reasonForCode(code, reason, NORMAL);
    if (told === null) return endAll(code, reason);
    documents.delete(documentName);
    socket.send(documentName, closed(documentName, told));
  }

  function endAll(code: number, reason: string): void {
    leaveAll();
    socket.close(code, reason);
  }

  function leaveAll(): void {
    for (const { participant } of documents.values()) participant?.leave();
    documents.clear();
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

/** The document that a message is about; `''` where it cannot be read. */
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
function tryReadToken(rest: Envelope['rest']): string | null {
  try {
    return readAuthToken(rest);
  } catch {
    return null;
  }
}
