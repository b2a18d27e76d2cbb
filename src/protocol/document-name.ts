/** The longest name that the service accepts, in characters. */
export const MAX_DOCUMENT_NAME_LENGTH = 255;

const DOCUMENT_NAME = /^[A-Za-z0-9_-]{1,255}$/;

/**
 * Whether a document name follows the service's rule: letters, digits, hyphens and underscores, 1 to
 * 255 of them. A name that does not is answered with 4007, so it is checked before connecting.
 *
 * @param name - the name, without the tenant's prefix
 * @see https://docs.wiresocket.com/error-reference#websocket-close-codes
 */
export function isDocumentName(name: string): boolean {
  return DOCUMENT_NAME.test(name);
}
