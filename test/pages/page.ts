import { HocuspocusProvider } from '@hocuspocus/provider';
import {
  adoptProvider,
  type ConnectionState,
  createTokenSharing,
  createWireSocketClient,
  fetchAccessToken,
  usagePollOf,
  type WireSocketDocument,
} from 'wiresocket-react/core';

/** What a test can do in a page, which is a tab of its own. */
export interface Tab {
  /** Opens the document of that name. */
  open(name: string): void;
  /** Adopts a provider of Hocuspocus' own, which opens it. */
  adopt(name: string): void;
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

function watch(document: WireSocketDocument): void {
  opened = document;
  opened.store.subscribe(({ connection }) => {
    if (connection !== states.at(-1)) states.push(connection);
  });
}

async function askForToken(): Promise<string> {
  const answer = await fetch('/api/token', { method: 'POST' });
  const { access_token } = (await answer.json()) as { readonly access_token: string };
  return access_token;
}

globalThis.tab = {
  open: (name) => watch(client.open(name)),
  adopt: (name) =>
    watch(adoptProvider(new HocuspocusProvider({ url: client.endpoint, name, token: askForToken }))),
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
