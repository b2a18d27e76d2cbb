import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * A server that shares no event loop with the clients that are measured.
 *
 * @param file - the module beside this one that is the server
 */
export async function startSyncServer(file: string): Promise<{ readonly origin: string; close(): void }> {
  // What runs TypeScript here runs it there: it is in the arguments that a child takes over.
  const child = fork(fileURLToPath(new URL(file, import.meta.url)));
  const port = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it listened.`)));
  });
  return { origin: `ws://127.0.0.1:${port}`, close: () => child.disconnect() };
}
