/** What a problem has beside its status, title and detail. */
interface ProblemExtras {
  /** Where it is documented. Default `about:blank`: it is what its status says. */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An `application/problem+json` (RFC 9457).
 *
 * @param detail - what happened and what to check. It reaches the browser, and so never holds a secret
 */
export function problemAnswer(
  status: number,
  title: string,
  detail: string,
  { type = 'about:blank', headers = {} }: ProblemExtras = {},
): Response {
  return new Response(JSON.stringify({ type, title, status, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
