import type { WebSocket } from 'ws';
import { fitReason } from './close-reason.ts';

const NO_STATUS = 1005;
/** Codes that no close frame may carry, and that say that there was none. */
const WITHOUT_FRAME: readonly number[] = [1006, 1015];

/**
 * Whether a socket can be made to report this code: those that a close frame may carry, 1005, 1006 and
 * 1015.
 */
export function isCloseCode(code: unknown): code is number {
  if (typeof code !== 'number' || !Number.isInteger(code)) return false;
  return (code >= 1000 && code <= 1015 && code !== 1004) || (code >= 3000 && code <= 4999);
}

/**
 * Ends a socket so that the client sees this code: with a close frame, with an empty one (1005), or
 * with none at all (1006, 1015).
 *
 * @param reason - cut where it is too long for the frame
 */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  if (WITHOUT_FRAME.includes(code)) socket.terminate();
  else if (code === NO_STATUS) socket.close();
  else socket.close(code, fitReason(reason));
}
