import { test as base } from 'vitest';
import type { WireSocketClient, WireSocketClientOptions } from '../../src/core.ts';
import { type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { clientOf } from './kit.ts';
import { createSkippingClock } from './skipping-clock.ts';

let names = 0;

/** Of a document that no other test uses. */
export function freshName(): string {
  names += 1;
  return `doc-${names}`;
}

/**
 * A test that says in its arguments what it uses; nothing else is set up for it. What it got ends after it, in the
 * reverse order: the clients first, and their emulator after the last test of the file.
 *
 * A file whose emulator is another says so at its top: `test.override({ emulatorOptions: { gracePeriod: 0 } })`.
 */
export const test = base
  .extend('emulatorOptions', { scope: 'file' }, {} as EmulatorOptions)
  /** One for all tests of a file, where they do not get in each other's way: a key takes a while. */
  .extend('emulator', { scope: 'file' }, async ({ emulatorOptions }, { onCleanup }) => {
    const emulator = await startEmulator({ perIp: false, ...emulatorOptions });
    onCleanup(() => emulator.stop());
    return emulator;
  })
  .extend('documentName', freshName)
  /** Those for that document, or for another one. */
  .extend('handshakes', ({ emulator, documentName }) => (name = documentName) => {
    return emulator.handshakes.filter((handshake) => handshake.documentName === name);
  })
  /** What became of them. */
  .extend('outcomes', ({ handshakes }) => (name?: string) => {
    return handshakes(name).map(({ outcome }) => outcome);
  })
  .extend('clock', () => createSkippingClock())
  /** Makes a client of the emulator. */
  .extend('connect', ({ emulator }, { onCleanup }) => {
    const clients: WireSocketClient[] = [];
    onCleanup(() => {
      for (const client of clients) client.destroy();
    });
    return (options: Partial<WireSocketClientOptions> = {}): WireSocketClient => {
      const client = clientOf(emulator, options);
      clients.push(client);
      return client;
    };
  })
  .extend('client', ({ connect, clock }) => connect({ clock }));
