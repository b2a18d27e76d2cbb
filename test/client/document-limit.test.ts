import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import type { WireSocketDocument } from '../../src/core.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { test } from '../support/fixtures.ts';
import { clientOf, untilStatus } from '../support/kit.ts';
import type { SkippingClock } from '../support/skipping-clock.ts';

test.for([
  [
    'closed',
    (document: WireSocketDocument, clock: SkippingClock) => {
      document.close();
      // Until then it may be opened again.
      clock.skip(1_000);
    },
  ],
  ['disconnected', (document: WireSocketDocument) => document.disconnect()],
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

    leave(first, clock);
    clock.skip(9_500);
    expect(second.store.getState().connection.status).toBe('waiting');
    while (!(await client.discover(first.name)).isNew) await setImmediate();
    clock.skip(1_500);
    await untilStatus(second, 'live');
    client.destroy();
    expect(clock.pending()).toBe(0);
  },
);
