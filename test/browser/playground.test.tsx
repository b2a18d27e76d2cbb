import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Playground } from '../../stories/live-playground/playground.tsx';
import { timeline } from '../../stories/live-playground/timeline.ts';
import { leap, withLeaps } from '../../stories/support/leaping-clock.ts';

let count = 0;
let stopLeaping = () => {};

/** A handshake is not made sooner than this after the one before, in ms. */
const SPACING = 2_000;

beforeEach(async () => {
  stopLeaping = withLeaps({});
  count += 1;
  timeline.setState([], true);
  render(<Playground documentName={`playground-${Date.now()}-${count}`} />);
  await everybodyIs('live');
});
afterEach(async () => {
  await press('Make all well again');
  cleanup();
  stopLeaping();
});

function pane(person: string) {
  return page.getByRole('region', { name: `${person}’s pane` });
}

function here(person: string) {
  return pane(person).getByRole('list', { name: 'Here now' });
}

function editor(person: string) {
  return page.getByRole('textbox', { name: `Editor of ${person}` });
}

function is(person: string, status: string) {
  return expect.poll(() => pane(person).element().getAttribute('data-status')).toBe(status);
}

async function everybodyIs(status: string): Promise<void> {
  await expect.element(pane('Ada')).toBeInTheDocument();
  await is('Ada', status);
  await is('Ben', status);
}

