import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Makes what ends a server and every socket that it has, those whose upgrade is still to come included: by itself it
 * would wait for them.
 */
export function closing(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}
