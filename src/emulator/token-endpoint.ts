import { answerOf, type HttpAnswer, HttpFailure, type HttpRequest, json } from './http-answer.ts';
import { createRefreshTokens } from './refresh-tokens.ts';
import { DEFAULT_SCOPE, type Service } from './service.ts';
import { API } from './tokens.ts';

/** Without it there is no refresh token. */
const OFFLINE = 'offline_access';

/**
 * `POST /connect/token`: client credentials, and refresh with rotation. Failures are those of OAuth 2:
 * a JSON body with `error` and `error_description`.
 *
 * @see https://docs.wiresocket.com/authentication
 */
export function createTokenEndpoint(service: Service): (request: HttpRequest) => Promise<HttpAnswer> {
  const refreshTokens = createRefreshTokens();

  async function grant(scope: string): Promise<HttpAnswer> {
    return json({
      access_token: await service.issueToken({ scope }),
      ...(scope.split(' ').includes(OFFLINE) ? { refresh_token: refreshTokens.issue(scope) } : {}),
      token_type: 'Bearer',
      expires_in: service.settings.tokenLifetime,
    });
  }

  function grantForCredentials(form: URLSearchParams): Promise<HttpAnswer> {
    checkClient(required(form, 'client_id'), required(form, 'client_secret'));
    const scope = form.get('scope') ?? DEFAULT_SCOPE;
    if (!scope.split(' ').includes(API)) {
      throw oauthFailure(400, 'invalid_scope', `scope has to contain ${API}.`);
    }
    return grant(scope);
  }

  function grantForRefreshToken(form: URLSearchParams): Promise<HttpAnswer> {
    const token = required(form, 'refresh_token');
    checkClient(required(form, 'client_id'), form.get('client_secret') ?? service.credentials.clientSecret);
    const scope = refreshTokens.redeem(token);
    if (scope !== null) return grant(scope);
    throw oauthFailure(
      400,
      'invalid_grant',
      'The refresh token is unknown, used or expired. Each is good once.',
    );
  }

  function checkClient(clientId: string, clientSecret: string): void {
    const { credentials } = service;
    if (clientId === credentials.clientId && clientSecret === credentials.clientSecret) return;
    throw oauthFailure(401, 'invalid_client', 'Verify your client_id and client_secret.');
  }

  return async (request) => {
    const fault = service.faults.takeHttp('token', null);
    if (fault !== null) return answerOf(fault);
    const form = await readForm(request);
    const grantType = required(form, 'grant_type');
    if (grantType === 'client_credentials') return grantForCredentials(form);
    if (grantType === 'refresh_token') return grantForRefreshToken(form);
    throw oauthFailure(400, 'unsupported_grant_type', 'grant_type is client_credentials or refresh_token.');
  };
}

async function readForm(request: HttpRequest): Promise<URLSearchParams> {
  const type = request.headers['content-type'] ?? '';
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return new URLSearchParams(await request.body());
  throw oauthFailure(400, 'invalid_request', 'The body is application/x-www-form-urlencoded.');
}

function required(form: URLSearchParams, field: string): string {
  const value = form.get(field);
  if (value) return value;
  throw oauthFailure(400, 'invalid_request', `${field} is missing.`);
}

function oauthFailure(status: number, error: string, description: string): HttpFailure {
  return new HttpFailure(json({ error, error_description: description }, status));
}
