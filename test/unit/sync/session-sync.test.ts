import { afterEach, describe, expect, test } from 'vitest';
import { encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { createFakeClock } from '../support/fake-clock.ts';
import { createSyncClient, type SyncClient, type SyncClientOptions } from '../support/sync-client.ts';
import { createSyncServer, nameOf } from '../support/sync-server.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp();
});

function setUp(asksLast = false) {
  const clock = createFakeClock();
  const server = createSyncServer(asksLast);
  cleanUps.push(server.stop);
  return {
    clock,
    server,
    join(options?: SyncClientOptions): SyncClient {
      const client = createSyncClient(server, clock, options);
      cleanUps.push(() => {
        client.awareness.destroy();
        client.end();
      });
      return client;
    },
    /** Time goes on, and everything that is said on the way arrives. */
    pass(ms: number) {
      for (let left = ms; left > 0; left -= 10) {
        server.settle();
        clock.advance(Math.min(left, 10));
      }
      server.settle();
    },
  };
}

function names(client: SyncClient): string[] {
  return client.line.sent.map(nameOf);
}

describe('the first sync', () => {
  test('begins with our state vector', () => {
    const { join } = setUp();
    const client = join();
    expect(names(client).slice(0, 1)).toEqual(['step 1']);
  });

  test('brings what the server has, and what we have to the server', () => {
    const { server, join, pass } = setUp();
    server.doc.getText('notes').insert(0, 'theirs ');
    const client = join({ content: 'ours ' });
    pass(100);
    expect(client.syncs()).toBe(1);
    expect(client.text()).toContain('theirs ');
    expect(client.text()).toContain('ours ');
    expect(server.doc.getText('notes').toString()).toBe(client.text());
    expect(client.problems).toEqual([]);
  });

  test('is complete when the answer to our step 1 is here, not when the server asks', () => {
    const { join } = setUp();
    const client = join();
    client.line.deliver();
    expect(client.syncs()).toBe(0);
    client.line.read();
    client.line.deliver();
    expect(client.syncs()).toBe(1);
  });

  test('is told once, however often the server answers later', () => {
    const { join, pass } = setUp();
    const client = join();
    for (let edit = 0; edit < 5; edit += 1) {
      client.type('x');
      pass(2_000);
    }
    expect(client.syncs()).toBe(1);
    expect(names(client).filter((name) => name === 'step 1').length).toBeGreaterThan(1);
  });

  test('applies what comes with the origin of the session, so that it is not sent back', () => {
    const { server, join, pass } = setUp();
    server.doc.getText('notes').insert(0, 'theirs');
    const client = join();
    pass(2_000);
    server.doc.getText('notes').insert(0, 'more ');
    pass(2_000);
    expect(client.text()).toBe('more theirs');
    expect(names(client)).not.toContain('update');
    expect(client.ledger.edits()).toBe(0);
  });
});

