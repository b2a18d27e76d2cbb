/** A number too long to be exact is no number that anybody may show. */
const LIMIT = /exceeded:\s*(\d{1,15})(?!\d)/i;
const ACTIVE = /active:\s*(\d{1,15})(?!\d)/i;

/**
 * The limit that a close reason tells, as in `Connection limit exceeded: <LIMIT>`.
 *
 * @param reason - any string
 * @returns the limit, or `null` where the reason does not tell one
 */
export function parseLimit(reason: string): number | null {
  return firstNumber(LIMIT, reason);
}

/**
 * How many documents are in use, from `Document limit exceeded: <LIMIT> (active: <COUNT>)`.
 *
 * @param reason - any string
 * @returns the count, or `null` where the reason does not tell one
 */
export function parseActive(reason: string): number | null {
  return firstNumber(ACTIVE, reason);
}

function firstNumber(pattern: RegExp, text: string): number | null {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