function press(name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

function notice(person: string, title: string) {
  return pane(person).getByRole('group', { name: title });
}

/** The pane's own button: the notice may have one, too. */
function tryNow(person: string): Promise<void> {
  return pane(person).getByRole('button', { name: 'Try now' }).last().click();
}

/** What the timeline says that happened to Ada, oldest first. */
function events(person = 'Ada'): string[] {
  return timeline
    .getState()
    .filter(({ who }) => who === person)
    .map(({ what }) => what)
    .reverse();
}

function happens(what: RegExp) {
  return expect.poll(() => events().some((event) => what.test(event))).toBe(true);
}

test('what is read-only is not undone either', async () => {
  await editor('Ada').click();
  await userEvent.keyboard('kept ');
  await expect.element(editor('Ben')).toHaveTextContent('kept');
  await press('4003 Forbidden');
  await is('Ada', 'stopped');
  await editor('Ada').click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(editor('Ada')).toHaveTextContent('kept');
  await press('Make all well again');
  await everybodyIs('live');
  await editor('Ada').click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(editor('Ben')).not.toHaveTextContent('kept');
});

test('what one types, the other reads, and both see who is here', async () => {
  await editor('Ada').click();
  await userEvent.keyboard('hello from Ada');
  await expect.element(editor('Ben')).toHaveTextContent('hello from Ada');
  await editor('Ben').click();
  await userEvent.keyboard('hi ');
  await expect.element(editor('Ada')).toHaveTextContent(/hi/);
  await expect.element(here('Ada').getByText('Ben', { exact: true })).toBeVisible();
  await expect.element(here('Ben').getByText('Ada', { exact: true })).toBeVisible();
});

test('undo takes back what one has typed oneself, and nothing of the other', async () => {
  await editor('Ada').click();
  await userEvent.keyboard('mine');
  await expect.element(editor('Ben')).toHaveTextContent('mine');
  await editor('Ben').click();
  await userEvent.keyboard('{Control>}{End}{/Control} theirs');
  await expect.element(editor('Ada')).toHaveTextContent('theirs');
  await editor('Ada').click();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.element(editor('Ben')).not.toHaveTextContent('mine');
  await expect.element(editor('Ben')).toHaveTextContent('theirs');
});

test('there is a button for everything that can go wrong', () => {
  const panel = page.getByRole('region', { name: 'What can go wrong' });
  const labels = panel
    .getByRole('button')
    .elements()
    .map(({ textContent }) => textContent);
  expect(labels).toEqual([
    '4001 Missing Token',
    '4002 Invalid Token',
    '4003 Forbidden',
    '4004 Connection Limit',
    '4005 Document Limit',
    '4006 Rate Limit',
    '4007 Invalid Name',
    '4008 Users Per Doc',
    '4009 Wrong Region',
    '1006 Abnormal',
    '1011 Internal Error',
    '1013 Try Again Later',
    'Offline',
    'Slow network',
    'HTTP 401 Unauthorized',
    'HTTP 429 Too Many Requests',
    'HTTP 503 Unavailable',
    'Full document',
    'Make all well again',
  ]);
});

test('the keyboard is enough: what stopped goes on once all is made well again', async () => {
  await editor('Ada').click();
  await userEvent.keyboard('before ');
  (page.getByRole('button', { name: '4003 Forbidden' }).element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await everybodyIs('stopped');
  await expect.element(page.getByText('Stops: only a developer can help.')).toBeVisible();
  const recover = page.getByRole('button', { name: 'Make all well again' }).element();
  while (document.activeElement !== recover) await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await everybodyIs('live');
  await expect.element(editor('Ben')).toHaveTextContent('before');
});

describe('each button has its effect:', () => {
  test.each([
    ['4001 Missing Token', /connecting: token/],
    ['4002 Invalid Token', /connecting: token/],
    ['4009 Wrong Region', /connecting: handshake/],
    ['1006 Abnormal', /waiting 0\.\d s: connection-lost \(1006\)/],
    ['1011 Internal Error', /waiting 0\.\d s: connection-lost \(1011\)/],
  ])('%s: back in a moment', async (button, what) => {
    await press(button);
    await happens(what);
    await everybodyIs('live');
  });

  test.each([
    ['4003 Forbidden', 'forbidden (4003)', 'This document isn’t available to your account'],
    ['4007 Invalid Name', 'invalid-name (4007)', 'This document can’t be opened'],
  ])('%s: stops, until somebody connects again', async (button, problem, title) => {
    await press(button);
    await everybodyIs('stopped');
    await expect.element(notice('Ada', title)).toBeVisible();
    await expect.element(notice('Ben', title)).toBeVisible();
    await expect.element(pane('Ada').getByRole('link', { name: problem })).toBeVisible();
    await pane('Ada').getByRole('button', { name: 'Connect' }).click();
    await is('Ada', 'live');
    await press('Make all well again');
    await is('Ben', 'live');
  });

  test.each([
    ['4004 Connection Limit', 'connection-limit (4004)', 'Live editing is full right now'],
    ['4005 Document Limit', 'document-limit (4005)', 'Too many documents are open'],
    ['4008 Users Per Doc', 'document-full (4008)', 'This document is full'],
    ['1013 Try Again Later', 'overloaded (1013)', 'Syncing is slow right now'],
  ])('%s: a waiting room, left at once by who asks', async (button, problem, title) => {
    await press(button);
    await everybodyIs('waiting');
    await expect.element(notice('Ada', title)).toBeVisible();
    await expect.element(pane('Ada').getByRole('link', { name: problem })).toBeVisible();
    await expect.element(pane('Ada').getByText(/^in \d+ s$/)).toBeVisible();
    await leap(SPACING);
    await tryNow('Ada');
    await is('Ada', 'live');
  });

  test('4006 Rate Limit: counts down from 30 s, whoever asks', async () => {
    await press('4006 Rate Limit');
    await everybodyIs('waiting');
    await expect.element(notice('Ada', 'Syncing is paused for a moment')).toBeVisible();
    await tryNow('Ada');
    await is('Ada', 'waiting');
    await expect.element(pane('Ada').getByText(/^in [123]\d s$/)).toBeVisible();
  });

  test('Offline: both go on typing, and meet again', async () => {
    await press('Offline');
    await everybodyIs('waiting');
    await expect.element(pane('Ada').getByText('when the network is back')).toBeVisible();
    await leap(SPACING);
    await expect.element(notice('Ada', 'You’re offline')).toBeVisible();
    await editor('Ada').click();
    await userEvent.keyboard('offline Ada ');
    await editor('Ben').click();
    await userEvent.keyboard('offline Ben ');
    await expect.element(pane('Ada').getByText('not synced yet')).toBeVisible();
    await press('Make all well again');
    await everybodyIs('live');
    await expect.element(editor('Ada')).toHaveTextContent('offline Ben');
    await expect.element(editor('Ben')).toHaveTextContent('offline Ada');
    await expect.element(pane('Ada').getByText('synced', { exact: true })).toBeVisible();
  });

  test('Slow network: an edit takes its time, and arrives', async () => {
    await press('Slow network');
    await expect.element(page.getByText('Until then: Slow network.')).toBeVisible();
    await editor('Ada').click();
    await userEvent.keyboard('slowly');
    await expect.element(pane('Ada').getByText('not synced yet')).toBeVisible();
    await expect.element(editor('Ben')).toHaveTextContent('slowly');
  });

  test.each([
    ['HTTP 429 Too Many Requests', 'too-many-requests (429)', 'waiting'],
    ['HTTP 503 Unavailable', 'overloaded (503)', 'waiting'],
  ])('%s: looks like 1006, and is named', async (button, problem, status) => {
    await press(button);
    await expect.element(pane('Ada').getByRole('link', { name: problem })).toBeVisible();
    await is('Ada', status);
  });

  test('HTTP 401 Unauthorized: looks like 1006, is named, and stops after a fresh token', async () => {
    await press('HTTP 401 Unauthorized');
    await is('Ada', 'stopped');
    await is('Ben', 'stopped');
    // Both are tabs to each other: whoever learns of the other's refusal does not try its own token.
    await expect.element(page.getByRole('link', { name: 'unauthorized (401)' }).first()).toBeVisible();
  });

  test('Full document: the third waits for a place, and is let in when one frees', async () => {
    await press('Full document');
    await is('Cleo', 'waiting');
    await expect.element(pane('Cleo').getByRole('link', { name: 'document-full (4008)' })).toBeVisible();
    await expect.element(pane('Cleo').getByText(/nothing is editable before the first sync/)).toBeVisible();
    await pane('Ben').getByRole('button', { name: 'Disconnect' }).click();
    await is('Ben', 'stopped');
    await tryNow('Cleo');
    await is('Cleo', 'live');
  });
});
