import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** A real server on loopback, on a free port. */
export interface SocketServer {
  readonly url: string;
  /** How many sockets of any kind are open. */
  readonly connections: () => Promise<number>;
  /** The paths of the handshakes that arrived. */
  readonly paths: readonly string[];
  stop(): Promise<void>;
}

export interface SocketServerOptions {
  /** A socket was let in. */
  readonly accepted?: (socket: WebSocket) => void;
  /** Answers the handshake with an HTTP status, or, for `silence`, never. */
  readonly refusal?: () => number | 'silence' | null;
}

export async function startSocketServer(options: SocketServerOptions = {}): Promise<SocketServer> {
  const { accepted = () => {}, refusal = () => null } = options;
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const paths: string[] = [];
  const streams = new Set<Duplex>();
  http.on('upgrade', (request, stream, head) => {
    paths.push(request.url ?? '');
    streams.add(stream);
    stream.on('error', () => {});
    const refused = refusal();
    if (refused === 'silence') {
      // Nobody reads it otherwise, and its end would go unnoticed.
      stream.on('end', () => stream.end()).resume();
      return;
    }
    if (refused !== null) {
      stream.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, accepted);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}`,
    connections: () =>
      new Promise((resolve, reject) => {
        http.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      }),
    paths,
    async stop() {
      for (const stream of streams) stream.destroy();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
