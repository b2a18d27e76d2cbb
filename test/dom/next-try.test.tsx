import { act, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { ConnectionNotices } from '../../src/components/index.ts';
import { createTestDocument, type TestDocument } from '../../src/testing/index.ts';

let opened: TestDocument;

beforeEach(() => {
  opened = createTestDocument({ hasSynced: false, connection: { status: 'idle' } });
  opened.setProblem(4008);
  render(<ConnectionNotices document={opened} />);
});
const digits = () => screen.queryByRole('timer')?.textContent ?? null;

describe('the next try', () => {
  test('is told while one is planned, and while one is under way', () => {
    expect(digits()).toMatch(/^Trying again in (30|29) seconds\.$/);
    act(() => opened.setConnection({ status: 'connecting', step: 'handshake', attempt: 2, problem: null }));
    expect(digits()).toBe('Connecting now.');
  });

  test('is still told while the service may yet say no, as it does once a socket is open', () => {
    act(() => opened.setConnection({ status: 'syncing', attempt: 2 }));
    expect(digits()).toBe('Connecting now.');
  });

  test.each([{ status: 'live', since: 0 } as const, { status: 'stopped', problem: null } as const])(
    'is not told where there is none, while the notice is still there: $status',
    (connection) => {
      act(() => opened.setConnection(connection));
      expect(screen.queryByRole('group')).not.toBeNull();
      expect(digits()).toBeNull();
    },
  );

  test('can be put out of sight where the notice is a page', () => {
    expect(screen.getByRole('group').dataset.placement).toBe('page');
    act(() => screen.getByRole('button', { name: 'Hide details' }).click());
    expect(digits()).toBeNull();
    act(() => screen.getByRole('button', { name: 'Show details' }).click());
    expect(digits()).not.toBeNull();
  });
});
