import { isRedirect } from '../protocol/is-redirect.ts';
import { retryAfterOf } from '../protocol/retry-after.ts';
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

/** The times of a request, in ms since the epoch. */
interface Times {
  readonly askedAt: number;
  readonly now: number;
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

/** @param body - of the answer; `null` for one that was too big */
export function readTokenAnswer(answer: Response, body: string | null, times: Times): TokenAnswer {
  const { status } = answer;
  switch (status) {
    case 400:
    case 401:
    case 403:
      return { type: 'refused', status, error: readOauthError(body) };
    case 429:
    case 503:
      return {
        type: 'wait',
        status,
        retryAfter: retryAfterOf(answer.headers, times.now),
      };
    default:
      return answer.ok ? readTokens(body, times) : broken(describeStatus(answer));
  }
}

function readTokens(body: string | null, { askedAt }: Times): TokenAnswer {
  if (body === null) return broken('answered with more than 64 kB');
  if (body.trim() === '') return broken('answered with an empty body');
  const fields = parseObject(body);
  if (fields === null) return broken('answered with something other than a JSON object, such as a web page');
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = fields;
  if (typeof accessToken !== 'string' || accessToken === '')
    return broken('answered without an access_token');
  const lifetime = tokenLifetime(accessToken, expiresIn);
  if (lifetime <= 0) return broken('answered with a token that has expired already');
  return {
    type: 'tokens',
    tokens: {
      accessToken,
      issuedAt: askedAt,
      expiresAt: askedAt + lifetime,
      refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
    },
  };
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
