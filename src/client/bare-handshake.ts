import type { Clock } from '../connection/clock.ts';
import { within } from './within.ts';

/** A handshake that takes longer than this, in ms, has failed. */
const TIMEOUT = 10_000;

/**
 * Whether a socket opens without any subprotocol, and so without a token: the service lets it open and closes
 * it with 4001. Does not throw.
 */
export async function opensBare(
  WebSocketClass: typeof WebSocket,
  url: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const open = (ending: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const socket = new WebSocketClass(url);
      socket.onopen = () => resolve(true);
      socket.onclose = () => resolve(false);
      // Its close follows.
      socket.onerror = () => {};
      ending.addEventListener('abort', () => socket.close());
    });
  return within(clock, TIMEOUT, () => new Error(), signal, open).catch(() => false);
}
