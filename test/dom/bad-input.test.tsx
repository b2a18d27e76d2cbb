import { act, render, screen } from '@testing-library/react';
import { describe, expect } from 'vitest';
import {
  ConnectionNotices,
  DocumentFullBanner,
  InvalidNameNotice,
  NoticeSettingsProvider,
  PresenceAvatars,
  UpgradePlanPrompt,
  UsageMeter,
  UsageNotice,
} from '../../src/components/index.ts';
import { type Catalogue, en } from '../../src/messages/en.ts';
import { createTestDocument } from '../../src/testing/index.ts';
import { test } from './fixtures.ts';
import { Holder, notice, renderLive, renderWith, settled } from './support.tsx';

describe('a limit that is', () => {
  test.for([
    ['told', 'Document user limit exceeded: 12', 'It has reached its limit of 12 people.'],
    ['of 0', 'Document user limit exceeded: 0', 'It has reached its limit of people.'],
    ['negative', 'Document user limit exceeded: -5', 'It has reached its limit of people.'],
    ['absent', '', 'It has reached its limit of people.'],
    ['no number', 'Document user limit exceeded: many', 'It has reached its limit of people.'],
    [
      'beyond all numbers',
      `Document user limit exceeded: ${'9'.repeat(40)}`,
      'It has reached its limit of people.',
    ],
  ] as const)('%s, in a close', async ([, reason, body], { emulator, client, documentName }) => {
    await renderLive(client, documentName, <DocumentFullBanner audience="admin" />);
    emulator.close(documentName, 4008, reason);
    await settled(() => notice() !== null);
    expect(notice()?.querySelector('.ws-notice-body')?.textContent).toBe(body);
  });

  test.for([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%s, of an upgrade', async (limit, { client }) => {
    renderWith(client, <UpgradePlanPrompt audience="admin" app="Acme" limit={limit} />);
    expect(screen.getByText(/^Acme has reached a limit of its plan\./)).toBeDefined();
    expect(document.body.textContent).not.toMatch(/NaN|∞|-1/);
  });

  test.for([
    [{ current: 3 }, '3, no limit', null],
    [{ current: 3, limit: -1 }, '3, no limit', null],
    [{ current: 0, limit: 0 }, '0 of 0', '0'],
    [{ current: 0, limit: 0, status: 'warning' }, '0 of 0', '0'],
    [{ current: 5, limit: 4 }, '5 of 4', '4'],
    [{ current: -3, limit: 4, percent: -75 }, '0 of 4', '4'],
    [{ current: 3, limit: 4, status: 'sunny' }, '3 of 4', '4'],
    [{ current: 3, status: 'critical' }, '3, no limit', null],
    [{ current: 3, limit: null, percent: 95, status: 'warning' }, '3, no limit', null],
    [{ current: 3, limit: 'many', status: 'critical' }, '3, no limit', null],
  ] as const)(
    'as in %o, of the usage',
    async ([connections, words, max], { connect, client, documentName }) => {
      client.destroy();
      client = connect({
        fetch: async () => Response.json({ usage: { connections, documents: connections } }),
      });
      await renderLive(
        client,
        documentName,
        <>
          <UsageMeter />
          <UsageNotice audience="admin" />
        </>,
      );
      await settled(() => document.querySelector('.ws-usage') !== null);
      expect(document.querySelector('.ws-usage-value')?.textContent).toBe(words);
      const meter = screen.queryByRole('meter');
      expect(meter?.getAttribute('aria-valuemax') ?? null).toBe(max);
      if (meter !== null) expect(meter.getAttribute('aria-valuetext')).toBe(words);
      // Where there is no limit nobody is turned away, and where it is 0 nobody ever got in.
      if (max === null || max === '0') expect(notice('usage')).toBeNull();
      expect(document.body.textContent).not.toMatch(/NaN|∞|undefined/);
    },
  );
});

describe('a language that', () => {
  const german = (messages: Catalogue['messages'], locale = 'de'): Catalogue => ({
    locale,
    dir: 'ltr',
    messages,
  });

  test('lacks the `other` form of a message says it in English, marked as such', async ({
    connect,
    client,
    documentName,
  }) => {
    const messages = german({ 'usage.left': { one: '{n} Platz' } as never });
    client.destroy();
    client = connect({
      fetch: async () => Response.json({ usage: { connections: { current: 9, limit: 12 }, documents: {} } }),
    });
    await renderLive(client, documentName, <UsageMeter messages={messages} />);
    await settled(() => document.querySelector('.ws-usage-left') !== null);
    const left = document.querySelector('.ws-usage-left [lang]');
    expect([left?.textContent, left?.getAttribute('lang'), left?.getAttribute('dir')]).toEqual([
      '3 places left',
      'en',
      'ltr',
    ]);
  });

  test.for(['x_y!', 'klingon', ''])(
    'is unknown, as “%s”, counts as English does',
    async (locale, { emulator, client, documentName }) => {
      await renderLive(client, documentName, <ConnectionNotices messages={german(en.messages, locale)} />);
      emulator.close(documentName, 4006);
      await settled(() => notice() !== null);
      expect(screen.getByRole('timer').textContent).toMatch(/^Reconnecting in \d+ seconds\.$/);
    },
  );

  test('lacks everything says everything in English', async ({ emulator, client, documentName }) => {
    await renderLive(
      client,
      documentName,
      <NoticeSettingsProvider messages={german({})}>
        <ConnectionNotices onTellAdmin={() => {}} />
      </NoticeSettingsProvider>,
    );
    emulator.close(documentName, 4008);
    await settled(() => notice() !== null);
    const words = [...(notice()?.querySelectorAll('[lang="en"]') ?? [])].map((each) => each.textContent);
    expect(words).toEqual([
      'This document is full',
      'As many people as it can hold are already in it. We’ll let you in when someone leaves.',
      'All your changes were sent.',
      expect.stringMatching(/^Trying again in /),
      'Try now',
      'Tell an admin',
      'Hide details',
    ]);
  });
});

