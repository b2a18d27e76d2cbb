import { act, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConnectionNotices } from '../../src/components/index.ts';
import { problemFromStatus, WireSocketProvider } from '../../src/index.ts';
import { createTestClient, createTestDocument, type TestDocument } from '../../src/testing/index.ts';
import { notice } from './support.tsx';

const HOUR = 60 * 60 * 1000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  localStorage.clear();
  sessionStorage.clear();
});

/** For an admin, in whose plan this many of 100 connections are in use. */
function page(document: TestDocument, current: number): ReactNode {
  const use = { current, limit: 100 };
  const client = createTestClient({ usage: { connections: use, documents: use } });
  return (
    <WireSocketProvider client={client}>
      <ConnectionNotices document={document} audience="admin" />
    </WireSocketProvider>
  );
}

test.each([
  ['a slow service', 'day', problemFromStatus('dataplane', 503), 1],
  ['maintenance', 'session', problemFromStatus('dashboard', 503), 1],
  ['use that comes near the limit', 'day', null, 80],
  ['use that has almost met it', 'session', null, 95],
] as const)(
  '%s that was put away stays away for the %s, whatever is mounted anew',
  async (_, term, problem, current) => {
    const opened = createTestDocument();
    if (problem !== null) opened.setProblem(problem);
    const visit = async () => {
      const { unmount } = render(page(opened, current));
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      return unmount;
    };
    let leave = await visit();
    expect(notice()).not.toBeNull();
    act(() => screen.getByRole('button', { name: 'Dismiss' }).click());
    expect(notice()).toBeNull();
    leave();
    vi.setSystemTime(Date.now() + 23 * HOUR);
    leave = await visit();
    expect(notice()).toBeNull();
    leave();
    vi.setSystemTime(Date.now() + HOUR);
    leave = await visit();
    expect(notice() === null).toBe(term === 'session');
    leave();
    // Another tab has a session of its own.
    sessionStorage.clear();
    await visit();
    expect(notice()).not.toBeNull();
  },
);

test.each([
  ['allows nothing', ['getItem', 'setItem'], problemFromStatus('dataplane', 503)],
  ['is full', ['setItem'], problemFromStatus('dashboard', 503)],
] as const)(
  'what was put away stays away until the page goes where its storage %s',
  async (_, refused, problem) => {
    for (const method of refused)
      vi.spyOn(Storage.prototype, method).mockImplementation(() => {
        throw new DOMException('Not now.', 'QuotaExceededError');
      });
    const opened = createTestDocument();
    opened.setProblem(problem);
    for (const isFirst of [true, false]) {
      const { unmount } = render(page(opened, 1));
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      expect(notice() !== null).toBe(isFirst);
      if (isFirst) act(() => screen.getByRole('button', { name: 'Dismiss' }).click());
      expect(notice()).toBeNull();
      unmount();
    }
  },
);
