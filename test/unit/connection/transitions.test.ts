import { describe, expect, test } from 'vitest';
import { transition } from '../../../src/connection/machine.ts';
import type { ConnectionEvent, Machine } from '../../../src/connection/machine-state.ts';
import { ownProblem, problemFromClose } from '../../../src/protocol/problem.ts';
import { createStory, describeConnection, describeEffects, START, type Story } from '../support/machine.ts';

const LOST = problemFromClose(1011);

/** Every event, by the name that the table below has for it. */
const EVENTS = {
  connect: { type: 'connect' },
  disconnect: { type: 'disconnect' },
  retry: { type: 'retry' },
  renew: { type: 'renew' },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  authorized: { type: 'authorized' },
  routed: { type: 'routed', origin: 'wss://us-east-1.wiresocket.net' },
  opened: { type: 'opened' },
  synced: { type: 'synced' },
  failed: { type: 'failed', problem: LOST },
  probed: { type: 'probed', problem: ownProblem('unreachable', 'No answer.') },
  due: { type: 'due' },
  online: { type: 'online' },
  offline: { type: 'offline' },
  woken: { type: 'woken' },
  'place-freed': { type: 'place-freed' },
} as const satisfies Record<ConnectionEvent['type'], ConnectionEvent>;

const { connect, disconnect, authorized, opened, synced, due, pause } = EVENTS;

function closed(code: number): ConnectionEvent {
  return { type: 'failed', problem: problemFromClose(code) };
}

function storyOf(events: readonly ConnectionEvent[], options?: Parameters<typeof createStory>[0]): Story {
  const story = createStory(options);
  story.tell(...events);
  return story;
}

/** Seven attempts in a row: the next is to be after 15 s. */
const SEVEN_LOST = [connect, ...Array.from({ length: 6 }, () => [closed(1011), due]).flat(), closed(1011)];

/** Every state, and the events that lead to it at the time 0 with a luck of 0.5. */
const STATES = {
  idle: () => createStory(),
  token: () => storyOf([connect]),
  discovery: () => storyOf([connect, authorized], { discoverFirst: true }),
  probing: () => storyOf([connect, authorized, opened, closed(1006), due, authorized, opened, closed(1006)]),
  handshake: () => storyOf([connect, authorized]),
  syncing: () => storyOf([connect, authorized, opened]),
  live: () => storyOf([connect, authorized, opened, synced]),
  'waiting out a blip': () => storyOf(SEVEN_LOST),
  'waiting for a place': () => storyOf([connect, authorized, opened, closed(4005)]),
  'waiting as the service ordered': () => storyOf([connect, authorized, opened, synced, closed(4006)]),
  'paused while waiting for a place': () => storyOf([connect, authorized, opened, closed(4005), pause]),
  'paused while waiting out a blip': () => storyOf([...SEVEN_LOST, pause]),
  'waiting for the network': () => storyOf([connect, closed(1011)], { online: false }),
  'stopped by the app': () => storyOf([connect, disconnect]),
  'stopped with a problem': () => storyOf([connect, authorized, opened, closed(4003)]),
  'stopped with an invalid name': () => storyOf([connect, authorized, opened, closed(4007)]),
};

/**
 * What each event leads to 10 s later: the connection, then the effects. Waiting is shown with the kind
 * of its problem and `retryAt/earliestRetryAt`. An event that is not listed changes nothing.
 */
