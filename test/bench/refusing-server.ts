import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { REFUSALS, type Refusal } from './refusals.ts';

/** Refuses every handshake as its document's name says, and writes down when each came. */
export interface RefusingServer {
  /** Two origins, each of which redirects to the other. */
  readonly origins: readonly [string, string];
  /** When the handshakes of a document came, in ms since the process began. */
  handshakes(name: string): readonly number[];
  /** How often a document was asked for at `/discovery`. */
  discoveries(name: string): number;
  close(): void;
}

/**
 * Not the emulator: its limits per IP, which are the service's, would be met by the other clients within
 * seconds, and everyone would be measured against a 429.
 */
export async function startRefusingServer(): Promise<RefusingServer> {
  const handshakes = new Map<string, number[]>();
  const discoveries = new Map<string, number>();
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => offered.values().next().value ?? false,
  });
  const listeners = [createServer(), createServer()] as const;

  await Promise.all(
    listeners.map((listener) => new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))),
  );
  const [here, there] = listeners.map((listener) => {
    const { port } = listener.address() as AddressInfo;
    return `ws://127.0.0.1:${port}`;
  }) as [string, string];

  listeners.forEach((listener, index) => {
    const other = index === 0 ? there : here;
    listener.on('request', (request, response) => answerDiscovery(request, response));
    listener.on('upgrade', (request, socket, head) => {
      const name = documentOf(request);
      handshakes.set(name, [...(handshakes.get(name) ?? []), performance.now()]);
      const { close, status } = refusalOf(name);
      if (close === undefined) {
        socket.end(refusal(status));
        return;
      }
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        const { code, reason } = close === 'redirect' ? redirect(other, name) : close;
        accepted.close(code, reason);
        accepted.on('error', () => {});
      });
    });
  });

  function answerDiscovery(request: IncomingMessage, response: ServerResponse): void {
    const name = new URL(request.url ?? '', 'http://localhost').searchParams.get('documentName') ?? '';
    discoveries.set(name, (discoveries.get(name) ?? 0) + 1);
    const { status = 200 } = refusalOf(name);
    response.writeHead(status, { 'Content-Type': 'application/json', ...retryAfter(status) });
    response.end('{}');
  }

  return {
    origins: [here, there],
    handshakes: (name) => handshakes.get(name) ?? [],
    discoveries: (name) => discoveries.get(name) ?? 0,
    close() {
      sockets.clients.forEach((socket: WebSocket) => {
        socket.terminate();
      });
      for (const listener of listeners) {
        listener.close();
        listener.closeAllConnections();
      }
    },
  };
}

/** Hocuspocus adds its own slashes and queries; the first part of the path is the name. */
function documentOf({ url = '' }: IncomingMessage): string {
  return url.split(/[/?]/)[1] ?? '';
}

function refusalOf(name: string): Refusal {
  const found = REFUSALS.find(({ key }) => name.startsWith(`${key}-`));
  if (found === undefined) throw new Error(`No refusal is meant by "${name}".`);
  return found;
}

function redirect(origin: string, name: string): { code: number; reason: string } {
  return { code: 4009, reason: `REDIRECT:${origin}/${name}` };
}

function refusal(status = 500): string {
  const headers = Object.entries({ ...retryAfter(status), Connection: 'close', 'Content-Length': '0' });
  return [`HTTP/1.1 ${status} Refused`, ...headers.map((header) => header.join(': ')), '', ''].join('\r\n');
}

function retryAfter(status: number): Record<string, string> {
  return status === 429 || status === 503 ? { 'Retry-After': '60' } : {};
}
