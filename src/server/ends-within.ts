/**
 * Waits for a promise, but not for ever.
 *
 * @param ms - for so long
 * @param late - makes the error that it then rejects with
 */
export function endsWithin<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timeout = setTimeout(() => reject(late()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timeout));
  });
}
