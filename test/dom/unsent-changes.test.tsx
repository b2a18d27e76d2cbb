import { act, render } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConnectionNotices, onAnnouncement, UnsyncedChanges } from '../../src/components/index.ts';
import { ar } from '../../src/messages/ar.ts';
import { createTestDocument, type TestDocument } from '../../src/testing/index.ts';

let opened: TestDocument;
let said: string[] = [];
let stopHearing = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  opened = createTestDocument();
  said = [];
  stopHearing = onAnnouncement(({ text }) => said.push(text));
});
afterEach(() => {
  stopHearing();
  vi.useRealTimers();
});

const text = (selector: string) => document.querySelector(selector)?.textContent;
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

/** The connection is lost for good enough that a notice says so, and this much is not sent. */
function loseWith(count: number | null): void {
  act(() => {
    opened.setProblem(4006);
    opened.setUnsentChanges(count);
  });
}

function reconnect(): void {
  act(() => opened.setConnection({ status: 'live', since: Date.now() }));
}

describe('the line about work', () => {
  test.each([
    [1, 'tab', '1 unsent change is kept in this tab. Keep it open.'],
    [1_234, 'tab', '1,234 unsent changes are kept in this tab. Keep it open.'],
    [2, 'device', '2 unsent changes are kept on this device.'],
    [null, 'tab', 'Unsent changes are kept in this tab. Keep it open.'],
    [null, 'device', 'Unsent changes are kept on this device.'],
    [0, 'tab', 'All your changes were sent.'],
  ] as const)('of %s, kept in or on this %s', (count, keeps, expected) => {
    render(<ConnectionNotices document={opened} keeps={keeps} />);
    loseWith(count);
    expect(text('.ws-notice-work')).toBe(expected);
  });

  test('in another language', () => {
    render(<ConnectionNotices document={opened} messages={ar} />);
    loseWith(3);
    expect(text('.ws-notice-work')).toMatch(/: (?:3|٣)\./);
  });

  test('keeps up once a second, and nothing else renders for it', async () => {
    let renders = 0;
    const note = () => {
      renders += 1;
    };
    render(
      <Profiler id="notice" onRender={note}>
        <ConnectionNotices document={opened} slots={{ countdown: () => <i /> }} />
      </Profiler>,
    );
    loseWith(1);
    await pass(500);
    const before = renders;
    for (let count = 2; count <= 50; count += 1) opened.setUnsentChanges(count);
    expect(text('.ws-notice-work')).toMatch(/^1 unsent change /);
    await pass(1_000);
    expect(text('.ws-notice-work')).toMatch(/^50 unsent changes /);
    expect(said).toHaveLength(1);
    // The seconds to the next try have a beat of their own.
    expect(renders - before).toBeLessThanOrEqual(3);
  });
});

describe('UnsyncedChanges', () => {
  test('say how many while the connection is down', async () => {
    render(<UnsyncedChanges document={opened} />);
    loseWith(7);
    expect(text('.ws-unsynced')).toMatch(/^7 unsent changes are kept in this tab\. Keep it open\./);
    opened.setUnsentChanges(8);
    await pass(1_000);
    expect(text('.ws-unsynced')).toMatch(/^8 unsent changes /);
    act(() => opened.setUnsentChanges(null));
    await pass(1_000);
    expect(text('.ws-unsynced')).toMatch(/^Unsent changes are kept in this tab\. Keep it open\./);
  });
});

describe('when the connection is back', () => {
  beforeEach(async () => {
    render(<ConnectionNotices document={opened} />);
    loseWith(3);
    await pass(1_500);
    said = [];
  });

  test('what is still on its way a moment later is said once, and that all is there', async () => {
    reconnect();
    await pass(3_000);
    opened.setUnsentChanges(2);
    await pass(10_000);
    expect(said).toEqual(['Back online. Sending 3 changes.']);
    act(() => opened.setUnsentChanges(0));
    expect(said).toEqual(['Back online. Sending 3 changes.', 'Back online. All changes are synced.']);
    opened.setUnsentChanges(1);
    await pass(10_000);
    expect(said).toHaveLength(2);
  });

  test('what is there by then is not said to be on its way', async () => {
    reconnect();
    await pass(1_000);
    act(() => opened.setUnsentChanges(0));
    opened.setUnsentChanges(1);
    await pass(10_000);
    expect(said).toEqual(['Back online. All changes are synced.']);
  });

  test('nothing is said of an unknown number', async () => {
    opened.setUnsentChanges(null);
    reconnect();
    await pass(10_000);
    expect(said).toEqual([]);
  });

  test('nothing is said where it is lost again at once', async () => {
    reconnect();
    await pass(1_000);
    act(() => opened.setProblem(1006));
    await pass(3_000);
    expect(said).toEqual([]);
  });
});
