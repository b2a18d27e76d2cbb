/** `ECONNREFUSED`, `UND_ERR_SOCKET`, `TypeError`. */
const WORD = /^[A-Za-z][A-Za-z0-9_]{1,39}$/;

/**
 * What an error of a library is, without its own words: they may quote what was sent or stored.
 *
 * @returns its name and the codes of the system, such as `TypeError ECONNREFUSED`
 */
export function describeError(error: unknown): string {
  const { name, code, cause } = Object(error) as Record<string, unknown>;
  const { code: causeCode } = Object(cause) as Record<string, unknown>;
  const words = [name, code, causeCode].filter((word) => typeof word === 'string' && WORD.test(word));
  return words.join(' ') || 'an unknown error';
}
