import { expect, test } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { createClient, createServer, flow, pass, presencesOf } from './session-world.ts';

function world() {
  const clock = createFakeClock();
  const server = createServer();
  return { clock, server, client: createClient(clock) };
}

/** A world whose client has had its first sync. */
function liveWorld() {
  const made = world();
  made.client.connect(made.server);
  pass(made.clock, 3_000, made.client);
  return made;
}

test('who is here is said after the first sync, and others see it', () => {
  const { clock, server, client } = world();
  client.awareness.setLocalState({ name: 'Ada' });
  client.connect(server);
  expect(presencesOf(client)).toEqual([]);
  pass(clock, 1_000, client);
  expect([...server.awareness.getStates().values()]).toEqual([{ name: 'Ada' }]);
});

test('what others say of themselves is never sent back', () => {
  const { clock, server, client } = liveWorld();
  const other = createClient(clock);
  other.connect(server);
  pass(clock, 1_000, client, other);
  client.sent.length = 0;
  other.awareness.setLocalState({ name: 'Grace' });
  pass(clock, 1_000, client, other);
  expect(client.awareness.getStates().get(other.awareness.clientID)).toEqual({ name: 'Grace' });
  expect(client.sent).toEqual([]);
});

test('who leaves is gone at once for the others, and they are gone for who left', () => {
  const { clock, server, client } = liveWorld();
  const other = createClient(clock);
  other.connect(server);
  pass(clock, 1_000, client, other);
  expect(other.awareness.getStates().size).toBe(2);
  client.end(true);
  flow(client, other);
  expect([...other.awareness.getStates().keys()]).toEqual([other.awareness.clientID]);
  expect([...client.awareness.getStates().keys()]).toEqual([client.awareness.clientID]);
});

test('who comes back is seen again, and sees the others again', () => {
  const { clock, server, client } = liveWorld();
  const other = createClient(clock);
  other.connect(server);
  pass(clock, 1_000, client, other);
  for (const leaving of [true, false]) {
    client.end(leaving);
    flow(client, other);
    client.connect(server);
    pass(clock, 1_000, client, other);
    expect(other.awareness.getStates().has(client.awareness.clientID)).toBe(true);
    expect(client.awareness.getStates().has(other.awareness.clientID)).toBe(true);
  }
});

test('a cursor that moves all the time is said every 50 ms, and its last place is not lost', () => {
  const { clock, server, client } = liveWorld();
  client.sent.length = 0;
  for (let place = 0; place < 200; place++) {
    client.awareness.setLocalState({ place });
    pass(clock, 5, client);
  }
  pass(clock, 100, client);
  const times = presencesOf(client).map(({ at }) => at);
  expect(times.length).toBeGreaterThanOrEqual(19);
  times.forEach((at, index) => {
    if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(50);
  });
  expect(server.awareness.getStates().get(client.awareness.clientID)).toEqual({ place: 199 });
});

test('a question for the awareness is answered', () => {
  const { clock, client } = liveWorld();
  client.sent.length = 0;
  client.session().receive(Uint8Array.from([3]).buffer);
  pass(clock, 100, client);
  expect(presencesOf(client).length).toBe(1);
});

test('who says nothing of themselves sends no awareness', () => {
  const { clock, server, client } = world();
  client.awareness.setLocalState(null);
  client.connect(server);
  pass(clock, 5_000, client);
  client.session().check();
  client.end(true);
  expect(presencesOf(client)).toEqual([]);
});
