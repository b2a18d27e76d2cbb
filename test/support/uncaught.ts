import { onTestFinished } from 'vitest';

/** What is thrown where nobody catches it, until the test ends. */
export function uncaughtErrors(): unknown[] {
  return instead('uncaughtException');
}

/** The promises that are rejected where nobody catches it, until the test ends. */
export function uncaughtRejections(): unknown[] {
  return instead('unhandledRejection');
}

/** Listens in place of the test runner, which would have the test fail. */
function instead(event: 'uncaughtException' | 'unhandledRejection'): unknown[] {
  const emitter: NodeJS.EventEmitter = process;
  const others = emitter.rawListeners(event) as ((error: unknown) => void)[];
  const caught: unknown[] = [];
  const listener = (error: unknown) => caught.push(error);
  emitter.removeAllListeners(event);
  emitter.on(event, listener);
  onTestFinished(() => {
    emitter.off(event, listener);
    for (const other of others) emitter.on(event, other);
  });
  return caught;
}
