import { afterEach, expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { createOpsBudget } from '../../../src/sync/ops-budget.ts';
import { createPresenceSender, forgetOthers } from '../../../src/sync/presence.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function newAwareness(): Awareness {
  const awareness = new Awareness(new Doc());
  cleanUps.push(() => awareness.destroy());
  return awareness;
}

/** Somebody whose presence is sent to a server, which knows what arrived. */
function person(opsPerMinute = Number.POSITIVE_INFINITY) {
  const clock = createFakeClock();
  const start = clock.now();
  const budget = createOpsBudget(clock);
  budget.setLimit(opsPerMinute);
  const awareness = newAwareness();
  awareness.setLocalState({ user: 'Ada' });
  const server = newAwareness();
  server.setLocalState(null);
  const sentAt: number[] = [];
  const sender = createPresenceSender(awareness, clock, budget, (update) => {
    sentAt.push(clock.now() - start);
    applyAwarenessUpdate(server, update, 'client');
  });
  cleanUps.push(sender.end);
  return {
    clock,
    budget,
    awareness,
    server,
    sender,
    sentAt,
    move: (cursor: number) => awareness.setLocalStateField('cursor', cursor),
    seen: () => server.getStates().get(awareness.clientID),
  };
}

test('nothing is said before it is asked for or something changes', () => {
  const { clock, sentAt } = person();
  clock.advance(10_000);
  expect(sentAt).toEqual([]);
});

test('to announce says what is so, even if nothing changed and the server knew it once', () => {
  const { awareness, server, sender, seen } = person();
  sender.announce();
  expect(seen()).toEqual({ user: 'Ada' });
  sender.leave();
  expect(seen()).toBeUndefined();
  createPresenceSender(awareness, createFakeClock(), createOpsBudget(createFakeClock()), (update) =>
    applyAwarenessUpdate(server, update, 'client'),
  ).announce();
  expect(seen()).toEqual({ user: 'Ada' });
});

test('a first change leaves at once, and those of the next 50 ms as one', () => {
  const { clock, sentAt, move, seen } = person();
  for (let cursor = 0; cursor < 50; cursor += 1) {
    move(cursor);
    clock.advance(1);
  }
  expect(sentAt).toEqual([0, 50]);
  expect(seen()).toEqual({ user: 'Ada', cursor: 49 });
});

test('a cursor that moves all the time is sent 20 times a second, and its last place arrives', () => {
  const { clock, sentAt, move, seen } = person();
  for (let cursor = 0; cursor < 1_000; cursor += 1) {
    move(cursor);
    clock.advance(1);
  }
  clock.advance(50);
  expect(sentAt.length).toBeLessThanOrEqual(21);
  expect(seen()).toEqual({ user: 'Ada', cursor: 999 });
});

test('with little of the budget left a cursor waits 2 s, and gives way to edits', () => {
  const { clock, budget, sentAt, move, seen } = person(600);
  for (let time = 0; time < 200; time += 1) budget.spend();
  move(1);
  expect(sentAt).toEqual([]);
  clock.advance(1_999);
  expect(sentAt).toEqual([]);
  clock.advance(60_000);
  expect(sentAt).toHaveLength(1);
  expect(seen()).toEqual({ user: 'Ada', cursor: 1 });
});

test('what others do is never sent', () => {
  const { awareness, clock, sentAt } = person();
  const other = newAwareness();
  for (let cursor = 0; cursor < 10; cursor += 1) {
    other.setLocalState({ user: 'Ben', cursor });
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'server');
    clock.advance(100);
  }
  expect(awareness.getStates().get(other.clientID)).toEqual({ user: 'Ben', cursor: 9 });
  expect(sentAt).toEqual([]);
});

test('what is sent is the own state and no other', () => {
  const { awareness, server, move } = person();
  const other = newAwareness();
  other.setLocalState({ user: 'Ben' });
  applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'server');
  move(1);
  expect([...server.getStates().keys()]).toEqual([awareness.clientID]);
});

test('a server that sends our own state back does not set off another message', () => {
  const { awareness, clock, server, move, sentAt } = person();
  move(1);
  applyAwarenessUpdate(awareness, encodeAwarenessUpdate(server, [awareness.clientID]), 'server');
  clock.advance(1_000);
  expect(sentAt).toEqual([0]);
});

test('a server that takes us for gone is told that we are here', () => {
  const { awareness, clock, server, move, seen } = person();
  move(1);
  clock.advance(100);
  server.setLocalState(null);
  const gone = encodeAwarenessUpdate(
    { ...server, meta: server.meta, states: server.states } as Awareness,
    [awareness.clientID],
    new Map(),
  );
  applyAwarenessUpdate(server, gone, 'timeout');
  expect(seen()).toBeUndefined();
  applyAwarenessUpdate(awareness, gone, 'server');
  clock.advance(100);
  expect(seen()).toEqual({ user: 'Ada', cursor: 1 });
});

test('whoever sets no state at all is said nothing of, neither here nor leaving', () => {
  const { awareness, clock, sender, sentAt, server } = person();
  awareness.setLocalState(null);
  clock.advance(100);
  sentAt.length = 0;
  sender.announce();
  sender.leave();
  clock.advance(1_000);
  expect(sentAt).toEqual([]);
  expect(server.getStates().size).toBe(0);
});

test('to leave is said at once, even with no budget left, and keeps the own state here', () => {
  const { awareness, budget, move, sender, seen } = person(600);
  move(1);
  expect(seen()).toBeDefined();
  for (let time = 0; time < 600; time += 1) budget.spend();
  sender.leave();
  expect(seen()).toBeUndefined();
  expect(awareness.getLocalState()).toEqual({ user: 'Ada', cursor: 1 });
});

test('after its end nothing is sent and no timer is left', () => {
  const { clock, sender, sentAt, move } = person();
  move(1);
  move(2);
  sender.end();
  move(3);
  expect(clock.pending()).toBe(0);
  clock.advance(1_000);
  expect(sentAt).toEqual([0]);
});

test('a state set right before the first sync leaves no timer either', () => {
  const { clock, sender, sentAt, move } = person();
  move(1);
  sender.begin();
  sender.end();
  expect(clock.pending()).toBe(0);
  clock.advance(1_000);
  expect(sentAt).toEqual([0]);
});

test('others are forgotten, the own state stays, and others can come back with what they said last', () => {
  const awareness = newAwareness();
  awareness.setLocalState({ user: 'Ada' });
  const other = newAwareness();
  other.setLocalState({ user: 'Ben' });
  const said = encodeAwarenessUpdate(other, [other.clientID]);
  applyAwarenessUpdate(awareness, said, 'server');
  const removed: number[][] = [];
  awareness.on('change', (change: { readonly removed: number[] }) => removed.push(change.removed));
  forgetOthers(awareness, 'server');
  expect([...awareness.getStates()]).toEqual([[awareness.clientID, { user: 'Ada' }]]);
  expect(removed).toEqual([[other.clientID]]);
  applyAwarenessUpdate(awareness, said, 'server');
  expect(awareness.getStates().get(other.clientID)).toEqual({ user: 'Ben' });
});
