import { act, screen } from '@testing-library/react';
import { expect, vi } from 'vitest';
import { UpgradePlanPrompt } from '../../src/components/index.ts';
import { untilStatus } from '../support/kit.ts';
import { test as base } from './fixtures.ts';
import { Holder, renderWith, settled } from './support.tsx';

const test = base
  .extend('issue', ({ emulator }) => vi.fn(() => emulator.issueToken()))
  .override('client', ({ connect, issue }) => connect({ getAccessToken: issue }));

test.beforeEach(({ emulator }) => emulator.setLimits({ maxConnections: 1 }));

test('“I’ve upgraded” fetches a fresh token, with the new limits, and connects what waits for a place', async ({
  emulator,
  connect,
  client,
  issue,
}) => {
  const other = connect();
  await other.open('elsewhere').whenSynced;
  renderWith(
    client,
    <>
      <Holder name="waits" />
      <UpgradePlanPrompt audience="admin" app="Acme" limit={1} />
    </>,
  );
  const document = client.open('waits');
  await untilStatus(document, 'waiting');
  expect(screen.getByText(/^Acme has reached its limit of 1 live connections\./)).toBeDefined();
  await settled(() => screen.queryByText(/of 1 in use now$/) !== null);
  const before = issue.mock.calls.length;
  emulator.setLimits({ maxConnections: 100 });
  act(() => screen.getByRole('button', { name: 'I’ve upgraded' }).click());
  await untilStatus(document, 'live');
  expect(issue).toHaveBeenCalledTimes(before + 1);
  expect(document.store.getState().limits?.maxConnections).toBe(100);
});

test('who cannot change the plan gets a message for somebody who can', async ({ client }) => {
  const writeText = vi.fn(async (_: string) => {});
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
  const links = { dashboard: 'https://admin.example.com' };
  renderWith(client, <UpgradePlanPrompt app="Acme" links={links} />);
  expect(screen.queryByRole('button', { name: 'I’ve upgraded' })).toBeNull();
  act(() => screen.getByRole('button', { name: 'Copy message' }).click());
  await screen.findByRole('button', { name: 'Copied' });
  expect(writeText).toHaveBeenCalledExactlyOnceWith(
    'Acme has reached a limit of its live editing plan. Could you take a look? https://admin.example.com',
  );
  vi.unstubAllGlobals();
});

test('a clipboard that is not to be had leaves the button for another try', async ({ client }) => {
  renderWith(client, <UpgradePlanPrompt />);
  const button = screen.getByRole('button', { name: 'Copy message' });
  act(() => button.click());
  await settled(() => button.getAttribute('aria-busy') === 'false');
  expect(button.textContent).toBe('Copy message');
});

test('the app hears of the click that opens the dialog', ({ client }) => {
  const onClick = vi.fn();
  const slots = { dialog: <section role="dialog" /> };
  renderWith(client, <UpgradePlanPrompt form="dialog" onClick={onClick} slots={slots} />);
  act(() => screen.getByRole('button', { name: 'Tell an admin' }).click());
  expect(onClick).toHaveBeenCalledOnce();
  expect(screen.queryByRole('dialog')).not.toBeNull();
});
