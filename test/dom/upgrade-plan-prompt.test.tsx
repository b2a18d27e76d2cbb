import { act, cleanup, screen } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { UpgradePlanPrompt } from '../../src/components/index.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import type { WireSocketClient } from '../../src/index.ts';
import { clientOf, untilStatus } from '../support/kit.ts';
import { Holder, renderWith, settled } from './support.tsx';

let emulator: Emulator;
let client: WireSocketClient;
let tokens = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  tokens = 0;
  emulator.setLimits({ maxConnections: 1 });
  client = clientOf(emulator, {
    getAccessToken() {
      tokens += 1;
      return emulator.issueToken();
    },
  });
});
afterEach(() => {
  cleanup();
  client.destroy();
});

test('“I’ve upgraded” fetches a fresh token, with the new limits, and connects what waits for a place', async () => {
  const other = clientOf(emulator);
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
  const before = tokens;
  emulator.setLimits({ maxConnections: 100 });
  act(() => screen.getByRole('button', { name: 'I’ve upgraded' }).click());
  await untilStatus(document, 'live');
  expect(tokens).toBe(before + 1);
  expect(document.store.getState().limits?.maxConnections).toBe(100);
  other.destroy();
});

test('who cannot change the plan gets a message for somebody who can', async () => {
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

test('a clipboard that is not to be had leaves the button for another try', async () => {
  renderWith(client, <UpgradePlanPrompt />);
  const button = screen.getByRole('button', { name: 'Copy message' });
  act(() => button.click());
  await settled(() => button.getAttribute('aria-busy') === 'false');
  expect(button.textContent).toBe('Copy message');
});
