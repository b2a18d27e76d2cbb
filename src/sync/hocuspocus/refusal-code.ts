/** The documented reasons, by what they begin with. A refusal over a shared socket has no close code of its own. */
const CODES: readonly (readonly [reason: RegExp, code: number])[] = [
  [/^Missing token/i, 4001],
  [/^(Invalid|Expired) token/i, 4002],
  [/^Forbidden/i, 4003],
  [/^Connection limit exceeded/i, 4004],
  [/^Document limit exceeded/i, 4005],
  [/^Rate limit exceeded/i, 4006],
  [/^Invalid (document )?name/i, 4007],
  [/^Document user limit exceeded/i, 4008],
  [/^REDIRECT:/, 4009],
];

/**
 * The close code that the reason of a refusal stands for.
 *
 * @param otherwise - for a reason that is not a documented one
 */
export function codeOfReason(reason: string, otherwise: number): number {
  return CODES.find(([pattern]) => pattern.test(reason))?.[1] ?? otherwise;
}
