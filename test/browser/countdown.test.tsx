import { cleanup, render } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  type Announcement,
  ConnectionNotices,
  Countdown,
  onAnnouncement,
  RateLimitCountdown,
} from '../../src/components/index.ts';
import { WireSocketProvider } from '../../src/index.ts';
import { TROUBLES } from '../../stories/support/trouble.ts';
import { leaveStage, pass, passUntil, putOnStage } from './on-stage.tsx';

const trouble = TROUBLES['rate-limit'];
const START = 'Syncing is paused for a moment. There were a lot of changes at once. You can keep working.';
const MILESTONE = 'Reconnecting in 10 seconds.';

let said: Announcement[] = [];
let stopHearing = () => {};

beforeEach(() => {
  said = [];
  stopHearing = onAnnouncement((announcement) => said.push(announcement));
});
afterEach(() => {
  stopHearing();
  leaveStage();
});

function timer(): HTMLElement {
  const element = document.querySelector<HTMLElement>('[role="timer"]');
  if (element === null) throw new Error('There is no timer.');
  return element;
}

function secondsShown(): number {
  return Number(/\d+/.exec(timer().textContent ?? '')?.[0]);
}

test('30 s are two announcements, and a second changes the digits alone', async () => {
  const titles = vi.fn();
  await putOnStage({ trouble }, (document) => (
    <RateLimitCountdown
      document={document}
      classNames={{
        title: () => {
          titles();
          return '';
        },
      }}
    />
  ));
  const notice = timer().closest('.ws-notice') as Element;
  const first = secondsShown();
  titles.mockClear();
  const changed = new Map<string, number>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const part = element?.getAttribute('class') ?? '';
      changed.set(part, (changed.get(part) ?? 0) + 1);
    }
  });
  observer.observe(notice, { subtree: true, childList: true, characterData: true, attributes: true });
  for (let second = 0; second < 28; second += 1) await pass(1_000);
  observer.disconnect();
  expect(Object.fromEntries(changed)).toEqual({ 'ws-countdown': 28 });
  expect(secondsShown()).toBe(first - 28);
  expect(titles).not.toHaveBeenCalled();
  expect(said.map(({ text }) => text)).toEqual([START, MILESTONE]);
  expect(timer().getAttribute('aria-live')).toBe('off');
});

test('it renders once a second', async () => {
  const rendered = vi.fn();
  await putOnStage({ trouble }, (document) => (
    <Profiler id="digits" onRender={rendered}>
      <Countdown document={document} />
    </Profiler>
  ));
  rendered.mockClear();
  for (let second = 0; second < 15; second += 1) await pass(1_000);
  expect(rendered).toHaveBeenCalledTimes(15);
});

test('in a tab whose timers stood still it is right with the first that runs', async () => {
  await putOnStage({ trouble }, (document) => <RateLimitCountdown document={document} />);
  const first = secondsShown();
  vi.setSystemTime(Date.now() + 17_000);
  expect(secondsShown()).toBe(first);
  await pass(1_000);
  expect(secondsShown()).toBe(first - 18);
});

test('who sleeps through the milestone is told when awake, once', async () => {
  await putOnStage({ trouble }, (document) => <RateLimitCountdown document={document} />);
  vi.setSystemTime(Date.now() + 25_000);
  await pass(1_000);
  await pass(1_000);
  expect(said).toHaveLength(2);
  expect(said[1]?.text).toBe(`Reconnecting in ${secondsShown() + 1} seconds.`);
});

test('a waiting room says when it is tried again, never aloud, and lets in whoever waited', async () => {
  const plot = { trouble: TROUBLES['document-full'], begins: 'before-sync' } as const;
  const stage = await putOnStage(plot, (document) => <ConnectionNotices document={document} form="banner" />);
  const first = secondsShown();
  for (let left = first; left > 1; left -= 1) {
    expect(timer().textContent).toBe(`Trying again in ${left} seconds.`);
    await pass(1_000);
  }
  expect(timer().textContent).toBe('Trying again in 1 second.');
  stage.recover();
  await passUntil(() => document.querySelector('.ws-notice') === null, 500);
  await passUntil(() => said.length > 1, 100);
  expect(said.map(({ text }) => text)).toEqual([
    'This document is full. As many people as it can hold are already in it. We’ll let you in when someone leaves.',
    'A place is free. You’re in.',
  ]);
});

test('a wait that the app has paused shows no seconds', async () => {
  const stage = await putOnStage({ trouble: TROUBLES['connection-limit'] }, (document) => (
    <ConnectionNotices document={document} />
  ));
  expect(timer().textContent).toMatch(/^Trying again in \d+ seconds\.$/);
  stage.document().pause();
  await pass(0);
  expect(document.querySelector('[role="timer"]')).toBeNull();
});

test('a re-mount goes on from the same deadline, and says nothing again', async () => {
  const stage = await putOnStage({ trouble }, (document) => <RateLimitCountdown document={document} />);
  const first = secondsShown();
  await pass(12_000);
  const held = stage.client.open(stage.documentName);
  cleanup();
  await pass(3_000);
  render(
    <WireSocketProvider client={stage.client}>
      <RateLimitCountdown document={held} />
    </WireSocketProvider>,
  );
  expect(secondsShown()).toBe(first - 15);
  expect(said.map(({ text }) => text)).toEqual([START]);
  await pass(8_000);
  expect(said.map(({ text }) => text)).toEqual([START, MILESTONE]);
});