const TABLE: Record<keyof typeof STATES, Partial<Record<keyof typeof EVENTS, string>>> = {
  idle: {
    connect: 'token → timer off, authorize',
  },
  token: {
    disconnect: 'stopped by the app → timer off, drop',
    authorized: 'handshake → open endpoint 0',
    failed: 'waiting connection-lost 10250/10000 → drop, timer 10250',
  },
  discovery: {
    disconnect: 'stopped by the app → timer off, drop',
    routed: 'handshake → open wss://us-east-1.wiresocket.net',
    failed: 'waiting connection-lost 10250/10000 → drop, timer 10250',
    probed: 'waiting unreachable 10250/10000 → timer 10250',
  },
  probing: {
    disconnect: 'stopped by the app → timer off, drop',
    routed: 'handshake → open wss://us-east-1.wiresocket.net',
    failed: 'waiting connection-lost 10500/10000 → drop, timer 10500',
    probed: 'waiting unreachable 10500/10000 → timer 10500',
  },
  handshake: {
    disconnect: 'stopped by the app → timer off, drop',
    opened: 'syncing → ',
    failed: 'waiting connection-lost 10250/10000 → drop, timer 10250',
  },
  syncing: {
    disconnect: 'stopped by the app → timer off, drop',
    synced: 'live → timer 15000',
    failed: 'waiting connection-lost 10250/10000 → drop, timer 10250',
    online: 'syncing → check',
    offline: 'syncing → check',
    woken: 'syncing → ',
  },
  live: {
    disconnect: 'stopped by the app → timer off, drop',
    failed: 'waiting connection-lost 10250/10000 → drop, timer 10250',
    online: 'live → check',
    offline: 'live → check',
    woken: 'live → check',
  },
  'waiting out a blip': {
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize',
    renew: 'token → timer off, authorize anew',
    pause: 'waiting connection-lost never/0 → timer off',
    due: 'token → timer off, authorize',
    online: 'waiting connection-lost 10250/10000 → timer 10250',
    offline: 'waiting offline never/10000 → timer off',
    woken: 'waiting connection-lost 10250/10000 → timer 10250',
  },
  'waiting for a place': {
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize',
    renew: 'token → timer off, authorize anew',
    pause: 'waiting document-limit never/0 → timer off',
    due: 'token → timer off, authorize',
    'place-freed': 'token → timer off, authorize',
  },
  'waiting as the service ordered': {
    disconnect: 'stopped by the app → timer off, drop',
    pause: 'waiting rate-limit never/30000 → timer off',
    due: 'token → timer off, authorize',
  },
  'paused while waiting for a place': {
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize',
    renew: 'token → timer off, authorize anew',
    pause: 'waiting document-limit never/0 → timer off',
    resume: 'waiting document-limit 10000/0 → timer 10000',
    due: 'token → timer off, authorize',
  },
  'paused while waiting out a blip': {
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize',
    renew: 'token → timer off, authorize anew',
    pause: 'waiting connection-lost never/0 → timer off',
    resume: 'waiting connection-lost 10000/0 → timer 10000',
    due: 'token → timer off, authorize',
  },
  'waiting for the network': {
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize',
    renew: 'token → timer off, authorize anew',
    pause: 'waiting offline never/0 → timer off',
    due: 'token → timer off, authorize',
    online: 'waiting offline 10250/10000 → timer 10250',
    offline: 'waiting offline never/10000 → timer off',
  },
  'stopped by the app': {
    connect: 'token → timer off, authorize',
    disconnect: 'stopped by the app → timer off, drop',
  },
  'stopped with a problem': {
    connect: 'token → timer off, authorize',
    disconnect: 'stopped by the app → timer off, drop',
    retry: 'token → timer off, authorize anew',
    renew: 'token → timer off, authorize anew',
  },
  'stopped with an invalid name': {
    connect: 'token → timer off, authorize',
    disconnect: 'stopped by the app → timer off, drop',
  },
};

/** What each state looks like before the event. */
const BEFORE: Record<keyof typeof STATES, string> = {
  idle: 'idle',
  token: 'token',
  discovery: 'discovery',
  probing: 'discovery',
  handshake: 'handshake',
  syncing: 'syncing',
  live: 'live',
  'waiting out a blip': 'waiting connection-lost 15000/0',
  'waiting for a place': 'waiting document-limit 33000/0',
  'waiting as the service ordered': 'waiting rate-limit 31500/30000',
  'paused while waiting for a place': 'waiting document-limit never/0',
  'paused while waiting out a blip': 'waiting connection-lost never/0',
  'waiting for the network': 'waiting offline never/0',
  'stopped by the app': 'stopped by the app',
  'stopped with a problem': 'stopped forbidden',
  'stopped with an invalid name': 'stopped invalid-name',
};

const states = Object.keys(STATES) as (keyof typeof STATES)[];
const events = Object.keys(EVENTS) as (keyof typeof EVENTS)[];
const cells = states.flatMap((state) =>
  events.map((event) => [state, event, TABLE[state][event] ?? null] as const),
);

test.each(states)('the state "%s" is what the table takes it for', (state) => {
  expect(describeConnection(STATES[state]().connection())).toBe(BEFORE[state]);
});

test.each(cells)('%s, %s: %s', (state, event, expected) => {
  const story = STATES[state]();
  story.pass(10_000);
  const effects = describeEffects(story.tell(EVENTS[event]));
  expect(`${describeConnection(story.connection())} → ${effects}`).toBe(expected ?? `${BEFORE[state]} → `);
});

describe('a clock that is set back by an hour', () => {
  const HOUR = 3_600_000;

  /** A live connection that was lost while the device has no network, all before the clock was set back. */
  function offline(): Machine {
    const story = createStory();
    story.tell({ type: 'connect' }, { type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
    story.tell({ type: 'offline' }, { type: 'failed', problem: problemFromClose(1006) });
    return story.machine();
  }

  test('lets a network that is back be tried within seconds', () => {
    const moment = { now: START - HOUR, random: 0.5 };
    const [{ connection }] = transition(offline(), { type: 'online' }, moment);
    expect(connection).toMatchObject({ status: 'waiting' });
    expect('retryAt' in connection && connection.retryAt).toBeLessThanOrEqual(START - HOUR + 2_000);
  });

  test('lets a person who asks after it has stopped be served within seconds', () => {
    const story = createStory();
    story.tell({ type: 'connect' }, { type: 'authorized' }, { type: 'opened' });
    story.tell({ type: 'failed', problem: problemFromClose(4003) });
    const moment = { now: START - HOUR, random: 0.5 };
    const [{ connection }] = transition(story.machine(), { type: 'retry' }, moment);
    expect(connection).toMatchObject({ status: 'waiting', retryAt: START - HOUR + 2_000 });
  });
});
