import {
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

Object.defineProperty(document, 'hidden', { get: () => isHidden });
Object.defineProperty(document, 'visibilityState', { get: () => (isHidden ? 'hidden' : 'visible') });

const client = createWireSocketClient({
  endpoint: searchParams.get('endpoint') ?? '',
  getAccessToken: fetchAccessToken('/api/token'),
  tokenSharing: user === null ? undefined : createTokenSharing({ user }),
});
const usage = usagePollOf(client);

globalThis.tab = {
  open(name) {
    opened = client.open(name);
  },
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
