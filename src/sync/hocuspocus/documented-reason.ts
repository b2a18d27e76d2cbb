/**
 * The reasons of refusals by what they begin with, from 4001 to 4009: the documented text, or the name and the
 * description where the service documents no text. What is about one document of a shared socket has no close code of
 * its own.
 */
const REASONS = [
  /^(No JWT|Missing token)/i,
  /^(Token is|(Invalid|Expired) token)/i,
  /^(Token does|Forbidden)/i,
  /^Connection limit/i,
  /^Document limit/i,
  /^Rate limit/i,
  /^(Document name|Invalid (document )?name)/i,
  /^Document user/i,
  /^REDIRECT:/,
];

/**
 * The close code of the service that the reason of a refusal, or of a close of one document, stands for.
 *
 * @param otherwise - for a reason that is none of the service's
 */
export function codeOfDocumented(reason: string, otherwise: number): number {
  const index = REASONS.findIndex((beginning) => beginning.test(reason));
  return index < 0 ? otherwise : 4001 + index;
}
