import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect } from 'vitest';
import {
  ConnectionNotices,
  ConnectionStatus,
  PresenceAvatars,
  RateLimitCountdown,
  ServiceStatusBanner,
  UnsyncedChanges,
  UpgradePlanPrompt,
  UsageMeter,
} from '../../src/components/index.ts';
import { adoptProvider, useLiveDocument, useRetryCountdown, useServiceHealth } from '../../src/index.ts';
import { end, websocketProvider } from '../client/adopt/support.ts';
import { untilStatus } from '../support/kit.ts';
import { test as base } from './fixtures.ts';
import { settled } from './support.tsx';

const test = base
  .extend('provider', async ({ emulator, documentName }, { onCleanup }) => {
    const provider = await websocketProvider(emulator, documentName);
    onCleanup(() => end(provider));
    return provider;
  })
  .extend('adopted', async ({ provider }) => {
    const adopted = adoptProvider(provider, { random: () => 0 });
    await adopted.whenSynced;
    return adopted;
  });

const notice = () => document.querySelector('.ws-notice');

describe('the document of an adopted provider, in a tree without a WireSocketProvider', () => {
  test('hooks: its state, its countdown, and nothing of a plan', async ({
    emulator,
    documentName,
    provider,
    adopted,
  }) => {
    let renders = 0;
    function Probe(): ReactNode {
      renders += 1;
      const { connection, canEdit, hasSynced } = useLiveDocument(adopted);
      const isUnsynced = useLiveDocument(adopted, ({ unsynced }) => unsynced);
      return `${connection.status} ${canEdit} ${hasSynced} ${isUnsynced} ${useRetryCountdown(adopted)} ${useServiceHealth().value}`;
    }
    render(<Probe />);
    expect(document.body.textContent).toBe('live true true false null null');
    const before = renders;
    provider.doc.transact(() => provider.doc.getText('notes').insert(0, 'x'), provider);
    expect(renders).toBe(before);
    emulator.close(documentName, 4006);
    await settled(() => /waiting true true false (30|2\d) null/.test(document.body.textContent ?? ''));
  });

  test('ConnectionNotices: the notice, and its actions', async ({ emulator, documentName, adopted }) => {
    render(<ConnectionNotices document={adopted} onTellAdmin={() => {}} />);
    emulator.close(documentName, 4008);
    await settled(() => notice() !== null);
    expect(notice()?.textContent).toContain('This document is full');
    // A person who asks is heard no sooner than 2 s after the attempt before.
    screen.getByRole('button', { name: 'Try now' }).click();
    await untilStatus(adopted, 'live');
    await settled(() => notice() === null);
  });

  test('for admins too, though nothing is known of the plan', async ({ emulator, documentName, adopted }) => {
    render(<ConnectionNotices document={adopted} audience="admin" />);
    expect(notice()).toBeNull();
    emulator.close(documentName, 4004);
    await settled(() => notice() !== null);
    expect(screen.getByRole('link', { name: /Upgrade/ })).toBeDefined();
  });

  test('4005: no other documents are known, and the dialog says so', async ({
    emulator,
    documentName,
    adopted,
  }) => {
    render(<ConnectionNotices document={adopted} />);
    emulator.close(documentName, 4005);
    await settled(() => notice() !== null);
    // What jsdom lacks of it.
    Object.assign(HTMLDialogElement.prototype, { showModal() {}, close() {} });
    screen.getByRole('button', { name: /Close/ }).click();
    await settled(() => document.querySelector('dialog') !== null);
    expect(document.querySelectorAll('dialog input')).toHaveLength(0);
  });

  test('every other component takes it as well', async ({ emulator, documentName, provider, adopted }) => {
    provider.awareness.setLocalStateField('user', { name: 'Ada Lovelace' });
    render(
      <>
        <ConnectionStatus document={adopted} />
        <UnsyncedChanges document={adopted} />
        <PresenceAvatars document={adopted} />
        <ServiceStatusBanner document={adopted} />
        <RateLimitCountdown document={adopted} />
        <UpgradePlanPrompt document={adopted} audience="admin" />
        <UsageMeter />
      </>,
    );
    expect(document.querySelector('.ws-status')?.textContent).toBe('Live');
    expect(document.querySelector('.ws-presence')?.textContent).toContain('Ada Lovelace (you)');
    expect(screen.getByRole('button', { name: 'I’ve upgraded' })).toBeDefined();
    expect(document.querySelector('.ws-usage')).toBeNull();
    emulator.close(documentName, 4006);
    await settled(() => document.querySelector('.ws-ring') !== null);
    expect(document.querySelector('.ws-status')?.textContent).toBe('Paused');
  });
});

test('without a document and without a provider, it says what is missing', () => {
  expect(() => render(<ConnectionNotices />)).toThrow(
    /Put one around your app, or, where it takes one, pass it a document/,
  );
});
