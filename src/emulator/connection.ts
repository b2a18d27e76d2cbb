import type { RawData, WebSocket } from 'ws';
import { type AdmittedApplicant, reasonFor } from './admission.ts';
import { closeSocket } from './close-socket.ts';
import { createDelayLine } from './delay-line.ts';
import type { DocumentSession, Peer } from './document-session.ts';
import type { Service } from './service.ts';

const PROTOCOL_ERROR = 1002;
const INVALID_PAYLOAD = 1007;

/** Joins the document, and speaks y-websocket until the socket ends. */
export function connect(socket: WebSocket, service: Service, applicant: AdmittedApplicant): void {
  const { documentName, region, limits } = applicant;
  const operations = service.operationsIn(region);
  const incoming = createDelayLine(service.timers);
  const outgoing = createDelayLine(service.timers);
  let session: DocumentSession | null = null;
  let left = false;

  const connection: Peer = {
    send(message) {
      outgoing.push(service.faults.takeDelay(documentName), () => {
        if (socket.readyState === socket.OPEN) socket.send(message);
      });
    },
    close(code, reason = reasonFor(service, code, applicant)) {
      leave();
      closeSocket(socket, code, reason);
    },
  };

  function leave(): void {
    if (left) return;
    left = true;
    incoming.clear();
    outgoing.clear();
    if (session !== null) service.sessions.leave(session, connection);
  }

  function receive(data: RawData, isBinary: boolean): void {
    if (left) return;
    if (!operations.take(limits.opsPerMinute ?? Number.POSITIVE_INFINITY)) return connection.close(4006);
    // A Buffer is all that a server's socket gives, unless told otherwise.
    if (!isBinary || !Buffer.isBuffer(data)) return connection.close(PROTOCOL_ERROR, 'Messages are binary');
    try {
      session?.receive(connection, data);
    } catch {
      connection.close(INVALID_PAYLOAD, 'No message of the y-websocket dialect');
    }
  }

  socket.on('message', (data, isBinary) => {
    incoming.push(service.faults.takeDelay(documentName), () => receive(data, isBinary));
  });
  // Behind the messages that are still under way: a slow network delivers them too.
  socket.on('close', () => incoming.push(0, leave));
  session = service.sessions.join(documentName, region, connection);
}
