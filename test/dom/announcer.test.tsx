import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { announce, onAnnouncement, useAnnouncer } from '../../src/components/index.ts';

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-wiresocket-announcer]')];
}

/** What a region says, each with its language. */
function lines(region: HTMLElement): (readonly [text: string | null, lang: string])[] {
  return [...region.children].map((line) => [line.textContent, (line as HTMLElement).lang]);
}

function Speaking(): ReactNode {
  useAnnouncer();
  return null;
}

let key = 0;
/** Says something new. */
function say(text: string, urgency: 'polite' | 'assertive' = 'polite', lang?: string): void {
  key += 1;
  announce({ key: `key ${key}`, text, urgency, lang });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  act(() => vi.runAllTimers());
  vi.useRealTimers();
});

describe('the page’s one announcer', () => {
  test('is there before there is anything to say: a polite and an assertive region, however many components', () => {
    render(
      <>
        <Speaking />
        <Speaking />
      </>,
    );
    expect(regions().map(({ role, ariaLive, textContent }) => [role, ariaLive, textContent])).toEqual([
      ['log', 'polite', ''],
      ['log', 'assertive', ''],
    ]);
  });

  test('waits until a region has been there for a while, speaks in it, and takes it back', () => {
    render(<Speaking />);
    say('Voll.', 'assertive', 'de');
    expect(regions().map(({ textContent }) => textContent)).toEqual(['', '']);
    vi.advanceTimersByTime(150);
    expect(regions().map(lines)).toEqual([[], [['Voll.', 'de']]]);
    vi.advanceTimersByTime(10_000);
    expect(regions().map(({ textContent }) => textContent)).toEqual(['', '']);
  });

  test('says a key once, however many ask for it', () => {
    const said: string[] = [];
    const stop = onAnnouncement(({ text }) => said.push(text));
    for (let n = 0; n < 3; n += 1) announce({ key: 'the same', text: 'Once.', urgency: 'polite' });
    expect(said).toEqual(['Once.']);
    stop();
    say('Not heard.');
    expect(said).toEqual(['Once.']);
  });

  test('does not take back what was said after it', () => {
    render(<Speaking />);
    say('First.');
    vi.advanceTimersByTime(5_000);
    say('Second.');
    vi.advanceTimersByTime(3_000);
    expect(regions()[0]?.textContent).toBe('Second.');
  });

  test('loses nothing of what is said at once, each in its language', () => {
    render(<Speaking />);
    say('This document is full.');
    say('Sie sind offline.', 'polite', 'de');
    vi.advanceTimersByTime(150);
    expect(regions().map(lines)).toEqual([
      [
        ['This document is full.', ''],
        ['Sie sind offline.', 'de'],
      ],
      [],
    ]);
  });

  test('says anew, and not beside it, what is still there: a button pressed twice, documents that lose one network', () => {
    render(<Speaking />);
    say('Copied.');
    vi.advanceTimersByTime(150);
    const [before] = regions()[0]?.children ?? [];
    say('Copied.');
    say('Copied.');
    vi.advanceTimersByTime(150);
    const [after, ...more] = regions()[0]?.children ?? [];
    expect(more).toEqual([]);
    expect(after?.textContent).toBe('Copied.');
    expect(after).not.toBe(before);
  });

  test('is made anew where an app has swept the page', () => {
    render(<Speaking />);
    for (const region of regions()) region.remove();
    say('Still heard.');
    vi.advanceTimersByTime(150);
    expect(regions()[0]?.textContent).toBe('Still heard.');
  });
});

test('what was to be said in a dialog that closes is said beside it', () => {
  render(<Speaking />);
  const dialog = document.createElement('dialog');
  document.body.append(dialog);
  const query = vi.spyOn(document, 'querySelectorAll');
  // jsdom knows no modals.
  query.mockImplementation((selector) =>
    Document.prototype.querySelectorAll.call(document, selector.replace(':modal', '')),
  );
  say('A place is free.');
  expect(dialog.querySelector('[aria-live="polite"]')).not.toBeNull();
  dialog.remove();
  query.mockRestore();
  vi.advanceTimersByTime(150);
  expect(regions()[0]?.textContent).toBe('A place is free.');
});

test('what is still to be said when the page is gone is no error', () => {
  render(<Speaking />);
  const [polite] = regions();
  say('Too late.');
  // As a test environment does, which takes the page away and leaves the timers.
  vi.stubGlobal('document', undefined);
  try {
    expect(() => vi.runAllTimers()).not.toThrow();
  } finally {
    vi.unstubAllGlobals();
  }
  expect(polite?.textContent).toBe('');
});

test('what is still to be said when the page has no body is no error', () => {
  render(<Speaking />);
  say('Too late.');
  const { body } = document;
  body.remove();
  try {
    expect(() => vi.runAllTimers()).not.toThrow();
  } finally {
    document.documentElement.append(body);
  }
  expect(regions().map(({ textContent }) => textContent)).not.toContain('Too late.');
});
