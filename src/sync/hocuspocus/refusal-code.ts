import { codeOfDocumented } from './documented-reason.ts';

/** The words of Hocuspocus' own server. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['Reset Connection', 4205],
  ['Unauthorized', 4401],
  ['Forbidden', 4403],
  ['Connection Timeout', 4408],
  ['Message Too Big', 1009],
]);

/**
 * The close code that the reason of a refusal, or of a close of one document, stands for, whoever's server it is.
 *
 * @param otherwise - for a reason that is not one of these
 */
export function codeOfReason(reason: string, otherwise: number): number {
  return WORDS.get(reason) ?? codeOfDocumented(reason, otherwise);
}
