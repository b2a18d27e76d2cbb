import { describeError } from './describe-error.ts';
import { endsWithin } from './ends-within.ts';
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts';
import type { TokenHandlerSettings } from './token-handler-options.ts';

/** What a token is asked for with. */
export type Grant =
  | { readonly type: 'client_credentials' }
  | { readonly type: 'refresh_token'; readonly refreshToken: string };

/** What a request needs of the settings. */
export type RequestSettings = Pick<
  TokenHandlerSettings,
  'clientId' | 'clientSecret' | 'tokenUrl' | 'fetch' | 'now'
>;

/** A token endpoint that takes longer than this for an answer, its body included, hangs. In ms. */
const REQUEST_TIMEOUT = 10_000;

/** `offline_access` is what brings a refresh token. */
const SCOPE = 'WireSocket.API offline_access';

/**
 * Asks the token endpoint once. Does not throw: whatever it meets is an answer.
 *
 * @see https://docs.wiresocket.com/authentication
 */
export async function requestTokens(settings: RequestSettings, grant: Grant): Promise<TokenAnswer> {
  const controller = new AbortController();
  const timedOut = new Error();
  try {
    return await endsWithin(REQUEST_TIMEOUT, ask(settings, grant, controller.signal), () => timedOut);
  } catch (error) {
    const why =
      error === timedOut
        ? `did not answer in full within ${REQUEST_TIMEOUT / 1000} s`
        : `could not be reached, or broke off (${describeError(error)})`;
    return { type: 'broken', why };
  } finally {
    // Ends what still runs when the time is up. After an answer there is nothing left to end.
    controller.abort();
  }
}

async function ask(settings: RequestSettings, grant: Grant, signal: AbortSignal): Promise<TokenAnswer> {
  const askedAt = settings.now();
  const answer = await settings.fetch(settings.tokenUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: formFor(settings, grant).toString(),
    // The secret goes to tokenUrl and nowhere else.
    redirect: 'manual',
    signal,
  });
  return readTokenAnswer(answer, { askedAt, now: settings.now });
}

function formFor({ clientId, clientSecret }: RequestSettings, grant: Grant): URLSearchParams {
  switch (grant.type) {
    case 'client_credentials':
      return new URLSearchParams({
        grant_type: grant.type,
        client_id: clientId,
        client_secret: clientSecret,
        scope: SCOPE,
      });
    case 'refresh_token':
      return new URLSearchParams({
        grant_type: grant.type,
        refresh_token: grant.refreshToken,
        client_id: clientId,
      });
  }
}
