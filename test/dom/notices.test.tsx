import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Announcement,
  ConnectionNotices,
  DocumentFullBanner,
  type NoticeComponentProps,
  NoticeSettingsProvider,
  onAnnouncement,
  RateLimitCountdown,
  SessionExpiredNotice,
} from '../../src/components/index.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import {
  useWireSocketDocument,
  type WireSocketClient,
  type WireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';
import { clientOf } from '../support/kit.ts';
import { settled } from './support.tsx';

let emulator: Emulator;
let client: WireSocketClient;
let document_: WireSocketDocument;
let said: Announcement[] = [];
let stopHearing = () => {};
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `notices-${count}`;
  client = clientOf(emulator, { random: () => 0 });
  said = [];
  stopHearing = onAnnouncement((announcement) => said.push(announcement));
});
afterEach(() => {
  stopHearing();
  cleanup();
  client.destroy();
});

function Host({ children }: { children?: ReactNode }): ReactNode {
  document_ = useWireSocketDocument(name).document;
  return children;
}

async function renderLive(children: ReactNode): Promise<void> {
  render(
    <WireSocketProvider client={client}>
      <Host>{children}</Host>
    </WireSocketProvider>,
  );
  await settled(() => document_.store.getState().connection.status === 'live');
}

function notice(): HTMLElement | null {
  return document.querySelector('.ws-notice');
}

describe('ConnectionNotices', () => {
  test('show nothing while all is well, then the one notice, say it once, and that it is over', async () => {
    await renderLive(<ConnectionNotices />);
    expect(notice()).toBeNull();
    emulator.close(name, 4008);
    await settled(() => notice() !== null);
    expect(notice()?.textContent).toContain('This document is full');
    expect(notice()?.dataset).toMatchObject({
      kind: 'document-full',
      severity: 'warning',
      placement: 'banner',
    });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    screen.getByRole('button', { name: 'Try now' }).click();
    await settled(() => document_.store.getState().connection.status === 'live');
    await settled(() => notice() === null);
    expect(said.map(({ text, urgency }) => `${urgency}: ${text}`)).toEqual([
      'polite: This document is full. As many people as it can hold are already in it. We’ll let you in when someone leaves.',
      'polite: Back online. All changes are synced.',
    ]);
  });

  test('take the place of a document that was never in sync', async () => {
    emulator.fail({ handshake: { code: 4008 }, documentName: name });
    render(
      <WireSocketProvider client={client}>
        <Host>
          <ConnectionNotices />
        </Host>
      </WireSocketProvider>,
    );
    await settled(() => notice() !== null);
    expect(notice()?.dataset.placement).toBe('page');
  });

  test.each([
    [4003, 'Back online. All changes are synced.'],
    [4008, 'A place is free. You’re in.'],
  ])('after a page for %i say “%s”', async (code, ending) => {
    const undo = emulator.fail({ handshake: { code }, documentName: name });
    render(
      <WireSocketProvider client={client}>
        <Host>
          <ConnectionNotices />
        </Host>
      </WireSocketProvider>,
    );
    await settled(() => notice()?.dataset.placement === 'page');
    undo();
    document_.retry();
    await settled(() => document_.store.getState().connection.status === 'live');
    await settled(() => said.length === 2);
    expect(said.at(-1)?.text).toBe(ending);
  });

  test('tell admins the limit, and developers the cause, without a token', async () => {
    await renderLive(
      <NoticeSettingsProvider audience="developer" app="Acme">
        <ConnectionNotices />
      </NoticeSettingsProvider>,
    );
    emulator.close(name, 4008, 'Document user limit exceeded: 12');
    await settled(() => notice() !== null);
    expect(notice()?.textContent).toContain('It has reached its limit of 12 people.');
    // It is loaded for those who see it.
    expect(await screen.findByText(/document-full \(4008\)/)).toBeDefined();
    expect(screen.getByText(/^4008 Users Per Doc .* nothing has synced for this client\./)).toBeDefined();
    expect(document.body.innerHTML).not.toMatch(/eyJ/);
  });
});

