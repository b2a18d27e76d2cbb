import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { closing } from './closing.ts';

/** A server in front of another one that passes every message on, and can say something of its own. */
export interface Relay {
  readonly url: string;
  /** Sockets so far. */
  readonly sockets: () => number;
  /** What clients have said, oldest first. */
  readonly heard: readonly Uint8Array[];
  /** Says this to every client, as if the server had. */
  inject(message: Uint8Array | string): void;
  /** Cuts every socket, without a close frame. */
  cut(): void;
  /** From now on nothing is passed on, and nobody is told. */
  freeze(): void;
  stop(): Promise<void>;
}

/** @param target - origin of the server behind it, asked for with every socket */
export async function startRelay(target: () => string): Promise<Relay> {
  const http = createServer();
  const stop = closing(http);
  const server = new WebSocketServer({ server: http });
  const heard: Uint8Array[] = [];
  let frozen = new Set<WebSocket>();
  let sockets = 0;
  await once(http.listen(0, '127.0.0.1'), 'listening');
  server.on('connection', (client, request) => {
    sockets += 1;
    const upstream = new WebSocket(target() + request.url);
    const pass = (to: WebSocket) => (message: RawData, isBinary: boolean) => {
      if (to.readyState === to.OPEN && !frozen.has(client)) to.send(message, { binary: isBinary });
    };
    const early: [RawData, boolean][] = [];
    upstream.on('open', () => {
      for (const [message, isBinary] of early) pass(upstream)(message, isBinary);
    });
    upstream.on('message', pass(client));
    client.on('message', (message: Buffer, isBinary) => {
      heard.push(new Uint8Array(message));
      if (upstream.readyState === upstream.CONNECTING) early.push([message, isBinary]);
      else pass(upstream)(message, isBinary);
    });
    upstream.on('error', () => {});
    client.on('error', () => {});
    client.on('close', () => upstream.terminate());
    upstream.on('close', (code, reason) => {
      if (code === 1005 || code === 1006) client.terminate();
      else client.close(code, reason);
    });
  });

  return {
    url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sockets: () => sockets,
    heard,
    inject(message) {
      for (const client of server.clients) client.send(message);
    },
    cut() {
      for (const client of server.clients) client.terminate();
    },
    freeze() {
      frozen = new Set(server.clients);
    },
    stop,
  };
}
