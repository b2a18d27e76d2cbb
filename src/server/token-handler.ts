import { DOCS_ORIGIN, HTTP_ERROR_DOCS } from '../protocol/docs-links.ts';
import { REASON_HEADER } from '../protocol/token-request-headers.ts';
import { refusalOf } from './authorization.ts';
import { problemAnswer } from './problem-answer.ts';
import { createReport } from './report.ts';
import { createScrub } from './scrub.ts';
import { TokenHandlerError } from './token-handler-error.ts';
import { settingsFrom, type TokenHandlerOptions } from './token-handler-options.ts';
import { createTokenKeeper } from './token-keeper.ts';
import type { StoredTokens } from './token-store.ts';

/**
 * Makes the token endpoint of an app's backend, which `fetchAccessToken` asks in the browser. It gets
 * tokens for the client credentials, renews them with refresh tokens, one request at a time however many
 * ask, and serves a token from memory until shortly before it expires.
 *
 * It answers a POST with `{ access_token, expires_in }` (seconds), and every failure with an
 * `application/problem+json` that says what to check: the statuses that the service documents (400, 401,
 * 403, 429, 503) as they are, 502 where the token endpoint cannot be reached or makes no sense, 500 where
 * `authorize` or the store fails. Retry-After is passed on, in seconds, at most 600; until it has passed
 * the service is not asked. The client id, the secret and the refresh token never reach an answer or an
 * error.
 *
 * A browser whose token was refused says so in a header, and then gets another one, once a minute at most.
 *
 * Several instances of a backend must not share one refresh token: see {@link TokenHandlerOptions.store}.
 *
 * @param options - checked at once
 * @returns a handler of web-standard requests: a Next.js route, `app.post(path, (c) => handler(c.req.raw))`
 * in Hono, an action in Remix, a worker. Other methods than POST answer 405; CORS is up to the app. It
 * throws a TypeError for what is no web-standard request, such as that of Express
 * @throws TypeError for an option that is missing or cannot be, and in a browser
 * @example
 * export const POST = createTokenHandler({
 *   clientId: process.env.WIRESOCKET_CLIENT_ID,
 *   clientSecret: process.env.WIRESOCKET_CLIENT_SECRET,
 *   authorize: async (request) => ((await sessionOf(request)) === null ? null : true),
 * });
 * @see https://docs.wiresocket.com/authentication
 */
export function createTokenHandler(options: TokenHandlerOptions): (request: Request) => Promise<Response> {
  const settings = settingsFrom(options);
  const { authorize, clientId, clientSecret, now } = settings;
  const scrub = createScrub([clientId, clientSecret]);
  const report = createReport(settings.onError);
  const keeper = createTokenKeeper(settings, report);

  async function answer(request: Request): Promise<Response> {
    const refusal = await refusalOf(authorize, request, scrub, report);
    const wasRejected = request.headers.get(REASON_HEADER) === 'rejected';
    return refusal ?? granted(await keeper.get(wasRejected), now());
  }

  return async (request) => {
    checkRequest(request);
    if (request.method !== 'POST') return methodNotAllowed();
    try {
      return await answer(request);
    } catch (error) {
      if (error instanceof TokenHandlerError) return failed(error, now());
      throw error;
    }
  };
}

/** A request of Express would else wait for ever for its answer. */
function checkRequest(request: unknown): void {
  const { headers } = Object(request) as Record<string, unknown>;
  const { get } = Object(headers) as Record<string, unknown>;
  if (typeof get === 'function') return;
  throw new TypeError(
    'createTokenHandler: a handler takes a web-standard Request, returns a Response. Express needs an adapter.',
  );
}

function methodNotAllowed(): Response {
  const headers = { Allow: 'POST' };
  return problemAnswer(405, 'Method Not Allowed', 'Ask for a token with POST.', { headers });
}

function granted({ accessToken, expiresAt }: StoredTokens, now: number): Response {
  const body = { access_token: accessToken, expires_in: Math.floor((expiresAt - now) / 1000) };
  return new Response(JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}

function failed({ source, status, title, message, retryAt }: TokenHandlerError, now: number): Response {
  switch (source) {
    case 'authorize':
      // What the app threw is for its own log.
      return problemAnswer(
        status,
        title,
        'authorize failed. Pass onError to createTokenHandler to hear why.',
      );
    case 'store':
      return problemAnswer(status, title, message);
    case 'token-endpoint': {
      const headers = retryAt === null ? {} : { 'Retry-After': String(secondsUntil(retryAt, now)) };
      return problemAnswer(status, title, message, {
        type: DOCS_ORIGIN + HTTP_ERROR_DOCS.dashboard,
        headers,
      });
    }
  }
}

function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / 1000));
}
