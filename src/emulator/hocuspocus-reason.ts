import { codeOfReason } from '../sync/hocuspocus/refusal-code.ts';

/** What Hocuspocus' own server says in place of its codes. */
const REASONS: Readonly<Record<number, string>> = {
  4205: 'Reset Connection',
  4401: 'Unauthorized',
  4403: 'Forbidden',
  4408: 'Connection Timeout',
};

/** Counted over all that a client does, so it ends all that the client has open. */
const RATE_LIMIT = 4006;

/**
 * The reason by which a message that ends one document tells the close code: it has no room for the code itself.
 *
 * @param reason - `''`: the one that stands for the code
 * @param codeWithoutReason - what a client takes a message without a known reason for
 * @returns `null` where no reason tells the code, so that the whole socket has to be closed with it
 */
export function reasonForCode(code: number, reason: string, codeWithoutReason: number): string | null {
  const told = reason === '' ? (REASONS[code] ?? '') : reason;
  return code !== RATE_LIMIT && codeOfReason(told, codeWithoutReason) === code ? told : null;
}
