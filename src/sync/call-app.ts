/**
 * Runs what may call code of the app: listeners, observers. What that throws is seen where uncaught errors are, and
 * neither ends what called it nor is taken for a fault of the server's.
 */
export function callApp(run: () => void): void {
  try {
    run();
  } catch (error) {
    reportUncaught(error);
  }
}

/** Lets an error be seen where uncaught errors are, without ending the handler that met it. */
export function reportUncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