describe('a document whose name is', () => {
  test.for([
    ['of 256 characters', 'a'.repeat(256), 'a'.repeat(255)],
    ['bidirectional', 'خطة\u202E2027-plan', '2027-plan'],
    ['nothing that could be used', '文書', 'untitled'],
    ['HTML', '<img src=x onerror=alert(1)>', 'img-src-x-onerror-alert-1'],
  ] as const)('%s', async ([, bad, suggestion], { client }) => {
    renderWith(
      client,
      <>
        <Holder name={bad} />
        <InvalidNameNotice />
      </>,
    );
    await settled(() => notice() !== null);
    expect(notice()?.dataset.placement).toBe('page');
    // Isolated from the sentence around it.
    expect(notice()?.querySelector('bdi')?.textContent).toBe(suggestion);
    expect(notice()?.querySelector('img')).toBeNull();
  });

  test('refused by the server alone has no better one suggested: it may be the path of an endpoint', async ({
    emulator,
    client,
    documentName,
  }) => {
    await renderLive(client, documentName, <InvalidNameNotice />);
    emulator.close(documentName, 4007);
    await settled(() => notice() !== null);
    expect(notice()?.querySelector('.ws-notice-suggestion')).toBeNull();
  });

  test('of 255 characters is one, and is shown whole where it is listed', async ({
    emulator,
    client,
    documentName,
  }) => {
    const long = 'n'.repeat(255);
    await renderLive(
      client,
      documentName,
      <>
        <Holder name={long} />
        <ConnectionNotices slots={{ dialog: <section role="dialog" /> }} />
      </>,
    );
    await settled(() => client.documents.getState().every(({ store }) => store.getState().hasSynced));
    emulator.close(documentName, 4005);
    await settled(() => notice() !== null);
    act(() => screen.getByRole('button', { name: 'Close unused documents' }).click());
    expect(document.querySelector('.ws-dialog bdi')?.textContent).toBe(long);
  });
});

test('a reason that contains HTML is text', async ({ emulator, client, documentName }) => {
  await renderLive(client, documentName, <ConnectionNotices audience="developer" />);
  emulator.close(documentName, 4003, '<img src=x onerror=alert(1)>');
  await screen.findByText(/<img src=x/);
  expect(notice()?.querySelector('img')).toBeNull();
});

/** As it may come from JSON: neither `String` nor the DOM can make text of it. */
const NO_STRING = { toString: 1 };

test.each([
  ['a number', { name: 42 }, ['Someone']],
  ['an object', { name: { first: 'Ada' }, id: { of: 'ada' }, color: {} }, ['Someone']],
  ['an object that is no string', { name: 'Eve', id: NO_STRING, color: NO_STRING }, ['Eve']],
  ['an empty name', { name: '' }, ['Someone']],
  ['nothing', { name: null, color: null }, ['Someone']],
  ['no text in a user that is none', 'Ada', ['Someone']],
])('somebody’s presence, whose app says %s, takes nobody’s page away', (_, user, names) => {
  const document = createTestDocument();
  document.awareness.setLocalState(null);
  document.awareness.getStates().set(4711, { user });
  render(<PresenceAvatars document={document} />);
  expect(
    [...globalThis.document.querySelectorAll('.ws-presence bdi')].map((each) => each.textContent),
  ).toEqual(names);
});

test('nobody takes one’s own place among those who are here by saying that they are oneself', () => {
  const document = createTestDocument();
  document.awareness.setLocalState({ user: { id: 'ada', name: 'Ada' } });
  document.awareness.getStates().set(4711, { user: { id: 'ada', name: 'Eve' } });
  render(<PresenceAvatars document={document} />);
  expect(globalThis.document.querySelector('.ws-presence bdi')?.textContent).toBe('Ada (you)');
});

test.each([
  ['Ada', 'A'],
  ['ada lovelace', 'AL'],
  ['  Ada\u00a0King \n of   Lovelace ', 'AL'],
  ['😀 👩‍🔬 👩‍🔬', '😀👩'],
  ['é', 'É'],
])('the name %j has the initials %s', (name, initials) => {
  const document = createTestDocument();
  document.awareness.setLocalState({ user: { name } });
  render(<PresenceAvatars document={document} />);
  expect(globalThis.document.querySelector('.ws-presence [aria-hidden]')?.textContent).toBe(initials);
});
