import type { Clock } from '../../connection/clock.ts';
import { passingFailure, tokenFailure } from '../token-failure.ts';

/** A `renewToken` that takes longer than this, in ms, hangs. */
const TIMEOUT = 30_000;

/**
 * Has the app renew the token of its provider, once that was refused. Until it has succeeded there is no use in
 * a handshake.
 *
 * @param renewToken - the app's
 * @returns what to call before a handshake; rejects with a `WireSocketError` where there is no token to be had
 */
export function createRenewal(renewToken: () => void | Promise<void>, clock: Clock) {
  let isRefused = false;

  return async (wasRefused: boolean, signal: AbortSignal): Promise<void> => {
    isRefused ||= wasRefused;
    if (!isRefused) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(TIMEOUT, () =>
        reject(passingFailure(`renewToken did not finish within ${TIMEOUT / 1000} s.`)),
      );
      signal.addEventListener('abort', cancel);
      Promise.resolve()
        .then(renewToken)
        .then(resolve, (error: unknown) => reject(tokenFailure('renewToken', error)))
        .finally(cancel);
    });
    isRefused = false;
  };
}
