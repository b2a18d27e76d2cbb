import { type AdmittedApplicant, reasonFor } from './admission.ts';
import type { DocumentSession, Peer } from './document-session.ts';
import type { Service } from './service.ts';
import type { Wire } from './wire.ts';

const INVALID_PAYLOAD = 1007;

/** How messages reach a participant's client. */
export interface Transport {
  send(message: Uint8Array): void;
  /** Tells the client that it is over. The participant has left already. */
  end(code: number, reason: string): void;
}

/** One client in one document. */
export interface Participant {
  receive(message: Uint8Array): void;
  leave(): void;
  /** Takes the joining back: the client turned out to speak another dialect. */
  withdraw(): void;
}

/** Joins the document, and enforces the rules of a live session, whatever its dialect. */
export function takePart(
  service: Service,
  applicant: AdmittedApplicant,
  wire: Wire,
  transport: Transport,
): Participant {
  const { documentName, region, limits } = applicant;
  const operations = service.operationsIn(region);
  let session: DocumentSession | null = null;
  let left = false;

  const peer: Peer = {
    asksBack: wire.asksBack,
    send(message) {
      const bytes = wire.encode(message);
      if (bytes !== null && !left) transport.send(bytes);
    },
    close(code, reason = reasonFor(service, code, applicant)) {
      leave();
      transport.end(code, reason);
    },
  };

  function leave(how: 'leave' | 'withdraw' = 'leave'): void {
    if (left) return;
    left = true;
    if (session !== null) service.sessions[how](session, peer);
  }

  session = service.sessions.join(documentName, region, peer);
  return {
    receive(message) {
      if (left) return;
      if (!operations.take(limits.opsPerMinute ?? Number.POSITIVE_INFINITY)) return peer.close(4006);
      try {
        session?.receive(peer, wire.decode(message));
      } catch {
        peer.close(INVALID_PAYLOAD, `No message of the ${wire.name} dialect`);
      }
    },
    leave: () => leave(),
    withdraw: () => leave('withdraw'),
  };
}
