import { codeOfReason } from '../sync/hocuspocus/refusal-code.ts';

/** What Hocuspocus' own server says where it means its codes. */
const WORDS: Readonly<Record<number, string>> = {
  4205: 'Reset Connection',
  4401: 'Unauthorized',
  4403: 'Forbidden',
  4408: 'Connection Timeout',
};

/** Counted over all that a client does, so it ends all that the client has open. */
const RATE_LIMIT = 4006;

/**
 * What a message about one document says in place of a close code, which it has no room for.
 *
 * @param silent - the code that a client takes a reason for that says none
 * @returns `null` where only the end of the whole socket tells the code
 */
export function wordsFor(code: number, reason: string, silent: number): string | null {
  const words = reason === '' ? (WORDS[code] ?? '') : reason;
  return code !== RATE_LIMIT && codeOfReason(words, silent) === code ? words : null;
}