test('a Retry-After of a year is said to count for 10 minutes', async () => {
  client.destroy();
  client = clientOf(emulator, {
    getAccessToken: () =>
      Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter: 31_536_000 })),
  });
  render(
    <WireSocketProvider client={client}>
      <Host>
        <NoticeSettingsProvider audience="developer">
          <ConnectionNotices />
        </NoticeSettingsProvider>
      </Host>
    </WireSocketProvider>,
  );
  await settled(() => document.body.textContent?.includes('too-many-requests (429)') === true);
  expect(document.body.textContent).toContain('Busy. Retry-After counts for 10 minutes at most.');
});

test('a host restyles and replaces parts', async () => {
  const props: NoticeComponentProps = {
    className: ({ severity }) => `mine ${severity}`,
    classNames: { title: 'my-title' },
    slots: { action: (part, { kind }) => <button {...part} type="button" data-mine={kind} /> },
  };
  await renderLive(<DocumentFullBanner {...props} />);
  emulator.close(name, 4008);
  await settled(() => notice() !== null);
  expect(notice()?.className).toBe('ws-notice mine warning');
  expect(document.querySelector('.ws-notice-title.my-title')).not.toBeNull();
  expect(document.querySelector('[data-mine="document-full"]')?.textContent).toBe('Try now');
});

test('RateLimitCountdown counts from the deadline, and is turned off and on again', async () => {
  await renderLive(<RateLimitCountdown />);
  emulator.close(name, 4006);
  await settled(() => notice() !== null);
  expect(screen.getByRole('timer').textContent).toMatch(/^Reconnecting in (30|2\d) seconds\.$/);
  act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
  await settled(() => screen.getByRole('timer').textContent === 'Not reconnecting automatically.');
  expect(document_.store.getState().connection).toMatchObject({ status: 'waiting', retryAt: null });
  act(() => screen.getByRole('button', { name: 'Reconnect automatically' }).click());
  await settled(() => /in (30|2\d) seconds/.test(screen.getByRole('timer').textContent ?? ''));
});

test('a button is pressed as often as a person presses it: what is done at once never keeps it busy', async () => {
  await renderLive(<RateLimitCountdown />);
  emulator.close(name, 4006);
  await settled(() => notice() !== null);
  act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
  act(() => screen.getByRole('button', { name: 'Reconnect automatically' }).click());
  expect(document_.store.getState().connection).toMatchObject({ retryAt: expect.any(Number) });
});

test('SessionExpiredNotice leaves the button where a sign-in was called off', async () => {
  client.destroy();
  client = clientOf(emulator, {
    getAccessToken: () => Promise.reject(Object.assign(new Error('signed out'), { status: 401 })),
  });
  let tries = 0;
  const onSignIn = () => {
    tries += 1;
    return Promise.reject(new Error('The window was closed.'));
  };
  render(
    <WireSocketProvider client={client}>
      <Host>
        <SessionExpiredNotice onSignIn={onSignIn} />
      </Host>
    </WireSocketProvider>,
  );
  await settled(() => notice() !== null);
  const button = screen.getByRole('button', { name: 'Sign in' });
  for (const expected of [1, 2]) {
    act(() => button.click());
    await settled(() => button.getAttribute('aria-busy') === 'false' && button.textContent === 'Sign in');
    expect(tries).toBe(expected);
  }
  expect(document_.store.getState().connection.status).toBe('stopped');
});

test('SessionExpiredNotice signs in without leaving the page, then goes on', async () => {
  let isSignedIn = false;
  client.destroy();
  client = clientOf(emulator, {
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
  render(
    <WireSocketProvider client={client}>
      <Host>
        <SessionExpiredNotice onSignIn={onSignIn} />
      </Host>
    </WireSocketProvider>,
  );
  await settled(() => notice() !== null);
  expect(said.map(({ urgency }) => urgency)).toEqual(['assertive']);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  act(() => screen.getByRole('button', { name: 'Sign in' }).click());
  expect(screen.getByRole('button', { name: 'Signing in…' }).getAttribute('aria-busy')).toBe('true');
  expect(said.at(-1)).toMatchObject({ text: 'Signing in…', urgency: 'polite' });
  await act(async () => finish());
  await settled(() => document_.store.getState().connection.status === 'live');
  await settled(() => notice() === null);
});
