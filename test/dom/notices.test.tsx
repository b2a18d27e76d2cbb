import { act, screen } from '@testing-library/react';
import { describe, expect } from 'vitest';
import {
  ConnectionNotices,
  DocumentFullBanner,
  type NoticeComponentProps,
  NoticeSettingsProvider,
  RateLimitCountdown,
  SessionExpiredNotice,
} from '../../src/components/index.ts';
import { test as base } from './fixtures.ts';
import { Holder, notice, renderLive, renderWith, settled } from './support.tsx';

const test = base.override('client', ({ connect }) => connect({ random: () => 0 }));

describe('ConnectionNotices', () => {
  test('show nothing while all is well, then the one notice, say it once, and that it is over', async ({
    emulator,
    client,
    documentName,
    said,
  }) => {
    const opened = await renderLive(client, documentName, <ConnectionNotices />);
    expect(notice()).toBeNull();
    emulator.close(documentName, 4008);
    await settled(() => notice() !== null);
    expect(notice()?.textContent).toContain('This document is full');
    expect(notice()?.dataset).toMatchObject({
      kind: 'document-full',
      severity: 'warning',
      placement: 'banner',
    });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    screen.getByRole('button', { name: 'Try now' }).click();
    await settled(() => opened.store.getState().connection.status === 'live');
    await settled(() => notice() === null);
    expect(said.map(({ text, urgency }) => `${urgency}: ${text}`)).toEqual([
      'polite: This document is full. As many people as it can hold are already in it. We’ll let you in when someone leaves.',
      'polite: Back online. All changes are synced.',
    ]);
  });

  test('take the place of a document that was never in sync', async ({ emulator, client, documentName }) => {
    emulator.fail({ handshake: { code: 4008 }, documentName });
    renderWith(
      client,
      <>
        <Holder name={documentName} />
        <ConnectionNotices />
      </>,
    );
    await settled(() => notice() !== null);
    expect(notice()?.dataset.placement).toBe('page');
  });

  test.for([
    [4003, 'Back online. All changes are synced.'],
    [4008, 'A place is free. You’re in.'],
  ] as const)(
    'after a page for %i say “%s”',
    async ([code, ending], { emulator, client, documentName, said }) => {
      const undo = emulator.fail({ handshake: { code }, documentName });
      const opened = client.open(documentName);
      renderWith(
        client,
        <>
          <Holder name={documentName} />
          <ConnectionNotices />
        </>,
      );
      await settled(() => notice()?.dataset.placement === 'page');
      undo();
      opened.retry();
      await settled(() => opened.store.getState().connection.status === 'live');
      await settled(() => said.length === 2);
      expect(said.at(-1)?.text).toBe(ending);
    },
  );

  test('tell admins the limit, and developers the cause, without a token', async ({
    emulator,
    client,
    documentName,
  }) => {
    await renderLive(
      client,
      documentName,
      <NoticeSettingsProvider audience="developer" app="Acme">
        <ConnectionNotices />
      </NoticeSettingsProvider>,
    );
    emulator.close(documentName, 4008, 'Document user limit exceeded: 12');
    await settled(() => notice() !== null);
    expect(notice()?.textContent).toContain('It has reached its limit of 12 people.');
    // It is loaded for those who see it.
    expect(await screen.findByText(/document-full \(4008\)/)).toBeDefined();
    expect(screen.getByText(/^4008 Users Per Doc .* nothing has synced for this client\./)).toBeDefined();
    expect(document.body.innerHTML).not.toMatch(/eyJ/);
  });
});

test('a Retry-After of a year is said to count for 10 minutes', async ({ connect, documentName }) => {
  const client = connect({
    getAccessToken: () =>
      Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter: 31_536_000 })),
  });
  renderWith(
    client,
    <>
      <Holder name={documentName} />
      <NoticeSettingsProvider audience="developer">
        <ConnectionNotices />
      </NoticeSettingsProvider>
    </>,
  );
  await settled(() => document.body.textContent?.includes('too-many-requests (429)') === true);
  expect(document.body.textContent).toContain('Busy. Retry-After counts for 10 minutes at most.');
});

