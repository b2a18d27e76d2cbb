import { act, cleanup, screen } from '@testing-library/react';
import { expect, vi } from 'vitest';
import {
  ConnectionStatus,
  DocumentFullBanner,
  PresenceAvatars,
  UnsyncedChanges,
} from '../../src/components/index.ts';
import type { WireSocketClient, WireSocketDocument } from '../../src/index.ts';
import { test } from './fixtures.ts';
import { Holder, notice, renderLive, renderWith, settled } from './support.tsx';

/** Both live: what is not there yet cannot be closed. */
async function twoDocuments(client: WireSocketClient, children: React.ReactNode) {
  const first = await renderLive(
    client,
    'first',
    <>
      <Holder name="second" />
      {children}
    </>,
  );
  const isLive = ({ store }: WireSocketDocument) => store.getState().connection.status === 'live';
  await settled(() => client.documents.getState().every(isLive));
  return first;
}

function text(selector: string): string | null | undefined {
  return document.querySelector(selector)?.textContent;
}

test('ConnectionStatus tells what is worst of all documents, and nothing where none is open', async ({
  emulator,
  connect,
  client,
}) => {
  await twoDocuments(client, <ConnectionStatus />);
  await settled(() => text('.ws-status') === 'Live');
  emulator.close('second', 4008);
  await settled(() => text('.ws-status') === 'Waiting for a place');
  emulator.close('first', 4003);
  await settled(() => text('.ws-status') === 'Not connected');
  cleanup();
  const empty = connect();
  renderWith(empty, <ConnectionStatus />);
  expect(document.querySelector('.ws-status')).toBeNull();
});

test('ConnectionStatus has no word for what is over in a moment', async ({ emulator, client }) => {
  const opened = await twoDocuments(client, <ConnectionStatus />);
  await settled(() => text('.ws-status') === 'Live');
  emulator.close('first', 1012);
  await settled(() => opened.store.getState().connection.status !== 'live');
  expect(text('.ws-status')).toBe('Live');
  expect(document.querySelector<HTMLElement>('.ws-status')?.dataset.status).toBe('live');
});

test('a notice of one kind is not hidden by another document that has more to tell', async ({
  emulator,
  client,
}) => {
  await twoDocuments(client, <DocumentFullBanner />);
  emulator.close('second', 4008);
  await settled(() => notice('document-full') !== null);
  emulator.close('first', 4003);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(notice('document-full')).not.toBeNull();
});

test('PresenceAvatars show everybody once, whatever document they have open', async ({ connect, client }) => {
  const first = await twoDocuments(client, <PresenceAvatars />);
  const second = client.open('second');
  act(() => {
    first.awareness.setLocalState({ user: { name: 'Ada Lovelace' } });
    second.awareness.setLocalState({ user: { name: 'Ada Lovelace' } });
  });
  const others = connect();
  const elsewhere = others.open('second');
  elsewhere.awareness.setLocalState({ user: { name: 'Grace Hopper' } });
  await settled(() => screen.queryByText('Grace Hopper') !== null);
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'ALAda Lovelace (you)',
    'GHGrace Hopper',
  ]);
});

test('UnsyncedChanges guard the page and copy what is not sent of any document', async ({
  emulator,
  client,
}) => {
  const writeText = vi.fn(async (_: string) => {});
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const first = await twoDocuments(client, <UnsyncedChanges />);
  const second = client.open('second');
  await settled(() => text('.ws-unsynced') === 'All changes are synced');
  emulator.close('second', 4006);
  await settled(() => second.store.getState().connection.status === 'waiting');
  act(() => second.doc.getText('notes').insert(0, 'Not sent.'));
  act(() => first.doc.getText('notes').insert(0, 'Sent.'));
  await settled(() => !first.store.getState().unsynced && second.store.getState().unsynced);
  await settled(() => text('.ws-unsynced')?.startsWith('1 unsent change is kept in this tab.') ?? false);
  expect(dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
  screen.getByRole('button', { name: 'Copy my changes' }).click();
  await screen.findByRole('button', { name: 'Copied' });
  expect(writeText).toHaveBeenCalledExactlyOnceWith('Not sent.');
  vi.unstubAllGlobals();
});
