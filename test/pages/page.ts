import {
  type ConnectionState,
  createTokenSharing,
  createWireSocketClient,
  fetchAccessToken,
  usagePollOf,
  type WireSocketDocument,
} from '../../src/core.ts';

/** What a test can do in a page, which is a tab of its own. */
export interface Tab {
  /** Opens the document of that name. */
  open(name: string): void;
  readonly document: () => WireSocketDocument;
  /** Every state of the document's connection, in order: one may be gone before anybody looks. */
  readonly states: () => readonly ConnectionState[];
  /** The person signs out. */
  destroy(): void;
  /** Starts to ask how much of the plan is in use. */
  watchUsage(): void;
  readonly connectionsInUse: () => number | null;
  /** The page is looked at, or no longer: Chromium without a screen shows all pages all the time. */
  look(isSeen: boolean): void;
}

declare global {
  var tab: Tab;
}

const { searchParams } = new URL(location.href);
const user = searchParams.get('user');
let isHidden = searchParams.has('hidden');
let opened: WireSocketDocument | null = null;
const states: ConnectionState[] = [];

Object.defineProperty(document, 'hidden', { get: () => isHidden });
Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });

const client = createWireSocketClient({
  endpoint: searchParams.get('endpoint') ?? '',
  getAccessToken: fetchAccessToken('/api/token'),
  // No luck: all tabs come back at the same moment, which is the last one.
  random: () => 1,
  tokenSharing: user === null ? undefined : createTokenSharing({ user }),
});
const usage = usagePollOf(client);

globalThis.tab = {
  open(name) {
    opened = client.open(name);
    opened.store.subscribe(({ connection }) => {
      if (connection !== states.at(-1)) states.push(connection);
    });
  },
  states: () => states,
  destroy: () => client.destroy(),
  document() {
    if (opened === null) throw new Error('No document is open.');
    return opened;
  },
  watchUsage() {
    usage.subscribe(() => {});
  },
  connectionsInUse: () => usage.getState().value?.connections.current ?? null,
  look(isSeen) {
    isHidden = !isSeen;
    document.dispatchEvent(new Event('visibilitychange'));
  },
};
