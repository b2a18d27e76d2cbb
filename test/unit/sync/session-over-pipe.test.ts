import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { createFakeClock } from '../support/fake-clock.ts';
import { type Client, createClient, createServer, flow, pass, stepsOf } from './session-world.ts';

function textOf(doc: Doc): string {
  return doc.getText('text').toString();
}

function write(doc: Doc, text: string): void {
  doc.getText('text').insert(doc.getText('text').length, text);
}

function world() {
  const clock = createFakeClock();
  const server = createServer();
  const client = createClient(clock);
  return { clock, server, client };
}

/** A world whose client has had its first sync. */
function liveWorld() {
  const made = world();
  made.client.connect(made.server);
  pass(made.clock, 3_000, made.client);
  return made;
}

test('the first sync brings each side what it lacks, and is told once', () => {
  const { clock, server, client } = world();
  write(server.doc, 'theirs');
  client.doc.getArray('list').push(['ours']);
  client.connect(server);
  expect(client.synced()).toBe(0);
  pass(clock, 5_000, client);
  expect(client.synced()).toBe(1);
  expect(textOf(client.doc)).toBe('theirs');
  expect(server.doc.getArray('list').toJSON()).toEqual(['ours']);
  expect(client.failed).toEqual([]);
});

test('the first sync is not told before the server has answered', () => {
  const { clock, server, client } = world();
  client.hold('down', true);
  client.connect(server);
  pass(clock, 1_000, client);
  expect(client.synced()).toBe(0);
  client.hold('down', false);
  pass(clock, 5, client);
  expect(client.synced()).toBe(1);
});

test('edits of two clients reach each other', () => {
  const { clock, server, client } = liveWorld();
  const other = createClient(clock);
  other.connect(server);
  pass(clock, 1_000, client, other);
  write(client.doc, 'a');
  pass(clock, 100, client, other);
  write(other.doc, 'b');
  pass(clock, 100, client, other);
  expect([client, other, server].map(({ doc }) => textOf(doc))).toEqual(['ab', 'ab', 'ab']);
});

test('what the server sends is never sent back', () => {
  const { clock, server, client } = liveWorld();
  client.sent.length = 0;
  write(server.doc, 'theirs');
  pass(clock, 5_000, client);
  expect(textOf(client.doc)).toBe('theirs');
  expect(client.sent).toEqual([]);
  expect(client.told).toEqual([]);
});

test('an edit is unsynced until the server has read it and said so', () => {
  const { clock, server, client } = liveWorld();
  client.hold('up', true);
  write(client.doc, 'a');
  pass(clock, 10_000, client);
  expect(client.ledger.unsynced()).toBe(true);
  expect(textOf(server.doc)).toBe('');

  client.hold('up', false);
  client.hold('down', true);
  pass(clock, 2_000, client);
  expect(textOf(server.doc)).toBe('a');
  expect(client.ledger.unsynced()).toBe(true);

  client.hold('down', false);
  pass(clock, 5, client);
  expect(client.ledger.unsynced()).toBe(false);
  expect(client.told).toEqual([true, false]);
});

test('an answer to a question from before an edit does not acknowledge it', () => {
  const { clock, server, client } = liveWorld();
  client.hold('down', true);
  write(client.doc, 'a');
  pass(clock, 200, client);
  client.hold('up', true);
  write(client.doc, 'b');
  client.hold('down', false);
  pass(clock, 5_000, client);
  expect(textOf(server.doc)).toBe('a');
  expect(client.ledger.unsynced()).toBe(true);
  client.hold('up', false);
  pass(clock, 5_000, client);
  expect(textOf(server.doc)).toBe('ab');
  expect(client.ledger.unsynced()).toBe(false);
});

test('edits made offline are unsynced until a session has brought them to the server', () => {
  const { clock, server, client } = world();
  write(client.doc, 'offline');
  expect(client.ledger.unsynced()).toBe(true);
  client.hold('up', true);
  client.connect(server);
  pass(clock, 5_000, client);
  expect(client.ledger.unsynced()).toBe(true);
  client.hold('up', false);
  pass(clock, 5_000, client);
  expect(textOf(server.doc)).toBe('offline');
  expect(client.ledger.unsynced()).toBe(false);
});

test('an edit lost with its socket stays unsynced, and the next session brings it', () => {
  const { clock, server, client } = liveWorld();
  client.hold('up', true);
  write(client.doc, 'lost');
  pass(clock, 1_000, client);
  client.end(false);
  expect(client.ledger.unsynced()).toBe(true);
  client.hold('up', false);
  client.connect(server);
  pass(clock, 5_000, client);
  expect(textOf(server.doc)).toBe('lost');
  expect(client.ledger.unsynced()).toBe(false);
});

test('a deletion is acknowledged like any edit', () => {
  const { clock, server, client } = liveWorld();
  write(client.doc, 'hello');
  pass(clock, 5_000, client);
  client.hold('up', true);
  client.doc.getText('text').delete(0, 5);
  pass(clock, 5_000, client);
  expect(client.ledger.unsynced()).toBe(true);
  client.hold('up', false);
  pass(clock, 5_000, client);
  expect(textOf(server.doc)).toBe('');
  expect(client.ledger.unsynced()).toBe(false);
});

type Step =
  | { readonly type: 'write'; readonly text: string }
  | { readonly type: 'delete' }
  | { readonly type: 'theirs'; readonly text: string }
  | { readonly type: 'hold'; readonly way: 'up' | 'down'; readonly held: boolean }
  | { readonly type: 'pass'; readonly ms: number }
  | { readonly type: 'reconnect'; readonly leaving: boolean };

