import type { TokenHandlerError } from './token-handler-error.ts';

/** Tells the app of a failure, and gives it back, to be thrown. Does not throw. */
export type Report = (failure: TokenHandlerError) => TokenHandlerError;

/** @param onError - the app's: what it throws, or rejects with, changes no answer */
export function createReport(onError: (error: TokenHandlerError) => unknown): Report {
  const tell = async (failure: TokenHandlerError) => onError(failure);
  return (failure) => {
    tell(failure).catch(() => {});
    return failure;
  };
}
