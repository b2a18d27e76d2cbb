/** How the documented reasons begin, from that of 4001 to that of 4009. */
const REASONS = [
  /^(No JWT|Missing token)/,
  /^Token is/,
  /^(Token does|Forbidden)/,
  /^Connection limit/,
  /^Document limit/,
  /^Rate limit/,
  /^Document name/,
  /^Document user/,
  /^REDIRECT:/,
];

/**
 * The close code that the reason of a refusal stands for. Short, for it is loaded at once: a page that would load this
 * only when a provider is refused may not get it any more.
 *
 * @param otherwise - for a reason that the service does not document
 */
export function codeOfDocumented(reason: string, otherwise: number): number {
  const index = REASONS.findIndex((beginning) => beginning.test(reason));
  return index < 0 ? otherwise : 4001 + index;
}
