import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { type Client, createClient, createServer, pass, presencesOf } from './session-world.ts';

/** The most messages that any minute has. */
function most(client: Client): number {
  const times = client.sent.map(({ at }) => at);
  let first = 0;
  let found = 0;
  times.forEach((at, index) => {
    while ((times[first] ?? at) <= at - 60_000) first += 1;
    found = Math.max(found, index - first + 1);
  });
  return found;
}

function liveWorld(opsPerMinute: number) {
  const clock = createFakeClock();
  const server = createServer();
  const client = createClient(clock);
  client.budget.setLimit(opsPerMinute);
  client.connect(server);
  pass(clock, 1_000, client);
  return { clock, server, client };
}

/** Somebody who types and whose cursor moves with every key. */
function type(client: Client, key: number): void {
  const text = client.doc.getText('text');
  text.insert(text.length, 'x');
  client.awareness.setLocalState({ key });
}

test.each([60, 120, 300, 1_000])(
  'who types without a pause for three minutes, cursor and all, stays below %i messages a minute',
  (opsPerMinute) => {
    const { clock, server, client } = liveWorld(opsPerMinute);
    for (let key = 0; key < 3_600; key++) {
      type(client, key);
      pass(clock, 50, client);
    }
    expect(most(client)).toBeLessThanOrEqual(opsPerMinute);
    pass(clock, 120_000, client);
    expect(server.doc.getText('text').length).toBe(3_600);
    expect(client.ledger.unsynced()).toBe(false);
  },
);

const patterns = fc.array(
  fc.record({
    what: fc.constantFrom('type' as const, 'cursor' as const, 'both' as const),
    times: fc.integer({ min: 1, max: 100 }),
    every: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 600 })),
    pause: fc.nat(20_000),
  }),
  { minLength: 1, maxLength: 8 },
);

test.each([60, 200])(
  'whatever is done, no minute has more than %i messages',
  (opsPerMinute) => {
    fc.assert(
      fc.property(patterns, (list) => {
        const { clock, server, client } = liveWorld(opsPerMinute);
        for (const { what, times, every, pause } of list) {
          for (let turn = 0; turn < times; turn++) {
            if (what === 'cursor') client.awareness.setLocalState({ turn });
            else if (what === 'both') type(client, turn);
            else client.doc.getText('text').insert(0, 'x');
            pass(clock, every, client);
          }
          pass(clock, pause, client);
        }
        pass(clock, 65_000, client);
        expect(most(client)).toBeLessThanOrEqual(opsPerMinute);
        expect(server.doc.getText('text').length).toBe(client.doc.getText('text').length);
      }),
      { numRuns: 12 },
    );
  },
  60_000,
);

test.each([10, 20, 30])('even a plan of %i messages a minute is kept to', (opsPerMinute) => {
  const { clock, client } = liveWorld(opsPerMinute);
  for (let key = 0; key < 1_200; key++) {
    type(client, key);
    pass(clock, 150, client);
  }
  expect(most(client)).toBeLessThanOrEqual(opsPerMinute);
});

test('nothing is sent of edits while there is no operation left for them', () => {
  const { clock, client } = liveWorld(60);
  while (client.budget.wait() === 0) client.budget.spend();
  client.sent.length = 0;
  const startedAt = clock.now();
  for (let key = 0; key < 10; key++) type(client, key);
  const wait = client.budget.wait();
  pass(clock, wait - 10, client);
  expect(client.sent.map(({ at }) => at - startedAt)).toEqual([]);
});

test('cursors give way to edits when the budget runs low', () => {
  const { clock, server, client } = liveWorld(1_000);
  while (client.budget.left() > 0.25) client.budget.spend();
  client.sent.length = 0;
  for (let key = 0; key < 40; key++) {
    type(client, key);
    pass(clock, 50, client);
  }
  expect(presencesOf(client).length).toBeLessThanOrEqual(1);
  expect(server.doc.getText('text').length).toBeGreaterThan(0);
});
