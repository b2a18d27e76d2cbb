import { onTestFinished } from 'vitest';

/** What is thrown where nobody catches it, until the test ends. */
export function uncaughtErrors(): unknown[] {
  const others = process.listeners('uncaughtException');
  const caught: unknown[] = [];
  const listener = (error: unknown) => caught.push(error);
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', listener);
  onTestFinished(() => {
    process.off('uncaughtException', listener);
    for (const other of others) process.on('uncaughtException', other);
  });
  return caught;
}

/** The promises that are rejected where nobody catches it, until the test ends. */
export function uncaughtRejections(): unknown[] {
  const caught: unknown[] = [];
  const listener = (error: unknown) => caught.push(error);
  process.on('unhandledRejection', listener);
  onTestFinished(() => {
    process.off('unhandledRejection', listener);
  });
  return caught;
}
