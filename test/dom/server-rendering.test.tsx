// @vitest-environment node
import { type ReactNode, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import {
  ConnectionNotices,
  ConnectionStatus,
  Countdown,
  DocumentFullBanner,
  Part,
  PresenceAvatars,
  ServiceStatusBanner,
  UnsyncedChanges,
  UpgradePlanPrompt,
  UsageMeter,
} from '../../src/components/index.ts';
import {
  createWireSocketClient,
  useOpenDocuments,
  usePresence,
  useRetryCountdown,
  useWireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';
import { createTestClient, createTestDocument } from '../../src/testing/index.ts';

function Notes(): ReactNode {
  const { document, connection, hasSynced, canEdit } = useWireSocketDocument('notes');
  const status = useWireSocketDocument('notes', { select: (state) => state.connection.status });
  const people = usePresence(document);
  const seconds = useRetryCountdown(document);
  return `${connection.status} ${status} ${hasSynced} ${canEdit} ${people.length} ${seconds} ${useOpenDocuments().length}`;
}

test('a server opens no socket, asks for no token, and keeps no timer', () => {
  let sockets = 0;
  let tokens = 0;
  class Counted {
    constructor() {
      sockets += 1;
    }
  }
  const client = createWireSocketClient({
    endpoint: 'wss://eu-central-1.wiresocket.net',
    getAccessToken: () => {
      tokens += 1;
      return 'a.b.c';
    },
    WebSocket: Counted as unknown as typeof WebSocket,
  });
  const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const html = () =>
    renderToString(
      <StrictMode>
        <WireSocketProvider client={client}>
          <Notes />
        </WireSocketProvider>
      </StrictMode>,
    );
  expect(html()).toBe('idle idle false false 0 null 0');
  expect(html()).toBe(html());
  expect([sockets, tokens]).toEqual([0, 0]);
  expect(client.documents.getState()).toEqual([]);
  expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBe(before);
});

test('components render on a server, and React has nothing to complain about', () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
  const connecting = { status: 'connecting', step: 'token', attempt: 1, problem: null } as const;
  const document = createTestDocument({ unsynced: true, connection: connecting });
  document.awareness.setLocalState({ user: { name: 'Ada' } });
  document.setProblem(4008);
  const html = renderToString(
    <StrictMode>
      <WireSocketProvider client={createTestClient()}>
        <ConnectionStatus document={document} />
        <UnsyncedChanges document={document} />
        <UsageMeter />
        <PresenceAvatars document={document} />
        <ConnectionNotices document={document} />
        <DocumentFullBanner document={document} form="page" />
        <ServiceStatusBanner document={document} />
        <Countdown document={document} />
        <UpgradePlanPrompt document={document} />
        <UpgradePlanPrompt document={document} audience="admin" form="dialog" />
        <Part tag="p" name="part" state={{ open: true }} ref={() => {}} />
      </WireSocketProvider>
    </StrictMode>,
  );
  const said = complain.mock.calls;
  complain.mockRestore();
  expect(said).toEqual([]);
  for (const name of ['status', 'unsynced', 'presence', 'countdown', 'upgrade', 'notice-action', 'part']) {
    expect(html).toContain(`class="ws-${name}"`);
  }
});
