import { act, render, screen } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { afterEach, describe, expect, vi } from 'vitest';
import { ConnectionNotices, Countdown, RateLimitCountdown } from '../../src/components/index.ts';
import { createTestDocument } from '../../src/testing/index.ts';
import { eventually } from '../support/kit.ts';
import { test as base } from './fixtures.ts';
import { renderWith } from './support.tsx';

const test = base
  // No jitter: 30 s.
  .override('client', ({ connect }) => connect({ random: () => 0 }))
  /** Waits, with time in the hands of the test from then on. */
  .extend('opened', { auto: true }, async ({ emulator, client, documentName }) => {
    const opened = client.open(documentName);
    await opened.whenSynced;
    emulator.close(documentName, 4006);
    await eventually(() => opened.store.getState().connection.status === 'waiting');
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    return opened;
  });

afterEach(() => {
  vi.useRealTimers();
});

/** Whole seconds, one after the other, as a tab in front sees them. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
}

function digits(): string | null {
  return screen.getByRole('timer').textContent;
}

describe('a wait of 30 s', () => {
  test('is announced twice, and renders the digits alone, once a second', async ({ client, said }) => {
    let all = 0;
    const onRender = () => {
      all += 1;
    };
    renderWith(
      client,
      <Profiler id="notice" onRender={onRender}>
        <ConnectionNotices />
      </Profiler>,
    );
    await act(async () => {});
    const seen = [digits()];
    const before = all;
    for (let second = 0; second < 29; second += 1) {
      await pass(1);
      seen.push(digits());
    }
    // What React commits below the notice is the digits: one commit a second.
    expect(all - before).toBeLessThanOrEqual(30);
    expect(seen[0]).toMatch(/^Reconnecting in (30|2\d) seconds\.$/);
    expect(new Set(seen).size).toBeGreaterThanOrEqual(29);
    expect(said.map(({ text }) => text)).toEqual([
      'Syncing is paused for a moment. There were a lot of changes at once. You can keep working.',
      'Reconnecting in 10 seconds.',
    ]);
    expect(screen.getByRole('timer').getAttribute('aria-live')).toBe('off');
  });

  test('renders nothing around the digits', async ({ client }) => {
    let around = 0;
    function Below(): ReactNode {
      around += 1;
      return null;
    }
    renderWith(client, <RateLimitCountdown slots={{ work: () => <Below /> }} />);
    await act(async () => {});
    const before = around;
    await pass(10);
    expect(around).toBe(before);
  });

  test('is right in a tab whose timers the browser holds back', async ({ client, opened }) => {
    renderWith(client, <Countdown document={opened} />);
    await act(async () => {});
    // Nothing runs for 17 s; then one timer does.
    vi.setSystemTime(Date.now() + 17_000);
    await act(() => vi.advanceTimersToNextTimerAsync());
    expect(digits()).toMatch(/^Reconnecting in 1[0-3] seconds\.$/);
  });

  test('goes on where it was when it is mounted anew, and is not announced again', async ({
    client,
    said,
  }) => {
    const first = renderWith(client, <RateLimitCountdown />);
    await act(async () => {});
    await pass(5);
    first.unmount();
    await pass(5);
    renderWith(client, <RateLimitCountdown />);
    await act(async () => {});
    expect(digits()).toMatch(/^Reconnecting in (20|1\d) seconds\.$/);
    expect(said).toHaveLength(1);
  });

  test('that was turned off stays off when it is mounted anew, and can be turned on again', async ({
    client,
    opened,
  }) => {
    const first = renderWith(client, <RateLimitCountdown />);
    await act(async () => {});
    act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
    await act(async () => {});
    first.unmount();
    renderWith(client, <RateLimitCountdown />);
    await pass(60);
    expect(digits()).toBe('Not reconnecting automatically.');
    expect(opened.store.getState().connection).toMatchObject({ status: 'waiting', retryAt: null });
    expect(screen.getByRole('button', { name: 'Reconnect' }).hasAttribute('data-primary')).toBe(true);
    act(() => screen.getByRole('button', { name: 'Reconnect automatically' }).click());
    expect(opened.store.getState().connection).toMatchObject({ retryAt: expect.any(Number) });
  });

  test('that ended with a connection says nothing more', async () => {
    const document = createTestDocument();
    document.setProblem(4006);
    render(<Countdown document={document} />);
    expect(digits()).toMatch(/^Reconnecting in (30|29) seconds\.$/);
    act(() => document.setConnection({ status: 'syncing', attempt: 2 }));
    expect(digits()).toBe('Connecting now.');
    act(() => document.setConnection({ status: 'live', since: 0 }));
    expect(screen.queryByRole('timer')).toBeNull();
  });

  test('that is over says so, and does not count below nothing', async ({ client, opened }) => {
    vi.setSystemTime(Date.now() + 3_600_000);
    renderWith(client, <Countdown document={opened} />);
    await act(async () => {});
    expect(digits()).toBe('Connecting now.');
  });
});
