// @vitest-environment node
import { type ReactNode, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  createWireSocketClient,
  useOpenDocuments,
  usePresence,
  useRetryCountdown,
  useWireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';

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
