import { act, cleanup, render, screen } from '@testing-library/react';
import { Profiler, type ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Announcement,
  ConnectionNotices,
  Countdown,
  onAnnouncement,
  RateLimitCountdown,
} from '../../src/components/index.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { type WireSocketClient, type WireSocketDocument, WireSocketProvider } from '../../src/index.ts';
import { createTestDocument } from '../../src/testing/index.ts';
import { clientOf, eventually } from '../support/kit.ts';

let emulator: Emulator;
let client: WireSocketClient;
let opened: WireSocketDocument;
let said: Announcement[] = [];
let stopHearing = () => {};
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  count += 1;
  // No jitter: 30 s.
  client = clientOf(emulator, { random: () => 0 });
  opened = client.open(`countdown-${count}`);
  await opened.whenSynced;
  said = [];
  stopHearing = onAnnouncement((announcement) => said.push(announcement));
  emulator.close(opened.name, 4006);
  await eventually(() => opened.store.getState().connection.status === 'waiting');
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
  stopHearing();
  client.destroy();
});

function inApp(children: ReactNode): ReactNode {
  return <WireSocketProvider client={client}>{children}</WireSocketProvider>;
}

/** Whole seconds, one after the other, as a tab in front sees them. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
}

function digits(): string | null {
  return screen.getByRole('timer').textContent;
}

describe('a wait of 30 s', () => {
  test('is announced twice, and renders the digits alone, once a second', async () => {
    let all = 0;
    const onRender = () => {
      all += 1;
    };
    render(
      inApp(
        <Profiler id="notice" onRender={onRender}>
          <ConnectionNotices />
        </Profiler>,
      ),
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

  test('renders nothing around the digits', async () => {
    let around = 0;
    function Below(): ReactNode {
      around += 1;
      return null;
    }
    render(inApp(<RateLimitCountdown slots={{ work: () => <Below /> }} />));
    await act(async () => {});
    const before = around;
    await pass(10);
    expect(around).toBe(before);
  });

  test('is right in a tab whose timers the browser holds back', async () => {
    render(inApp(<Countdown document={opened} />));
    await act(async () => {});
    // Nothing runs for 17 s; then one timer does.
    vi.setSystemTime(Date.now() + 17_000);
    await act(() => vi.advanceTimersToNextTimerAsync());
    expect(digits()).toMatch(/^Reconnecting in 1[0-3] seconds\.$/);
  });

  test('goes on where it was when it is mounted anew, and is not announced again', async () => {
    const first = render(inApp(<RateLimitCountdown />));
    await act(async () => {});
    await pass(5);
    first.unmount();
    await pass(5);
    render(inApp(<RateLimitCountdown />));
    await act(async () => {});
    expect(digits()).toMatch(/^Reconnecting in (20|1\d) seconds\.$/);
    expect(said).toHaveLength(1);
  });

  test('that was turned off stays off when it is mounted anew, and can be turned on again', async () => {
    const first = render(inApp(<RateLimitCountdown />));
    await act(async () => {});
    act(() => screen.getByRole('button', { name: 'Don’t reconnect automatically' }).click());
    await act(async () => {});
    first.unmount();
    render(inApp(<RateLimitCountdown />));
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

  test('that is over says so, and does not count below nothing', async () => {
    vi.setSystemTime(Date.now() + 3_600_000);
    render(inApp(<Countdown document={opened} />));
    await act(async () => {});
    expect(digits()).toBe('Connecting now.');
  });
});
