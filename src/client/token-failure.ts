import { ownProblem, problemFromStatus } from '../protocol/problem.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { WireSocketError } from '../protocol/wiresocket-error.ts';

/**
 * What a function of the app's threw that gets a token: the answer of the token endpoint where it has a status,
 * else a passing fault.
 *
 * @param asked - the name of the function
 */
export function tokenFailure(asked: string, error: unknown): WireSocketError {
  const { status, retryAfter, message } = Object(error) as Record<string, unknown>;
  // An object that is no error, as `{ status: 403 }`, has no other text.
  const reason = textOfError(message || status || error);
  // An answer that is no refusal, and no token either: a web page, or a body that broke off.
  if (typeof status !== 'number' || status < 300) return passingFailure(`${asked} failed: ${reason}`);
  const seconds = typeof retryAfter === 'number' && retryAfter >= 0 ? retryAfter : null;
  return new WireSocketError(problemFromStatus('dashboard', status, reason, seconds));
}

/** No token could be had, for a reason that may pass. */
export function passingFailure(reason: string): WireSocketError {
  return new WireSocketError({ ...ownProblem('token-unavailable', reason), recovery: 'automatic' });
}
