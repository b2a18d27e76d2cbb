import { isRedirect } from '../protocol/is-redirect.ts';
import { retryAfterOf } from '../protocol/retry-after.ts';
import { readBody } from './read-body.ts';
import { isGood } from './token-age.ts';
import { tokenLifetime } from './token-lifetime.ts';
import type { StoredTokens } from './token-store.ts';

/** What became of one request to the token endpoint. */
export type TokenAnswer =
  | { readonly type: 'tokens'; readonly tokens: StoredTokens }
  /** `error` is the error code of OAuth 2, where it is one; `null` where it is not. */
  | { readonly type: 'refused'; readonly status: 400 | 401 | 403; readonly error: string | null }
  /** `retryAfter` in seconds; `null` where it was not told or cannot be read. */
  | { readonly type: 'wait'; readonly status: 429 | 503; readonly retryAfter: number | null }
  /** No answer, or one that makes no sense. `why` continues "The token endpoint …". */
  | { readonly type: 'broken'; readonly why: string };

/** When a request was made, and the time, in ms since the epoch. */
interface Times {
  readonly askedAt: number;
  readonly now: () => number;
}

/**
 * The error codes of OAuth 2 (RFC 6749, 5.2). No other word of the answer is passed on: it might quote
 * the request.
 */
const OAUTH_ERRORS: readonly unknown[] = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
];

/**
 * Reads an answer. Its body only where that says more than the status does: what hangs or breaks off in the page of a
 * proxy must not hide a Retry-After.
 *
 * @throws what reading a body with tokens throws
 */
export async function readTokenAnswer(answer: Response, { askedAt, now }: Times): Promise<TokenAnswer> {
  const { status, headers } = answer;
  switch (status) {
    case 400:
    case 401:
    case 403:
      return { type: 'refused', status, error: readOauthError(await readBody(answer).catch(() => null)) };
    case 429:
    case 503:
      return { type: 'wait', status, retryAfter: retryAfterOf(headers, now()) };
    default:
      return answer.ok
        ? readTokens(await readBody(answer), { askedAt, now })
        : broken(describeStatus(answer));
  }
}

/** @param body - `null` for one that was too big */
function readTokens(body: string | null, { askedAt, now }: Times): TokenAnswer {
  if (body === null) return broken('answered with more than 64 kB');
  if (body.trim() === '') return broken('answered with an empty body');
  const fields = parseObject(body);
  if (fields === null) return broken('answered with something other than a JSON object, such as a web page');
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = fields;
  if (typeof accessToken !== 'string' || accessToken === '')
    return broken('answered without an access_token');
  const tokens: StoredTokens = {
    accessToken,
    issuedAt: askedAt,
    expiresAt: askedAt + tokenLifetime(accessToken, expiresIn),
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
  };
  return isGood(tokens, now())
    ? { type: 'tokens', tokens }
    : broken('answered with a token that has expired already');
}

function readOauthError(body: string | null): string | null {
  const error = parseObject(body ?? '')?.error;
  return typeof error === 'string' && OAUTH_ERRORS.includes(error) ? error : null;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function describeStatus(answer: Response): string {
  return isRedirect(answer)
    ? 'answered with a redirect, which is not followed with the secret'
    : `answered ${answer.status}`;
}

function broken(why: string): TokenAnswer {
  return { type: 'broken', why };
}
