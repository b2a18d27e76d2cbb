import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { AWARENESS, type Client, createClient, createServer, framed, pass } from './session-world.ts';

function write(doc: Doc, text: string): void {
  doc.getText('text').insert(doc.getText('text').length, text);
}

afterEach(() => {
  vi.restoreAllMocks();
});

/** Something in the document, for garbage to break. */
function fullWorld() {
  const clock = createFakeClock();
  const server = createServer();
  const made = { clock, server, client: createClient(clock) };
  made.client.connect(server);
  pass(clock, 100, made.client);
  write(made.client.doc, 'hello world');
  made.client.doc.getText('text').delete(2, 3);
  made.client.doc.getMap('map').set('key', [1, 2, 3]);
  pass(made.clock, 5_000, made.client);
  return made;
}

/** Without a diff of 100 kB where it fails. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function expectUnharmed({ client }: { client: Client }, receive: () => void): void {
  const before = encodeStateAsUpdate(client.doc);
  receive();
  expect(client.failed.map(({ kind }) => kind)).toEqual(['protocol-error']);
  expect(isSame(encodeStateAsUpdate(client.doc), before)).toBe(true);
  expect(client.doc.store.pendingStructs).toBeNull();
  expect(client.doc.store.pendingDs).toBeNull();
}

test('a text frame is a protocol error', () => {
  const made = fullWorld();
  expectUnharmed(made, () => made.client.session().receive('{"type":"hello"}'));
});

/** An update of somebody else, with insertions and deletions. */
function foreignUpdate(size: number): Uint8Array {
  const doc = new Doc();
  write(doc, 'x'.repeat(size));
  doc.getText('text').delete(0, 2);
  doc.getText('text').delete(size / 2, 1);
  return encodeStateAsUpdate(doc);
}

const SMALL = foreignUpdate(20);
const BIG = foreignUpdate(100_000);

/** Of the two deletions that it ends with the first begins at 0: from there on there are three bytes. */
const BEHIND_ZERO = SMALL.length - 3;

test('a small update that is cut short is a protocol error, and nothing of it gets in', () => {
  for (let length = 0; length < SMALL.length; length++) {
    if (length === BEHIND_ZERO) continue;
    const made = fullWorld();
    expectUnharmed(made, () =>
      made.client.session().receive(yWebsocket.update(SMALL.slice(0, length)).buffer),
    );
  }
});

test('a small update that is cut behind a 0 among its deletions is a protocol error, and the whole of it mends what got in', () => {
  const { client } = fullWorld();
  const whole = new Doc();
  applyUpdate(whole, encodeStateAsUpdate(client.doc));
  applyUpdate(whole, SMALL);
  const cut = SMALL.slice(0, BEHIND_ZERO);
  expect(cut.at(-1)).toBe(0);
  client.session().receive(yWebsocket.update(cut).buffer);
  expect(client.failed.map(({ kind }) => kind)).toEqual(['protocol-error']);
  applyUpdate(client.doc, SMALL);
  expect(isSame(encodeStateAsUpdate(client.doc), encodeStateAsUpdate(whole))).toBe(true);
});

test.each([100, 50_000])(
  'a big update that lacks its last %i bytes is a protocol error, and nothing of it gets in',
  (missing) => {
    const made = fullWorld();
    const cut = BIG.slice(0, BIG.length - missing);
    expectUnharmed(made, () => made.client.session().receive(yWebsocket.stepTwo(cut).buffer));
  },
);

test.each([1, 2, 3])(
  'a big update that lacks its last %i bytes is a protocol error, and the whole of it mends what got in',
  (missing) => {
    const { client } = fullWorld();
    const whole = new Doc();
    applyUpdate(whole, encodeStateAsUpdate(client.doc));
    applyUpdate(whole, BIG);
    client.session().receive(yWebsocket.stepTwo(BIG.slice(0, BIG.length - missing)).buffer);
    expect(client.failed.map(({ kind }) => kind)).toEqual(['protocol-error']);
    expect(client.doc.getMap('map').toJSON()).toEqual({ key: [1, 2, 3] });
    applyUpdate(client.doc, BIG);
    expect(isSame(encodeStateAsUpdate(client.doc), encodeStateAsUpdate(whole))).toBe(true);
  },
);

test('an awareness state that is no JSON is a protocol error', () => {
  const made = fullWorld();
  const update = Uint8Array.of(1, 9, 1, 1, '{'.charCodeAt(0));
  expectUnharmed(made, () => made.client.session().receive(framed(AWARENESS, update).slice().buffer));
  expect(made.client.awareness.getStates().has(9)).toBe(false);
});

test.each(['7', '"Ben"', 'true'])(
  'the presence %s, which anybody may have a server relay, ends nobody’s session, and who else is in the message is seen',
  (state) => {
    const { client } = fullWorld();
    const others = new Awareness(new Doc());
    others.setLocalState({ name: 'Ada' });
    const good = encodeAwarenessUpdate(others, [others.clientID]);
    others.destroy();
    const update = Uint8Array.from([
      2,
      9,
      1,
      state.length,
      ...new TextEncoder().encode(state),
      ...good.slice(1),
    ]);
    client.session().receive(framed(AWARENESS, update).slice().buffer);
    expect(client.failed).toEqual([]);
    expect([...client.awareness.getStates().values()]).toContainEqual({ name: 'Ada' });
    expect(client.awareness.getStates().has(9)).toBe(false);
  },
);

test('an awareness update with one broken state gets in neither by half', () => {
  const made = fullWorld();
  const others = new Awareness(new Doc());
  others.setLocalState({ name: 'Ada' });
  const good = encodeAwarenessUpdate(others, [others.clientID]);
  others.destroy();
  const update = Uint8Array.from([2, ...good.slice(1), 9, 1, 1, '{'.charCodeAt(0)]);
  expectUnharmed(made, () => made.client.session().receive(framed(AWARENESS, update).slice().buffer));
  expect(made.client.awareness.getStates().size).toBe(1);
});

test('whatever bytes come, they are taken or are a protocol error that leaves the document as it was', () => {
  const dressed = fc
    .tuple(fc.constantFrom([0, 0], [0, 1], [0, 2], [1]), fc.uint8Array({ maxLength: 60 }))
    .map(([types, payload]) => Uint8Array.from([...types, payload.length, ...payload]));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), dressed), (bytes) => {
      const { client } = fullWorld();
      const before = encodeStateAsUpdate(client.doc);
      const startedAt = performance.now();
      client.session().receive(bytes.slice().buffer);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
      for (const { kind } of client.failed) expect(['protocol-error', 'forbidden']).toContain(kind);
      if (client.failed.length > 0) expect(encodeStateAsUpdate(client.doc)).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('an update with one wrong byte is the fault of the server, never an uncaught error of the app', () => {
  const uncaught: string[] = [];
  vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((run) => {
    try {
      run();
    } catch (error) {
      uncaught.push(String(error));
    }
  });
  for (let at = 0; at < SMALL.length; at++) {
    for (const byte of [0, 1, 2, 3, 127, 128, 132, 255]) {
      const { client } = fullWorld();
      const broken = SMALL.slice();
      broken[at] = byte;
      // Nobody observes this document, so no error can be one of the app's.
      client.session().receive(yWebsocket.update(broken).buffer);
    }
  }
  expect(uncaught).toEqual([]);
});
