import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import type { WireSocketDocument } from '../../../src/core.ts';
import type { Emulator } from '../../../src/emulator/index.ts';
import { eventually, WebSocketClass } from '../../support/kit.ts';
import type { SkippingClock } from '../../support/skipping-clock.ts';

/** What can be set of a `WebsocketProvider`. */
type ProviderOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

/** The provider that an app has, on the emulator, with a token in its subprotocols. */
export async function websocketProvider(
  emulator: Emulator,
  name: string,
  options: ProviderOptions & { readonly doc?: Doc; readonly serverUrl?: string } = {},
): Promise<WebsocketProvider> {
  const { doc = new Doc(), serverUrl = emulator.url, ...rest } = options;
  const provider = new WebsocketProvider(serverUrl, name, doc, {
    WebSocketPolyfill: WebSocketClass,
    protocols: ['access_token', await emulator.issueToken()],
    // The providers of a test are in one process, and would meet without a server.
    disableBc: true,
    ...rest,
  });
  return provider;
}

/** Ends a provider with all that it has made. */
export function end(provider: WebsocketProvider): void {
  provider.destroy();
  // The interval of its awareness ends with the document only.
  provider.doc.destroy();
}

/** Codes with which the server lets somebody in and closes at once, and how many handshakes they are worth in 60 s. */
export const MOST_HANDSHAKES: Readonly<Record<number, number>> = {
  4001: 2,
  4002: 2,
  4003: 1,
  4004: 3,
  4005: 3,
  4006: 2,
  4007: 1,
  4008: 3,
  4009: 4,
  1011: 14,
};

/**
 * Lets a minute pass for documents whose every handshake is refused.
 *
 * A provider's own timers are those of the wall: within the 6 s that this takes it would have tried six times.
 */
export async function skipMinute(
  clock: SkippingClock,
  documents: readonly WireSocketDocument[],
): Promise<void> {
  const start = clock.now();
  const areRefused = () =>
    documents.every(({ store }) => /waiting|stopped/.test(store.getState().connection.status));
  await eventually(areRefused);
  while (clock.now() < start + 60_000 - STEP) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.skip(STEP);
    await eventually(areRefused);
  }
}

/** In ms. */
const STEP = 500;
