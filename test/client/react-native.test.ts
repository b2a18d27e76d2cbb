import { afterEach, test, vi } from 'vitest';
import { usagePollOf, type WireSocketClient } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, eventually, until } from '../support/kit.ts';

/** Its signals are those of the package abort-controller. */
class AbortControllerOfReactNative extends AbortController {
  constructor() {
    super();
    Object.assign(this.signal, { throwIfAborted: undefined });
  }
}

let emulator: Emulator;
let client: WireSocketClient;

afterEach(async () => {
  client.destroy();
  vi.unstubAllGlobals();
  await emulator.stop();
});

test.each([undefined, {}])(
  'React Native, with %j as its `document`: live, and it knows its usage',
  async (page) => {
    emulator = await startEmulator();
    vi.stubGlobal('AbortController', AbortControllerOfReactNative);
    vi.stubGlobal('BroadcastChannel', undefined);
    vi.stubGlobal('navigator', { product: 'ReactNative' });
    vi.stubGlobal('window', globalThis);
    vi.stubGlobal('document', page);
    client = clientOf(emulator);
    await until(client.open('notes'), ({ connection }) => connection.status === 'live');
    const usage = usagePollOf(client);
    const stop = usage.subscribe(() => {});
    await eventually(() => usage.getState().value !== null);
    stop();
  },
);