test('a host restyles and replaces parts', async ({ emulator, client, documentName }) => {
  const props: NoticeComponentProps = {
    className: ({ severity }) => `mine ${severity}`,
    classNames: { title: 'my-title' },
    slots: { action: (part, { kind }) => <button {...part} type="button" data-mine={kind} /> },
  };
  await renderLive(client, documentName, <DocumentFullBanner {...props} />);
  emulator.close(documentName, 4008);
  await settled(() => notice() !== null);
  expect(notice()?.className).toBe('ws-notice mine warning');
  expect(document.querySelector('.ws-notice-title.my-title')).not.toBeNull();
  expect(document.querySelector('[data-mine="document-full"]')?.textContent).toBe('Try now');
});

test('RateLimitCountdown counts from the deadline, and is turned off and on again', async ({
  emulator,
  client,
  documentName,
}) => {
  const opened = await renderLive(client, documentName, <RateLimitCountdown />);
  emulator.close(documentName, 4006);
  await settled(() => notice() !== null);
  expect(screen.getByRole('timer').textContent).toMatch(/^Reconnecting in (30|2\d) seconds\.$/);
  act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
  await settled(() => screen.getByRole('timer').textContent === 'Not reconnecting automatically.');
  expect(opened.store.getState().connection).toMatchObject({ status: 'waiting', retryAt: null });
  act(() => screen.getByRole('button', { name: 'Reconnect automatically' }).click());
  await settled(() => /in (30|2\d) seconds/.test(screen.getByRole('timer').textContent ?? ''));
});

test('a button is pressed as often as a person presses it: what is done at once never keeps it busy', async ({
  emulator,
  client,
  documentName,
}) => {
  const opened = await renderLive(client, documentName, <RateLimitCountdown />);
  emulator.close(documentName, 4006);
  await settled(() => notice() !== null);
  act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
  act(() => screen.getByRole('button', { name: 'Reconnect automatically' }).click());
  expect(opened.store.getState().connection).toMatchObject({ retryAt: expect.any(Number) });
});

test('SessionExpiredNotice leaves the button where a sign-in was called off', async ({
  connect,
  documentName,
}) => {
  const client = connect({
    getAccessToken: () => Promise.reject(Object.assign(new Error('signed out'), { status: 401 })),
  });
  let tries = 0;
  const onSignIn = () => {
    tries += 1;
    return Promise.reject(new Error('The window was closed.'));
  };
  const opened = client.open(documentName);
  renderWith(
    client,
    <>
      <Holder name={documentName} />
      <SessionExpiredNotice onSignIn={onSignIn} />
    </>,
  );
  await settled(() => notice() !== null);
  const button = screen.getByRole('button', { name: 'Sign in' });
  for (const expected of [1, 2]) {
    act(() => button.click());
    await settled(() => button.getAttribute('aria-busy') === 'false' && button.textContent === 'Sign in');
    expect(tries).toBe(expected);
  }
  expect(opened.store.getState().connection.status).toBe('stopped');
});

test('SessionExpiredNotice signs in without leaving the page, then goes on', async ({
  emulator,
  connect,
  documentName,
  said,
}) => {
  let isSignedIn = false;
  const client = connect({
    getAccessToken: () =>
      isSignedIn
        ? emulator.issueToken()
        : Promise.reject(Object.assign(new Error('signed out'), { status: 401 })),
  });
  let finish: () => void = () => {};
  const onSignIn = () =>
    new Promise<void>((resolve) => {
      finish = () => {
        isSignedIn = true;
        resolve();
      };
    });
  const opened = client.open(documentName);
  renderWith(
    client,
    <>
      <Holder name={documentName} />
      <SessionExpiredNotice onSignIn={onSignIn} />
    </>,
  );
  await settled(() => notice() !== null);
  expect(said.map(({ urgency }) => urgency)).toEqual(['assertive']);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  act(() => screen.getByRole('button', { name: 'Sign in' }).click());
  expect(screen.getByRole('button', { name: 'Signing in…' }).getAttribute('aria-busy')).toBe('true');
  expect(said.at(-1)).toMatchObject({ text: 'Signing in…', urgency: 'polite' });
  await act(async () => finish());
  await settled(() => opened.store.getState().connection.status === 'live');
  await settled(() => notice() === null);
});