const letters = fc.string({ minLength: 1, maxLength: 3 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: letters.map((text): Step => ({ type: 'write', text })) },
    { weight: 1, arbitrary: fc.constant<Step>({ type: 'delete' }) },
    { weight: 2, arbitrary: letters.map((text): Step => ({ type: 'theirs', text })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('up' as const, 'down' as const), fc.boolean())
        .map(([way, held]): Step => ({ type: 'hold', way, held })),
    },
    { weight: 4, arbitrary: fc.nat(1_500).map((ms): Step => ({ type: 'pass', ms })) },
    { weight: 1, arbitrary: fc.boolean().map((leaving): Step => ({ type: 'reconnect', leaving })) },
  ),
  { maxLength: 40 },
);

test('whatever happens, "synced" is told only of what the server has, and in the end it is', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const clock = createFakeClock();
      const server = createServer();
      let lies = 0;
      const client: Client = createClient(clock, (unsynced) => {
        if (!unsynced && lacks(server.doc, client.doc)) lies += 1;
      });
      client.connect(server);
      for (const step of list) {
        if (step.type === 'write') write(client.doc, step.text);
        else if (step.type === 'delete') {
          if (client.doc.getText('text').length > 0) client.doc.getText('text').delete(0, 1);
        } else if (step.type === 'theirs') write(server.doc, step.text);
        else if (step.type === 'hold') client.hold(step.way, step.held);
        else if (step.type === 'pass') pass(clock, step.ms, client);
        else {
          client.end(step.leaving);
          client.connect(server);
        }
      }
      client.hold('up', false);
      client.hold('down', false);
      pass(clock, 10_000, client);
      expect(lies).toBe(0);
      expect(client.ledger.unsynced()).toBe(false);
      expect(textOf(server.doc)).toBe(textOf(client.doc));
      expect(client.failed.filter(({ kind }) => kind === 'protocol-error')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** Whether there is anything in one document that the other does not have. */
function lacks(doc: Doc, other: Doc): boolean {
  const copy = new Doc();
  applyUpdate(copy, encodeStateAsUpdate(doc));
  let changed = false;
  copy.on('update', () => {
    changed = true;
  });
  applyUpdate(copy, encodeStateAsUpdate(other));
  return changed;
}

test('while somebody types, an acknowledgement is asked for at most once a second', () => {
  const { clock, client } = liveWorld();
  client.sent.length = 0;
  for (let key = 0; key < 200; key++) {
    write(client.doc, 'x');
    pass(clock, 50, client);
  }
  const questions = stepsOf(client, 0).map(({ at }) => at);
  expect(questions.length).toBeGreaterThanOrEqual(9);
  questions.forEach((at, index) => {
    if (index > 0) expect(at - (questions[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });
});

test('a server that restarted empty gets everything again, and meanwhile it is unsynced', () => {
  const { clock, client } = liveWorld();
  write(client.doc, 'hello');
  pass(clock, 5_000, client);
  expect(client.told).toEqual([true, false]);
  client.end(false);

  const restarted = createServer();
  client.connect(restarted);
  client.hold('up', true);
  pass(clock, 3_000, client);
  expect(client.ledger.unsynced()).toBe(true);
  expect(textOf(restarted.doc)).toBe('');
  client.hold('up', false);
  pass(clock, 3_000, client);
  expect(textOf(restarted.doc)).toBe('hello');
  expect(client.told).toEqual([true, false, true, false]);
});

test('a server that has everything already leaves it synced', () => {
  const { clock, server, client } = liveWorld();
  write(client.doc, 'hello');
  pass(clock, 5_000, client);
  client.end(false);
  client.connect(server);
  pass(clock, 5_000, client);
  expect(client.told).toEqual([true, false]);
});

test('what waits leaves with the last word', () => {
  const { server, client } = liveWorld();
  write(client.doc, 'a');
  write(client.doc, 'b');
  client.hold('down', true);
  client.session().leave();
  flow(client);
  expect(textOf(server.doc)).toBe('ab');
  expect(server.awareness.getStates().size).toBe(0);
});

test('a page that said goodbye and stayed after all is seen again when it hears of it', () => {
  const { clock, server, client } = liveWorld();
  client.session().leave();
  pass(clock, 1_000, client);
  expect(server.awareness.getStates().has(client.awareness.clientID)).toBe(true);
});

test('after its end a session sends nothing, and leaves no timer', () => {
  const { clock, client } = liveWorld();
  write(client.doc, 'a');
  write(client.doc, 'b');
  client.awareness.setLocalState({ name: 'Ada' });
  client.awareness.setLocalState({ name: 'Grace' });
  client.end(false);
  client.sent.length = 0;
  expect(clock.pending()).toBe(0);
  write(client.doc, 'c');
  client.awareness.setLocalState({ name: 'Ada' });
  clock.advance(600_000);
  expect(client.sent).toEqual([]);
  expect(client.failed).toEqual([]);
});

test('a server that answers nothing after a wake-up is given up after 5 s', () => {
  const { clock, client } = liveWorld();
  client.hold('down', true);
  client.session().check();
  pass(clock, 4_995, client);
  expect(client.failed).toEqual([]);
  pass(clock, 5, client);
  expect(client.failed.map(({ kind }) => kind)).toEqual(['connection-lost']);
});

test('an idle session asks, and goes on where it is answered', () => {
  const { clock, client } = liveWorld();
  client.sent.length = 0;
  pass(clock, 180_000, client);
  expect(stepsOf(client, 0).length).toBeGreaterThanOrEqual(4);
  expect(client.failed).toEqual([]);
});

test('a refusal is told with its reason', () => {
  const { client } = liveWorld();
  client.session().receive(Uint8Array.from([2, 0, 2, 110, 111]).buffer);
  expect(client.failed).toMatchObject([{ kind: 'forbidden', reason: 'no' }]);
});
