import fc from 'fast-check';
import { createEncoder, type Encoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { expect, onTestFinished, test } from 'vitest';
import { writePermissionDenied } from 'y-protocols/auth';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';

/** What y-websocket itself puts on the wire: the type, and what y-protocols writes. */
function message(type: number, write: (encoder: Encoder) => void = () => {}): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

function docOf(text: string): Doc {
  const doc = new Doc();
  doc.getText('text').insert(0, text);
  return doc;
}

const texts = fc.string({ unit: 'binary', maxLength: 300 });

test('a step 1 is written as y-protocols writes it, and read back', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const doc = docOf(text);
      const stateVector = encodeStateVector(doc);
      const bytes = yWebsocket.stepOne(stateVector);
      expect(bytes).toEqual(message(0, (encoder) => writeSyncStep1(encoder, doc)));
      expect(yWebsocket.decode(bytes)).toEqual({ type: 'step-1', stateVector });
    }),
  );
});

test('a step 2 is written as y-protocols writes it, and read back', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const doc = docOf(text);
      const update = encodeStateAsUpdate(doc);
      const bytes = yWebsocket.stepTwo(update);
      expect(bytes).toEqual(message(0, (encoder) => writeSyncStep2(encoder, doc)));
      expect(yWebsocket.decode(bytes)).toEqual({ type: 'step-2', update });
    }),
  );
});

test('an update is written as y-protocols writes it, and read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40_000 }), (update) => {
      const bytes = yWebsocket.update(update);
      expect(bytes).toEqual(message(0, (encoder) => writeUpdate(encoder, update)));
      expect(yWebsocket.decode(bytes)).toEqual({ type: 'update', update });
    }),
  );
});

test('an awareness update is written as y-websocket writes it, and read back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (state) => {
      const awareness = new Awareness(new Doc());
      awareness.setLocalState(state);
      const update = encodeAwarenessUpdate(awareness, [awareness.clientID]);
      awareness.destroy();
      const bytes = yWebsocket.awareness(update);
      expect(bytes).toEqual(message(1, (encoder) => writeVarUint8Array(encoder, update)));
      expect(yWebsocket.decode(bytes)).toEqual({ type: 'awareness', update });
    }),
  );
});

test('a question for the awareness is read', () => {
  expect(yWebsocket.decode(message(3))).toEqual({ type: 'query-awareness' });
});

test('a refusal is read with its reason', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (reason) => {
      const bytes = message(2, (encoder) => writePermissionDenied(encoder, reason));
      expect(yWebsocket.decode(bytes)).toEqual({ type: 'denied', reason });
    }),
  );
});

test('a message is read the same where it lies in the middle of a bigger buffer', () => {
  const bytes = yWebsocket.update(encodeStateAsUpdate(docOf('hello')));
  const buffer = new Uint8Array(bytes.length + 20).fill(255);
  buffer.set(bytes, 7);
  expect(yWebsocket.decode(buffer.subarray(7, 7 + bytes.length))).toEqual(yWebsocket.decode(bytes));
});

test('there are no stateless messages, and no update is acknowledged by itself', () => {
  expect(yWebsocket.stateless('hello')).toBeNull();
  expect(yWebsocket.acknowledgesUpdates).toBe(false);
});

test.each([
  ['nothing', []],
  ['a type that nobody knows', [4]],
  ['a sync message without a step', [0]],
  ['a sync message of an unknown step', [0, 3, 0]],
  ['a step without its payload', [0, 0]],
  ['an update shorter than it says', [0, 2, 5, 1, 2]],
  ['an awareness update without its payload', [1]],
  ['an auth message of an unknown type', [2, 1, 0]],
  ['a refusal shorter than it says', [2, 0, 9, 65]],
  ['a number that never ends', Array.from({ length: 1_000 }, () => 255)],
])('%s is no message', (_, bytes) => {
  expect(() => yWebsocket.decode(Uint8Array.from(bytes))).toThrow(Error);
});

test('every message that is cut short is refused', () => {
  const awareness = new Awareness(docOf('hello'));
  onTestFinished(() => awareness.destroy());
  const messages = [
    yWebsocket.stepOne(encodeStateVector(awareness.doc)),
    yWebsocket.update(encodeStateAsUpdate(awareness.doc)),
    yWebsocket.awareness(encodeAwarenessUpdate(awareness, [awareness.clientID])),
    message(2, (encoder) => writePermissionDenied(encoder, 'read-only')),
  ];
  for (const bytes of messages) {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => yWebsocket.decode(bytes.subarray(0, length))).toThrow(Error);
    }
  }
});

test.each([
  ['sync', [0, 0]],
  ['sync', [0, 1]],
  ['sync', [0, 2]],
  ['awareness', [1]],
  ['auth', [2, 0]],
])('a %s message %j that claims 100 MB is refused at once', (_, types) => {
  const encoder = createEncoder();
  for (const type of types) writeVarUint(encoder, type);
  writeVarUint(encoder, 100_000_000);
  const bytes = toUint8Array(encoder);
  const startedAt = performance.now();
  expect(() => yWebsocket.decode(bytes)).toThrow(Error);
  expect(performance.now() - startedAt).toBeLessThan(100);
});

test('whatever the bytes are, they are read or refused, and quickly', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 2_000 }),
    fc
      .tuple(fc.constantFrom(0, 1, 2, 3), fc.constantFrom(0, 1, 2), fc.uint8Array({ maxLength: 200 }))
      .map(([type, step, rest]) => Uint8Array.from([type, step, ...rest])),
  );
  fc.assert(
    fc.property(bytes, (message) => {
      const startedAt = performance.now();
      try {
        expect(yWebsocket.decode(message).type).toMatch(
          /^(step-[12]|update|awareness|query-awareness|denied)$/,
        );
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      expect(performance.now() - startedAt).toBeLessThan(500);
    }),
    { numRuns: 2_000 },
  );
});
