import { check, isText } from '../protocol/check-options.ts';
import { isRedirect } from '../protocol/is-redirect.ts';
import { retryAfterOf } from '../protocol/retry-after.ts';
import { DOCUMENT_HEADER, REASON_HEADER } from '../protocol/token-request-headers.ts';
import type { TokenRequest } from './token-request.ts';

/** The answer of a token endpoint that gave no token. */
export class TokenEndpointError extends Error {
  override readonly name = 'TokenEndpointError';
  /** The HTTP status. */
  readonly status: number;
  /** Seconds, from Retry-After; `null` where it cannot be read. */
  readonly retryAfter: number | null;

  constructor(status: number, retryAfter: number | null, detail: string) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/**
 * A `getAccessToken` that asks the app's own token endpoint, as `createTokenHandler` makes one.
 *
 * The request says in its headers why it is made, so that a backend does not answer a token that was refused
 * with the same one, and for which document, so that it can tell who may open that. The `expires_in` of the answer
 * counts from its receipt, whatever the clock of this device says.
 *
 * @param url - of the endpoint, usually of the same origin
 * @param init - for the request; default: a POST that carries the page's cookies. It ends with the `signal` of what
 *   it is made for
 * @returns throws {@link TokenEndpointError} for any answer that is not a token
 * @throws TypeError where there is no url, as of a variable that is not set: the page itself would be asked; and where
 *   either argument cannot be right
 * @see https://docs.wiresocket.com/authentication
 */
export function fetchAccessToken(
  url: string | URL,
  init?: Omit<RequestInit, 'signal'>,
): (request: TokenRequest) => Promise<string> {
  check('fetchAccessToken', {
    url: !isText(Object(url ?? '').href ?? url) && 'missing, or no address',
    init: Boolean(init) && typeof init !== 'object' && 'no object',
  });
  return async ({ signal, reason, documentName, expiresIn }) => {
    const headers = new Headers(init?.headers);
    headers.set(REASON_HEADER, reason);
    if (documentName !== null) headers.set(DOCUMENT_HEADER, documentName);
    const answer = await fetch(url, {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      // A redirect is nearly always a sign-in page, which is no token.
      redirect: 'manual',
      ...init,
      headers,
      signal,
    });
    const body = Object(await answer.json().catch(() => null)) as Record<string, unknown>;
    if (answer.ok && typeof body.access_token === 'string') {
      expiresIn?.(Number(body.expires_in));
      return body.access_token;
    }
    throw new TokenEndpointError(
      isRedirect(answer) ? 401 : answer.status,
      retryAfterOf(answer.headers, Date.now()),
      describe(answer, body),
    );
  };
}

function describe(answer: Response, { detail, title }: Record<string, unknown>): string {
  const told = detail ?? title;
  if (typeof told === 'string') return told;
  if (answer.ok) return 'The token endpoint answered without JSON that has an access_token.';
  if (isRedirect(answer)) return 'The token endpoint answered with a redirect, as to a sign-in page.';
  return `The token endpoint answered ${answer.status}.`;
}
