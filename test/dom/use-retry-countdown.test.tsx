import { act, cleanup } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, vi } from 'vitest';
import { useRetryCountdown, useWireSocketDocument } from '../../src/index.ts';
import { test } from './fixtures.ts';
import { renderWith, settled } from './support.tsx';

afterEach(() => {
  vi.useRealTimers();
});

test('counts whole seconds down from the deadline, one render a second', async ({ emulator, connect }) => {
  const client = connect({ random: () => 0 });
  const seen: (number | null)[] = [];
  let status = '';
  function Countdown(): ReactNode {
    const { document, connection } = useWireSocketDocument('countdown');
    status = connection.status;
    seen.push(useRetryCountdown(document));
    return null;
  }
  renderWith(client, <Countdown />);
  await settled(() => status === 'live');
  expect(seen.at(-1)).toBeNull();

  emulator.close('countdown', 4006);
  await settled(() => status === 'waiting');
  expect(seen.at(-1)).toBe(30);

  vi.useFakeTimers({ now: Date.now(), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  // The next tick was set with a real timer: this mounts the hook again under the fake one.
  cleanup();
  renderWith(client, <Countdown />);
  const before = seen.length;
  // One by one: React 18 renders at the end of an act, however many updates it had.
  for (let second = 0; second < 10; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
  const counted = seen.slice(before);
  expect(counted.length).toBeGreaterThanOrEqual(10);
  expect(counted.length).toBeLessThanOrEqual(11);
  expect(new Set(counted).size).toBe(counted.length);

  // A tab that slept shows the right number with its first tick.
  vi.setSystemTime(Date.now() + 8_000);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(seen.at(-1)).toBeLessThanOrEqual(11);
});
