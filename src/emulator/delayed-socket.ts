import type { RawData, WebSocket } from 'ws';
import { closeSocket } from './close-socket.ts';
import { createDelayLine } from './delay-line.ts';
import type { Service } from './service.ts';

/** Reads what a socket receives. The first message tells the dialect, and another listener may then take over. */
export interface SocketListener {
  /** The document that a message is for, as far as it can be told before it is read. */
  documentNameOf(message: RawData): string;
  received(message: RawData, isBinary: boolean): void;
  closed(): void;
}

/** A client's socket, over a network that is as slow as the faults want it, and keeps the order of messages. */
export interface DelayedSocket {
  /** Replaces the listener. */
  listen(listener: SocketListener): void;
  send(documentName: string, message: Uint8Array): void;
  /** Ends it. What is still under way is lost. */
  close(code: number, reason: string): void;
}

export function createDelayedSocket(socket: WebSocket, { faults, timers }: Service): DelayedSocket {
  const incoming = createDelayLine(timers);
  const outgoing = createDelayLine(timers);
  let current: SocketListener | null = null;

  socket.on('error', () => {});
  socket.on('message', (message, isBinary) => {
    const delay = faults.takeDelay(current?.documentNameOf(message) ?? null);
    incoming.push(delay, () => current?.received(message, isBinary));
  });
  // Behind the messages that are still under way: a slow network delivers them too.
  socket.on('close', () => incoming.push(0, () => current?.closed()));

  return {
    listen(listener) {
      current = listener;
    },
    send(documentName, message) {
      outgoing.push(faults.takeDelay(documentName), () => {
        if (socket.readyState === socket.OPEN) socket.send(message);
      });
    },
    close(code, reason) {
      current = null;
      incoming.clear();
      outgoing.clear();
      closeSocket(socket, code, reason);
    },
  };
}
