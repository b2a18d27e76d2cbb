import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { readToken } from '../protocol/token-claims.ts';
import { checkAccess, handshakeToken, selectProtocol } from './access.ts';
import { type Applicant, admissionCode, reasonFor } from './admission.ts';
import { closeSocket } from './close-socket.ts';
import { connect } from './connection.ts';
import type { HandshakeFault } from './fault.ts';
import { SILENCE } from './handshake-log.ts';
import { splitUrl } from './http-listener.ts';
import { limitsOf } from './limits.ts';
import { PER_IP_RETRY_AFTER } from './per-ip-limits.ts';
import type { Service } from './service.ts';

/** Answers the upgrade requests of one region. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Bytes. A message above it is closed with 1009. */
const MAX_MESSAGE = 50_000_000;

/** One upgrade request. */
interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  /** For the log, and for the faults: as it was asked for where it names no one document. */
  readonly shownName: string;
  readonly documentName: string | null;
  readonly token: string | null;
}

/** What a handshake comes to: 0 lets it in, else it is accepted and closed. */
interface Verdict {
  readonly code: number;
  readonly reason?: string;
  readonly applicant: Applicant;
}

/**
 * Lets clients in, or tells them why not, in the order of the service's checks. A refusal accepts the
 * upgrade and then closes, so that a browser sees the code.
 */
export function createUpgradeHandler(service: Service, region: string): UpgradeHandler {
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    handleProtocols: selectProtocol,
  });

  function log({ shownName }: Handshake, outcome: number): void {
    service.handshakes.add({ documentName: shownName, region, outcome });
  }

  async function answer(handshake: Handshake): Promise<void> {
    const address = handshake.request.socket.remoteAddress ?? '';
    if (!service.perIp.take('handshakes', address)) return refuse(handshake, 429, PER_IP_RETRY_AFTER);
    await service.timers.wait(service.faults.takeDelay(handshake.shownName));
    const fault = service.faults.takeHandshake(handshake.shownName);
    if (fault !== null) return suffer(handshake, fault);
    const { token, request } = handshake;
    const access = await checkAccess(service, token, request.headers.origin);
    // From here on nothing is waited for: two clients must not get the last place both.
    const applicant = applicantOf(handshake, access.refused === null ? access.limits : {});
    const code = access.refused ?? admissionCode(service, applicant);
    accept(handshake, { code, applicant });
  }

  function suffer(handshake: Handshake, fault: HandshakeFault): void {
    if (fault === 'silence') return ignore(handshake);
    if ('status' in fault) return refuse(handshake, fault.status, fault.retryAfter);
    // Not verified, and good enough for what the reason says.
    const limits = limitsOf(readToken(handshake.token ?? '').limits);
    accept(handshake, { ...fault, applicant: applicantOf(handshake, limits) });
  }

  function applicantOf({ documentName }: Handshake, limits: Applicant['limits']): Applicant {
    return { documentName, region, limits };
  }

  function accept(handshake: Handshake, verdict: Verdict): void {
    const { request, socket, head } = handshake;
    let accepted = false;
    upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      accepted = true;
      log(handshake, verdict.code);
      begin(webSocket, verdict);
    });
    // No WebSocket handshake, which `ws` has answered by itself; or the client has given up.
    if (!accepted) log(handshake, socket.destroyed ? SILENCE : 400);
  }

  function begin(webSocket: WebSocket, { code, reason, applicant }: Verdict): void {
    webSocket.on('error', () => {});
    const { documentName } = applicant;
    if (code === 0 && documentName !== null)
      return connect(webSocket, service, { ...applicant, documentName });
    closeSocket(webSocket, code, reason ?? reasonFor(service, code, applicant));
  }

  function refuse(handshake: Handshake, status: number, retryAfter?: number): void {
    log(handshake, status);
    const headers = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
      ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
      'Connection: close',
      'Content-Length: 0',
    ];
    handshake.socket.end(`${headers.join('\r\n')}\r\n\r\n`);
  }

  function ignore(handshake: Handshake): void {
    log(handshake, SILENCE);
    // Reads on, to notice when the client gives up.
    handshake.socket.on('end', () => handshake.socket.destroy()).resume();
  }

  return (request, socket, head) => {
    socket.on('error', () => {});
    answer(readHandshake(request, socket, head)).catch(() => socket.destroy());
  };
}

function readHandshake(request: IncomingMessage, socket: Duplex, head: Buffer): Handshake {
  const { path, query } = splitUrl(request.url);
  const asked = path.slice(1);
  const decoded = decode(asked);
  const documentName = decoded === null || asked.includes('/') ? null : decoded;
  const token = handshakeToken(request.headers, query);
  return { request, socket, head, shownName: decoded ?? asked, documentName, token };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
