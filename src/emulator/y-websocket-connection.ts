import type { AdmittedApplicant } from './admission.ts';
import type { DelayedSocket } from './delayed-socket.ts';
import { isHocuspocus } from './dialect-of.ts';
import { takePart } from './participant.ts';
import type { Service } from './service.ts';
import { yWebsocketWire } from './y-websocket-wire.ts';

const PROTOCOL_ERROR = 1002;

/**
 * Speaks y-websocket until the socket ends: one document, which the handshake named.
 *
 * @param switchDialect - takes the socket over where its first message is of the other dialect
 */
export function speakYWebsocket(
  socket: DelayedSocket,
  service: Service,
  applicant: AdmittedApplicant,
  switchDialect: (firstMessage: Buffer) => void,
): void {
  const { documentName } = applicant;
  let isFirst = true;
  const participant = takePart(service, applicant, yWebsocketWire, {
    send: (message) => socket.send(documentName, message),
    end: socket.close,
  });

  function received(message: Buffer): void {
    const isOtherDialect = isFirst && isHocuspocus(message);
    isFirst = false;
    if (!isOtherDialect) return participant.receive(message);
    participant.withdraw();
    switchDialect(message);
  }

  socket.listen({
    documentNameOf: () => documentName,
    received(message, isBinary) {
      // A Buffer is all that a server's socket gives, unless told otherwise.
      if (isBinary && Buffer.isBuffer(message)) return received(message);
      participant.leave();
      socket.close(PROTOCOL_ERROR, 'Messages are binary');
    },
    closed: participant.leave,
  });
}
