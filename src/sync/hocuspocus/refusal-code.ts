/**
 * The reasons of refusals and closes, by what they begin with: those of the service, which are documented
 * for five codes and here by name and by description for the others, and the words of Hocuspocus' own
 * server. What is about one document of a shared socket has no close code of its own.
 */
const CODES: readonly (readonly [reason: RegExp, code: number])[] = [
  [/^(Missing token|No JWT was)/i, 4001],
  [/^((Invalid|Expired) token|Token is )/i, 4002],
  [/^Connection limit exceeded/i, 4004],
  [/^Document limit exceeded/i, 4005],
  [/^Rate limit exceeded/i, 4006],
  [/^(Invalid (document )?name|Document name violates)/i, 4007],
  [/^Document user limit exceeded/i, 4008],
  [/^REDIRECT:/, 4009],
  [/^Reset Connection$/, 4205],
  [/^Unauthorized$/, 4401],
  [/^Forbidden$/, 4403],
  [/^(Forbidden|Token does not match)/i, 4003],
  [/^Connection Timeout$/, 4408],
  [/^Message Too Big$/, 1009],
];

/**
 * The close code that the reason of a refusal, or of a close of one document, stands for.
 *
 * @param otherwise - for a reason that is not one of these
 */
export function codeOfReason(reason: string, otherwise: number): number {
  return CODES.find(([pattern]) => pattern.test(reason))?.[1] ?? otherwise;
}
