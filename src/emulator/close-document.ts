import { isCloseCode } from './close-socket.ts';
import type { Service } from './service.ts';

/**
 * Closes the live sockets of a document.
 *
 * @param code - any that {@link isCloseCode}; 1006 cuts the sockets without a close frame
 * @param reason - without it the documented text of the nine codes
 * @returns how many there were
 * @throws RangeError for a code that no socket can end with
 */
export function closeDocument(service: Service, documentName: string, code: number, reason?: string): number {
  if (!isCloseCode(code)) {
    throw new RangeError(`code: no socket ends with ${code}. Use 1000 to 1015 (but 1004), or 3000 to 4999.`);
  }
  const peers = [...(service.sessions.get(documentName)?.peers ?? [])];
  for (const peer of peers) peer.close(code, reason);
  return peers.length;
}
