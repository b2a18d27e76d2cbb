import { act, screen } from '@testing-library/react';
import type { ComponentPropsWithRef } from 'react';
import { describe, expect, onTestFinished } from 'vitest';
import {
  DocumentFullBanner,
  DocumentLimitBanner,
  RateLimitCountdown,
  ServiceStatusBanner,
  UnsyncedChanges,
  UpgradePlanPrompt,
  UsageNotice,
} from '../../src/components/index.ts';
import { startEmulator } from '../../src/emulator/index.ts';
import { clientOf } from '../support/kit.ts';
import { test } from './fixtures.ts';
import { Holder, notice, renderLive, settled } from './support.tsx';

/** An app's own button and dialog. */
function Own({ ref, ...props }: ComponentPropsWithRef<'button'>) {
  return <button {...props} ref={ref} type="button" data-own="" />;
}

describe('an app’s own', () => {
  test('element is the whole notice, with all that the kit knows of it', async ({
    emulator,
    client,
    documentName,
  }) => {
    await renderLive(
      client,
      documentName,
      <DocumentFullBanner render={(props, { kind }) => <aside {...props} data-app={kind} />} />,
    );
    emulator.close(documentName, 4008);
    await settled(() => notice() !== null);
    expect(notice()?.tagName).toBe('ASIDE');
    expect(notice()?.dataset).toMatchObject({ app: 'document-full', status: 'waiting' });
    expect(notice()?.textContent).toContain('This document is full');
  });

  test('notice in place of the kit’s has its words no more', async ({ emulator, client, documentName }) => {
    await renderLive(
      client,
      documentName,
      <DocumentFullBanner render={({ className }) => <p className={className}>No chair is left.</p>} />,
    );
    emulator.close(documentName, 4008);
    await settled(() => screen.queryByText('No chair is left.') !== null);
    expect(screen.queryByText('This document is full')).toBeNull();
  });

  test('button is each button, the one that hides the details and those in a dialog', async ({
    emulator,
    client,
    documentName,
  }) => {
    await renderLive(
      client,
      documentName,
      <>
        <Holder name="beside" />
        <DocumentLimitBanner
          slots={{ action: <Own />, toggle: <Own />, dialog: <section role="dialog" /> }}
        />
      </>,
    );
    emulator.close(documentName, 4005);
    await settled(() => notice() !== null);
    act(() => screen.getByRole('button', { name: 'Close unused documents' }).click());
    const buttons = screen.getAllByRole('button', { hidden: true });
    expect(buttons.length).toBeGreaterThanOrEqual(5);
    expect(buttons.filter((button) => button.dataset.own === undefined)).toEqual([]);
  });

  test('dialog takes the place of the kit’s', async ({ emulator, client, documentName }) => {
    await renderLive(
      client,
      documentName,
      <DocumentLimitBanner
        classNames={{ dialog: 'app-dialog' }}
        slots={{ dialog: (props) => <section {...props} role="dialog" data-app="" /> }}
      />,
    );
    emulator.close(documentName, 4005);
    await settled(() => notice() !== null);
    act(() => screen.getByRole('button', { name: 'Close unused documents' }).click());
    const dialog = screen.getByRole('dialog', { name: 'Close unused documents' });
    expect(dialog.tagName).toBe('SECTION');
    expect(dialog.className).toBe('ws-dialog app-dialog');
    act(() => screen.getByRole('button', { name: 'Not now' }).click());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('dialog and buttons are those of the upgrade prompt, too', async ({ client, documentName }) => {
    await renderLive(
      client,
      documentName,
      <UpgradePlanPrompt
        form="dialog"
        audience="user"
        slots={{ action: <Own />, dialog: <section role="dialog" /> }}
        render={<Own />}
      />,
    );
    act(() => screen.getByRole('button', { name: 'Tell an admin' }).click());
    const dialog = screen.getByRole('dialog', {
      name: 'Ask an admin for more places',
      description: 'Only an admin can change the plan.',
    });
    expect(dialog.tagName).toBe('SECTION');
    expect(screen.getAllByRole('button').filter(({ dataset }) => dataset.own === undefined)).toEqual([]);
  });

  test('element shows the seconds', async ({ emulator, client, documentName }) => {
    await renderLive(
      client,
      documentName,
      <RateLimitCountdown
        slots={{ countdown: (props, { kind }) => <output {...props} data-app={kind} /> }}
      />,
    );
    emulator.close(documentName, 4006);
    await settled(() => notice() !== null);
    const timer = screen.getByRole('timer');
    expect([timer.tagName, timer.dataset.app]).toEqual(['OUTPUT', 'rate-limit']);
    expect(timer.textContent).toMatch(/^Reconnecting in \d+ seconds\.$/);
  });

  test('button copies what was not sent', async ({ emulator, client, documentName }) => {
    const opened = await renderLive(client, documentName, <UnsyncedChanges slots={{ action: <Own /> }} />);
    emulator.close(documentName, 4006);
    await settled(() => opened.store.getState().connection.status === 'waiting');
    act(() => opened.doc.getText('notes').insert(0, 'x'));
    await settled(() => screen.queryByRole('button', { name: 'Copy my changes' })?.dataset.own === '');
  });
});

test('a notice of the service and one of the plan have the same parts to replace', async ({
  emulator,
  client,
  documentName,
}) => {
  const undo = emulator.fail({ http: 'health', status: 503 });
  const parts = {
    classNames: { title: 'app-title', actions: 'app-actions' },
    slots: { action: (props: object) => <b {...props} data-own="" /> },
  };
  await renderLive(
    client,
    documentName,
    <>
      <ServiceStatusBanner {...parts} />
      <ServiceStatusBanner {...parts} form="indicator" />
    </>,
  );
  await settled(() => document.querySelectorAll('.ws-notice').length === 2);
  expect(document.querySelectorAll('.ws-notice-title.app-title')).toHaveLength(2);
  expect(document.querySelectorAll('.ws-notice-actions.app-actions b[data-own]')).toHaveLength(4);
  expect(document.querySelectorAll('.ws-notice[data-placement="indicator"]')).toHaveLength(1);
  undo();
});

test('whoever has handlers has them in place of the links', async ({ documentName }) => {
  const narrow = await startEmulator({ perIp: false, limits: { maxConnections: 1 } });
  onTestFinished(narrow.stop);
  const client = clientOf(narrow);
  onTestFinished(client.destroy);
  const pressed: string[] = [];
  await renderLive(
    client,
    documentName,
    <UsageNotice
      audience="admin"
      onUpgrade={() => pressed.push('upgrade')}
      onViewUsage={() => pressed.push('usage')}
    />,
  );
  await settled(() => notice('usage') !== null);
  act(() => screen.getByRole('button', { name: 'Upgrade plan' }).click());
  act(() => screen.getByRole('button', { name: 'View usage' }).click());
  expect(pressed).toEqual(['upgrade', 'usage']);
  act(() => screen.getByRole('button', { name: 'Dismiss' }).click());
  await settled(() => notice('usage') === null);
  expect(sessionStorage.getItem('wiresocket-react dismissed usage critical')).not.toBeNull();
  sessionStorage.clear();
});