describe('updates', () => {
  test('go from one document to the other, both ways', () => {
    const { join, pass, server } = setUp();
    const [ada, ben] = [join(), join()];
    pass(100);
    ada.type('hello ');
    pass(100);
    ben.type('world');
    pass(100);
    expect([ada.text(), ben.text()]).toEqual(['hello world', 'hello world']);
    expect(encodeStateVector(ada.doc)).toEqual(encodeStateVector(server.doc));
  });

  test('made at the same time by both end in the same document', () => {
    const { join, pass } = setUp();
    const [ada, ben] = [join(), join()];
    pass(100);
    for (let key = 0; key < 50; key += 1) {
      ada.type('a');
      ben.type('b');
    }
    pass(2_000);
    expect(ada.text()).toHaveLength(100);
    expect(ada.text()).toBe(ben.text());
  });

  test('typed before the first sync arrive, and only once', () => {
    const { join, pass, server } = setUp();
    const client = join();
    client.type('early');
    pass(2_000);
    expect(server.doc.getText('notes').toString()).toBe('early');
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('of a burst leave in few messages', () => {
    const { join, pass, server } = setUp();
    const client = join();
    pass(100);
    const before = client.line.sent.length;
    for (let key = 0; key < 1_000; key += 1) client.type('x');
    pass(500);
    const updates = names(client)
      .slice(before)
      .filter((name) => name === 'update');
    expect(updates).toHaveLength(2);
    expect(server.doc.getText('notes').length).toBe(1_000);
  });

  test('typed while there is no session arrive with the next one', () => {
    const { join, pass, server } = setUp();
    const client = join();
    pass(100);
    client.session.end(false);
    client.line.hangUp();
    client.type('offline');
    pass(1_000);
    expect(server.doc.getText('notes').toString()).toBe('');
    client.reconnect();
    pass(1_000);
    expect(server.doc.getText('notes').toString()).toBe('offline');
  });

  test('are sent again to a server that lost all it knew', () => {
    const old = setUp();
    const client = old.join({ content: 'kept here' });
    old.pass(2_000);
    expect(client.ledger.unsynced()).toBe(false);
    const state = encodeStateAsUpdate(client.doc);
    old.server.doc.destroy();

    const restarted = createSyncServer();
    cleanUps.push(restarted.stop);
    const said: Uint8Array[] = [];
    // The restarted server asks over the same session, as after a takeover.
    const line = restarted.accept((message) => client.session.receive(message));
    const before = client.line.sent.length;
    line.deliver();
    for (const message of client.line.sent.slice(before)) {
      said.push(message);
      line.send(message);
    }
    line.read();
    expect(client.ledger.unsynced()).toBe(true);
    expect(said.map(nameOf)).toContain('step 2');
    expect(restarted.doc.getText('notes').toString()).toBe('kept here');
    expect(encodeStateAsUpdate(client.doc)).toEqual(state);
  });
});

describe('an acknowledgement', () => {
  test('turns unsynced off only when the server has read the edit', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.type('x');
    expect(client.ledger.unsynced()).toBe(true);
    // Everything leaves, but the server reads nothing of it.
    clock.advance(10_000);
    client.line.deliver();
    expect(names(client).slice(-2)).toEqual(['update', 'step 1']);
    expect(client.ledger.unsynced()).toBe(true);
    // It reads the update: still no proof here.
    client.line.read(1);
    client.line.deliver();
    expect(client.ledger.unsynced()).toBe(true);
    // It reads the question behind the update; its answer is on its way.
    client.line.read(1);
    expect(client.ledger.unsynced()).toBe(true);
    client.line.deliver();
    expect(client.ledger.unsynced()).toBe(false);
    expect(client.unsyncedTurns).toEqual([true, false]);
  });

  test('is none of an edit that was made after the question', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.type('first');
    clock.advance(20);
    expect(names(client).slice(-2)).toEqual(['update', 'step 1']);
    client.type('second');
    client.line.read();
    client.line.deliver();
    expect(client.ledger.unsynced()).toBe(true);
    pass(3_000);
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('of the first sync is none of what was typed meanwhile', () => {
    const { join } = setUp();
    const client = join();
    client.type('meanwhile');
    // The question that the session began with was sent before the edit.
    client.line.read(1);
    client.line.deliver();
    expect(client.syncs()).toBe(1);
    expect(client.ledger.unsynced()).toBe(true);
  });

  test('is none of an edit that waits in the outbox while a device that woke up asks', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.type('at once');
    client.type('in the outbox');
    client.session.check();
    client.line.read();
    client.line.deliver();
    expect(client.ledger.unsynced()).toBe(true);
    clock.advance(20);
    expect(client.ledger.unsynced()).toBe(true);
    pass(2_000);
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('is none of what was there before the session until the server has asked for that', () => {
    const { clock, join, pass, server } = setUp(true);
    const client = join({ content: 'before' });
    // It is of no use to the server without what it lacks.
    client.type('meanwhile');
    clock.advance(20);
    client.line.read();
    // The answer comes first, and then the question.
    const [answer] = client.line.said;
    expect(nameOf(answer ?? Uint8Array.of())).toBe('step 2');
    client.line.deliver();
    client.line.read(1);
    client.line.deliver();
    expect(client.ledger.unsynced()).toBe(true);
    pass(2_000);
    expect(server.doc.getText('notes').toString()).toBe('beforemeanwhile');
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('is asked for again by the next session where the answer was lost with its socket', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.type('x');
    clock.advance(20);
    client.line.read();
    client.reconnect();
    expect(client.ledger.unsynced()).toBe(true);
    pass(2_000);
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('is asked for no more than once a second of somebody who types on', () => {
    const { join, pass } = setUp();
    const client = join();
    pass(2_000);
    const before = client.line.sent.length;
    for (let at = 0; at < 10_000; at += 50) {
      client.type('x');
      pass(50);
    }
    const questions = names(client)
      .slice(before)
      .filter((name) => name === 'step 1');
    expect(questions.length).toBeGreaterThan(5);
    expect(questions.length).toBeLessThanOrEqual(11);
    pass(2_000);
    expect(client.ledger.unsynced()).toBe(false);
  });

  test('is not asked for where nothing was edited', () => {
    const { join, pass } = setUp();
    const client = join();
    pass(25_000);
    expect(names(client).filter((name) => name === 'step 1')).toHaveLength(1);
  });
});

describe('a server that says nothing', () => {
  test('is lost after 60 s of the first sync', () => {
    const { clock, join } = setUp();
    const client = join();
    clock.advance(59_999);
    expect(client.problems).toEqual([]);
    clock.advance(1);
    expect(client.problems).toMatchObject([{ kind: 'connection-lost', source: 'network' }]);
  });

  test('is lost 15 s after the question that followed an edit', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.type('x');
    clock.advance(15_019);
    expect(client.problems).toEqual([]);
    clock.advance(1);
    expect(client.problems).toMatchObject([{ kind: 'connection-lost' }]);
    expect(client.ledger.unsynced()).toBe(true);
  });

  test('is lost 5 s after a check', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(2_000);
    client.session.check();
    clock.advance(5_000);
    expect(client.problems).toMatchObject([{ kind: 'connection-lost' }]);
  });

  test('is not lost where it answers, for an hour of silence', () => {
    const { join, pass } = setUp();
    const client = join();
    pass(3_600_000);
    expect(client.problems).toEqual([]);
  });
});

describe('the end of a session', () => {
  test('leaves no timer', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(100);
    client.type('a');
    client.type('b');
    client.awareness.setLocalState({ cursor: 1 });
    client.end(false);
    expect(clock.pending()).toBe(0);
  });

  test('sends, where the socket is still open, what waits in the outbox', () => {
    const { join, pass, server } = setUp();
    const client = join();
    pass(100);
    client.type('a');
    client.type('b');
    client.end(true);
    client.line.read();
    expect(server.doc.getText('notes').toString()).toBe('ab');
  });

  test('sends nothing where the socket is gone', () => {
    const { clock, join, pass } = setUp();
    const client = join();
    pass(100);
    client.type('a');
    client.type('b');
    const before = client.line.sent.length;
    client.end(false);
    clock.advance(60_000);
    expect(client.line.sent).toHaveLength(before);
    expect(client.ledger.unsynced()).toBe(true);
  });

  test('leaves no listener on the document or on the awareness', () => {
    const { join, pass } = setUp();
    const client = join();
    pass(100);
    client.end(false);
    const before = client.line.sent.length;
    client.awareness.setLocalState({ cursor: 2 });
    client.type('x');
    expect(client.line.sent).toHaveLength(before);
  });

  test('keeps every edit in the document, whatever was acknowledged', () => {
    const { join, pass } = setUp();
    const client = join();
    pass(100);
    client.type('mine');
    client.end(false);
    expect(client.text()).toBe('mine');
  });
});

test('a page that may go says what is left to say, and goes on if it stays', () => {
  const { join, pass, server } = setUp();
  const client = join();
  client.awareness.setLocalState({ user: 'Ada' });
  pass(2_000);
  client.type('a');
  client.type('b');
  client.session.leave();
  client.line.read();
  expect(server.doc.getText('notes').toString()).toBe('ab');
  expect(server.awareness.getStates().size).toBe(0);
  client.session.check();
  pass(100);
  expect(server.awareness.getStates().get(client.awareness.clientID)).toEqual({ user: 'Ada' });
});

test('this dialect has no stateless messages, and says so', () => {
  const { join } = setUp();
  const client = join();
  expect(() => client.session.sendStateless('hello')).toThrow(/hocuspocus/);
});
