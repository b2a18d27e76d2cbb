import { expect, onTestFinished } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { test } from '../support/fixtures.ts';
import { clientOf, eventually, untilStatus } from '../support/kit.ts';

test.for([
  ['closed', (document: { close(): void }) => document.close()],
  ['disconnected', (document: { disconnect(): void }) => document.disconnect()],
] as const)(
  '4005: joins 10 s after another document of this client was %s',
  async ([how, leave], { clock }) => {
    // One of its own: another test's document would be counted for a while.
    const emulator = await startEmulator({ perIp: false, gracePeriod: 50, limits: { maxDocuments: 1 } });
    onTestFinished(emulator.stop);
    const client = clientOf(emulator, { clock });
    const first = client.open(`first-${how}`);
    await first.whenSynced;
    const second = client.open(`second-${how}`);
    const { problem } = await untilStatus(second, 'waiting');
    expect(problem).toMatchObject({ kind: 'document-limit', limit: 1, active: 1 });

    leave(first);
    clock.skip(1_000);
    await eventually(() => emulator.close(`first-${how}`, 1000) === 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    clock.skip(9_000);
    expect(second.store.getState().connection.status).toBe('waiting');
    clock.skip(2_000);
    await untilStatus(second, 'live');
    client.destroy();
    expect(clock.pending()).toBe(0);
  },
);
