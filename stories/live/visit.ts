import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type ConnectionState,
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClient,
  type WireSocketClientOptions,
  type WireSocketDocument,
} from '../../src/index.ts';
import { controlsOf, type EmulatorControls } from '../live-playground/emulator.ts';
import { createDevice, type Device } from '../support/device.ts';
import { comeFromElsewhere, type Guest } from './elsewhere.ts';
import { seedPlan } from './first-content.ts';
import { createMeddler, type Meddler } from './meddler.ts';
import type { OwnService } from './own-service.ts';

/** How an app gets its tokens. */
export type TokenGetter = WireSocketClientOptions['getAccessToken'];

/** A person's visit to a page of an app, and all that it depends on. */
export interface Visit {
  readonly service: OwnService;
  readonly emulator: EmulatorControls;
  readonly device: Device;
  readonly proxy: Meddler;
  readonly client: WireSocketClient;
  readonly documentName: string;
  /** The name of the document that the page shows. */
  readonly shown: Pick<StoreApi<string | null>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Opens a document on the page, instead of the one before. Default: the one that the visit is about. */
  open(documentName?: string): WireSocketDocument;
  /** The same, and waits until all is in sync. */
  openAndSync(): Promise<WireSocketDocument>;
  /** Of the document that is open. */
  connection(): ConnectionState | null;
  /** Gets the tokens another way from now on. Default: as at first, from the app's backend. */
  signIn(getAccessToken?: TokenGetter): void;
  /** Somebody else comes to a document, by default this one, with options of their own. */
  invite(documentName?: string, options?: Partial<WireSocketClientOptions>): Promise<void>;
  /** Those who were invited leave. */
  dismissGuests(): void;
  /** Fulfilled once the service has noticed that they left. */
  guestsAreGone(): Promise<void>;
  end(): void;
}

/** @param options - what the app's client is made of, where that is other than usual */
export function beginVisit(
  service: OwnService,
  options: (service: OwnService) => Partial<WireSocketClientOptions> = () => ({}),
): Visit {
  const documentName = 'quarterly-plan';
  const device = createDevice();
  const proxy = createMeddler();
  const shown = createStore<string | null>(() => null);
  const fromBackend = fetchAccessToken(service.tokenUrl);
  let getAccessToken: TokenGetter = fromBackend;
  const emulator = controlsOf(service, documentName);
  let opened: WireSocketDocument | null = null;
  let seeded = Promise.resolve(false);
  let guests: readonly Guest[] = [];
  let hasEnded = false;

  const client = createWireSocketClient({
    endpoint: service.url,
    getAccessToken: (request) => getAccessToken(request),
    environment: device,
    WebSocket: proxy.WebSocket,
    ...options(service),
  });

  function dismissGuests(): void {
    for (const guest of guests) guest.leave();
    guests = [];
  }

  function ownConnections(): number {
    const connections = client.documents.getState().map(({ store }) => store.getState().connection);
    return connections.filter(({ status }) => status === 'live').length;
  }

  function open(name = documentName): WireSocketDocument {
    opened?.close();
    opened = client.open(name);
    shown.setState(name, true);
    seeded = seedPlan(opened);
    return opened;
  }

  return {
    service,
    emulator,
    device,
    proxy,
    client,
    documentName,
    shown,
    open,
    async openAndSync() {
      const document = open();
      await seeded;
      while (document.store.getState().unsynced && !hasEnded) await nextFrame();
      return document;
    },
    connection: () => opened?.store.getState().connection ?? null,
    signIn(next = fromBackend) {
      getAccessToken = next;
    },
    async invite(name = documentName, guestOptions = {}) {
      const guest = await comeFromElsewhere(service, name, guestOptions);
      guests = [...guests, guest];
      if (hasEnded) dismissGuests();
    },
    dismissGuests,
    async guestsAreGone() {
      while ((await emulator.connections()) > ownConnections()) await nextFrame();
    },
    end() {
      hasEnded = true;
      dismissGuests();
      client.destroy();
      service.end();
    },
  };
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
