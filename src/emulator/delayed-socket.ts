import type { RawData, WebSocket } from 'ws';
import { closeSocket } from './close-socket.ts';
import { createDelayLine } from './delay-line.ts';
import type { Service } from './service.ts';

/** What hears a socket: one speaker after the other, as it turns out which dialect is spoken. */
export interface Speaker {
  /** The document that a message is for, as far as it can be told before it is read. */
  documentNameOf(message: RawData): string;
  received(message: RawData, isBinary: boolean): void;
  closed(): void;
}

/** A client's socket, over a network that is as slow as the faults want it, and keeps the order of messages. */
export interface DelayedSocket {
  /** From now on it is this one that hears. */
  listen(speaker: Speaker): void;
  send(documentName: string, message: Uint8Array): void;
  /** Ends it. What is still under way is lost. */
  close(code: number, reason: string): void;
}

export function createDelayedSocket(socket: WebSocket, { faults, timers }: Service): DelayedSocket {
  const incoming = createDelayLine(timers);
  const outgoing = createDelayLine(timers);
  let listener: Speaker | null = null;

  socket.on('error', () => {});
  socket.on('message', (message, isBinary) => {
    const delay = faults.takeDelay(listener?.documentNameOf(message) ?? null);
    incoming.push(delay, () => listener?.received(message, isBinary));
  });
  // Behind the messages that are still under way: a slow network delivers them too.
  socket.on('close', () => incoming.push(0, () => listener?.closed()));

  return {
    listen(speaker) {
      listener = speaker;
    },
    send(documentName, message) {
      outgoing.push(faults.takeDelay(documentName), () => {
        if (socket.readyState === socket.OPEN) socket.send(message);
      });
    },
    close(code, reason) {
      listener = null;
      incoming.clear();
      outgoing.clear();
      closeSocket(socket, code, reason);
    },
  };
}
