import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { busiestMinute } from '../support/busiest-minute.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createSyncClient, type SyncClient } from '../support/sync-client.ts';
import { createSyncServer, nameOf, type SyncServer } from '../support/sync-server.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

interface World {
  readonly server: SyncServer;
  readonly client: SyncClient;
  /** Time goes on, with everything arriving, and something done every so often. */
  pass(ms: number, every?: number, act?: () => void): void;
}

function worldWith(opsPerMinute: number): World {
  const clock = createFakeClock();
  const server = createSyncServer();
  const client = createSyncClient(server, clock, { opsPerMinute });
  cleanUps.push(
    server.stop,
    () => client.end(),
    () => client.awareness.destroy(),
  );
  const world: World = {
    server,
    client,
    pass(ms, every = 50, act = () => {}) {
      for (let at = 0; at < ms; at += every) {
        act();
        server.settle();
        clock.advance(every);
        server.settle();
      }
    },
  };
  return world;
}

test.each([60, 100, 300, 600, 3_000])(
  'somebody who types and moves for three minutes stays inside of %i operations a minute',
  (opsPerMinute) => {
    const { client, server, pass } = worldWith(opsPerMinute);
    let cursor = 0;
    pass(180_000, 50, () => {
      cursor += 1;
      client.type('x');
      client.awareness.setLocalState({ cursor });
    });
    expect(busiestMinute(client.sentAt)).toBeLessThanOrEqual(opsPerMinute);
    pass(30_000);
    expect(server.doc.getText('notes').length).toBe(3_600);
    expect(client.ledger.unsynced()).toBe(false);
  },
);

test('any mix of typing, moving and pausing stays inside of the plan, and every edit is acknowledged', () => {
  const stretches = fc.array(
    fc.record({
      ms: fc.integer({ min: 50, max: 40_000 }),
      every: fc.integer({ min: 10, max: 1_000 }),
      types: fc.boolean(),
      moves: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 1_000 }), stretches, (opsPerMinute, list) => {
      const { client, server, pass } = worldWith(opsPerMinute);
      let cursor = 0;
      for (const { ms, every, types, moves } of list) {
        pass(ms, every, () => {
          cursor += 1;
          if (types) client.type('x');
          if (moves) client.awareness.setLocalState({ cursor });
        });
      }
      pass(60_000, 100);
      expect(busiestMinute(client.sentAt)).toBeLessThanOrEqual(opsPerMinute);
      expect(client.ledger.unsynced()).toBe(false);
      expect(server.doc.getText('notes').toString()).toBe(client.text());
    }),
    { numRuns: 25 },
  );
});

test('ordinary typing is not slowed down: at 600 operations a minute every key is there within 0.1 s', () => {
  const { client, server, pass } = worldWith(600);
  pass(5_000);
  let key = 0;
  // 300 keys a minute, as a fast typist, with a pause for thought now and then.
  for (let sentence = 0; sentence < 3; sentence += 1) {
    pass(10_000, 200, () => {
      key += 1;
      client.type('x');
    });
    expect(server.doc.getText('notes').length).toBe(key);
    pass(10_000);
  }
});

test('cursors give way: with little left edits go on and cursors are rare', () => {
  const { client, pass } = worldWith(300);
  pass(100);
  for (let time = 0; time < 90; time += 1) client.budget.spend();
  const before = client.line.sent.length;
  let cursor = 0;
  pass(20_000, 50, () => {
    cursor += 1;
    client.type('x');
    client.awareness.setLocalState({ cursor });
  });
  const names = client.line.sent.slice(before).map(nameOf);
  const updates = names.filter((name) => name === 'update').length;
  const cursors = names.filter((name) => name === 'awareness').length;
  expect(updates).toBeGreaterThan(5);
  expect(cursors).toBeLessThanOrEqual(11);
});

test('a burst of an app that pastes 10,000 changes is a handful of operations', () => {
  const { client, server, pass } = worldWith(600);
  pass(1_000);
  const before = client.line.sent.length;
  for (let change = 0; change < 10_000; change += 1) client.type('x');
  pass(5_000);
  expect(client.line.sent.length - before).toBeLessThanOrEqual(6);
  expect(server.doc.getText('notes').length).toBe(10_000);
  expect(client.ledger.unsynced()).toBe(false);
});
