import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { handshakeToken, selectProtocol } from './access.ts';
import { createDelayedSocket, type DelayedSocket } from './delayed-socket.ts';
import { type Answer, askForEntry, outcomeOf, type Visitor } from './entry.ts';
import type { UpgradeFault } from './fault.ts';
import { awaitFirstMessage } from './first-message.ts';
import { SILENCE } from './handshake-log.ts';
import { speakHocuspocus } from './hocuspocus-connection.ts';
import { splitUrl } from './http-listener.ts';
import { PER_IP_RETRY_AFTER } from './per-ip-limits.ts';
import type { Service } from './service.ts';
import { speakYWebsocket } from './y-websocket-connection.ts';

/** Answers the upgrade requests of one region. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Bytes. A message above it is closed with 1009. */
const MAX_MESSAGE = 50_000_000;

/** One upgrade request. */
interface Handshake {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly visitor: Visitor;
}

/**
 * Lets clients in, or tells them why not. A refusal accepts the upgrade and then closes, so that a browser
 * sees the code. A handshake that has a token and a document's name is y-websocket's, unless its first
 * message says otherwise; one that has not says nothing of its dialect yet.
 */
export function createUpgradeHandler(service: Service, region: string): UpgradeHandler {
  const upgrader = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    handleProtocols: selectProtocol,
  });

  function log({ visitor }: Handshake, outcome: number): void {
    service.handshakes.add({ documentName: visitor.shownName, region, outcome });
  }

  async function answer(handshake: Handshake): Promise<void> {
    const { visitor, request } = handshake;
    const address = request.socket.remoteAddress ?? '';
    if (!service.perIp.take('handshakes', address)) return refuse(handshake, 429, PER_IP_RETRY_AFTER);
    await service.timers.wait(service.faults.takeDelay(visitor.shownName));
    if (visitor.token !== null && visitor.shownName !== '')
      return askForEntry(service, visitor, (answered) => respond(handshake, answered));
    const fault = service.faults.takeUpgrade(visitor.shownName);
    if (fault !== null) return applyFault(handshake, fault);
    accept(handshake, null, (socket) => awaitFirstMessage(socket, service, visitor));
  }

  function respond(handshake: Handshake, answered: Answer): void {
    const { visitor } = handshake;
    switch (answered.type) {
      case 'silence':
        return ignore(handshake);
      case 'refuse':
        return refuse(handshake, answered.status, answered.retryAfter);
      case 'close':
        return accept(handshake, answered, (socket) => socket.close(answered.code, answered.reason));
      case 'enter':
        return accept(handshake, answered, (socket) =>
          speakYWebsocket(socket, service, answered.applicant, (message) =>
            speakHocuspocus(socket, service, visitor, message),
          ),
        );
    }
  }

  function applyFault(handshake: Handshake, fault: UpgradeFault): void {
    if (fault === 'silence') ignore(handshake);
    else refuse(handshake, fault.status, fault.retryAfter);
  }

  /** @param answered - `null` where it is only the socket that is accepted, and no document yet */
  function accept(
    handshake: Handshake,
    answered: Answer | null,
    begin: (socket: DelayedSocket) => void,
  ): void {
    const { request, socket, head } = handshake;
    let accepted = false;
    upgrader.handleUpgrade(request, socket, head, (webSocket) => {
      accepted = true;
      if (answered !== null) log(handshake, outcomeOf(answered));
      begin(createDelayedSocket(webSocket, service));
    });
    // No WebSocket handshake, which `ws` has answered by itself; or the client has given up.
    if (!accepted) log(handshake, socket.destroyed ? SILENCE : 400);
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
    const address = splitUrl(request.url);
    const document = documentAt(address.path);
    const proxy = service.faults.takeProxy(document.shownName);
    if (proxy === 'cuts') return void socket.destroy();
    if (proxy === 'strips-subprotocol') delete request.headers['sec-websocket-protocol'];
    const { headers } = request;
    const token = handshakeToken(headers, address.query);
    const visitor = { ...document, token, origin: headers.origin, region };
    answer({ request, socket, head, visitor }).catch(() => socket.destroy());
  };
}

function documentAt(path: string): Pick<Visitor, 'documentName' | 'shownName'> {
  const asked = path.slice(1);
  const decoded = decode(asked);
  const documentName = decoded === null || asked.includes('/') ? null : decoded;
  return { documentName, shownName: decoded ?? asked };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
