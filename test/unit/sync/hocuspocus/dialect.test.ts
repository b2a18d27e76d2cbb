import fc from 'fast-check';
import {
  createEncoder,
  type Encoder,
  toUint8Array,
  writeVarInt,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { hocuspocusDialect } from '../../../../src/sync/hocuspocus/dialect.ts';

const NAME = 'notes';
const dialect = hocuspocusDialect(NAME);

/** As Hocuspocus frames it: the document's name, the number of the type, the rest. */
function message(type: number, write: (encoder: Encoder) => void = () => {}, name = NAME): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, name);
  writeVarUint(encoder, type);
  write(encoder);
  return toUint8Array(encoder);
}

function docOf(text: string): Doc {
  const doc = new Doc();
  doc.getText('notes').insert(0, text);
  return doc;
}

describe('what is written is the name, the type, and what y-protocols writes', () => {
  const doc = docOf('hello');

  test('step 1', () => {
    expect(dialect.stepOne(encodeStateVector(doc))).toEqual(
      message(0, (encoder) => writeSyncStep1(encoder, doc)),
    );
  });

  test('step 2', () => {
    expect(dialect.stepTwo(encodeStateAsUpdate(doc))).toEqual(
      message(0, (encoder) => writeSyncStep2(encoder, doc)),
    );
  });

  test('an update', () => {
    const update = encodeStateAsUpdate(doc);
    expect(dialect.update(update)).toEqual(message(0, (encoder) => writeUpdate(encoder, update)));
  });

  test('awareness', () => {
    const update = Uint8Array.of(1, 2, 3);
    expect(dialect.awareness(update)).toEqual(message(1, (encoder) => writeVarUint8Array(encoder, update)));
  });

  test('a stateless message', () => {
    expect(dialect.stateless('{"hello":"wörld"}')).toEqual(
      message(5, (encoder) => writeVarString(encoder, '{"hello":"wörld"}')),
    );
  });
});

describe('what a server writes is read', () => {
  const doc = docOf('hello');
  const update = encodeStateAsUpdate(doc);

  test.each([
    ['sync', 0],
    ['an answer to a sync', 4],
  ])('the three messages of %s', (_name, type) => {
    expect([
      dialect.decode(message(type, (encoder) => writeSyncStep1(encoder, doc))),
      dialect.decode(message(type, (encoder) => writeSyncStep2(encoder, doc))),
      dialect.decode(message(type, (encoder) => writeUpdate(encoder, update))),
    ]).toEqual([
      { type: 'step-1', stateVector: encodeStateVector(doc) },
      { type: 'step-2', update },
      { type: 'update', update },
    ]);
  });

  test('awareness and a query of it', () => {
    const bytes = Uint8Array.of(9, 8);
    expect(dialect.decode(message(1, (encoder) => writeVarUint8Array(encoder, bytes)))).toEqual({
      type: 'awareness',
      update: bytes,
    });
    expect(dialect.decode(message(3))).toEqual({ type: 'query-awareness' });
  });

  test('a stateless message', () => {
    expect(dialect.decode(message(5, (encoder) => writeVarString(encoder, 'grüß')))).toEqual({
      type: 'stateless',
      payload: 'grüß',
    });
  });

  test('a sync status of 1: an update was applied', () => {
    expect(dialect.decode(message(8, (encoder) => writeVarInt(encoder, 1)))).toEqual({ type: 'sync-status' });
  });

  test('a sync status of 0: an update was not applied', () => {
    expect(dialect.decode(message(8, (encoder) => writeVarInt(encoder, 0)))).toEqual({
      type: 'denied',
      reason: 'The server did not apply a change: this connection may only read.',
    });
  });

  test('any payload comes back as it went, for any name', () => {
    const names = fc.stringMatching(/^[A-Za-z0-9_-]{1,255}$/);
    fc.assert(
      fc.property(names, fc.uint8Array({ maxLength: 500 }), (name, payload) => {
        const one = hocuspocusDialect(name);
        expect(one.decode(one.stepOne(payload))).toEqual({ type: 'step-1', stateVector: payload });
        expect(one.decode(one.stepTwo(payload))).toEqual({ type: 'step-2', update: payload });
        expect(one.decode(one.update(payload))).toEqual({ type: 'update', update: payload });
        expect(one.decode(one.awareness(payload))).toEqual({ type: 'awareness', update: payload });
      }),
    );
  });
});

test('its server tells of every update whether it was applied', () => {
  expect(dialect.acknowledgesUpdates).toBe(true);
});

describe('what is no message of the document throws', () => {
  test('one of another document, and the error names both', () => {
    expect(() => dialect.decode(message(3, () => {}, 'other'))).toThrow(/“other”.*“notes”/);
  });

  test('one of the other dialect, and the error says which that is', () => {
    const yWebsocketStepOne = Uint8Array.of(0, 0, 1, 0);
    expect(() => dialect.decode(yWebsocketStepOne)).toThrow(/y-websocket/);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['an unknown type', message(6)],
    ['a sync message of an unknown kind', message(0, (encoder) => writeUnknownSync(encoder))],
    ['a name that is cut', Uint8Array.of(9, 0x61)],
    ['a sync message that is cut', message(0, (encoder) => writeVarUint(encoder, 1))],
    ['a sync status that is cut', message(8)],
  ])('%s', (_name, bytes) => {
    expect(() => dialect.decode(bytes)).toThrow();
  });

  function writeUnknownSync(encoder: Encoder): void {
    writeVarUint(encoder, 3);
    writeVarUint8Array(encoder, new Uint8Array());
  }

  test('any other bytes are a message or throw an error', () => {
    const likely = fc
      .tuple(fc.nat(10), fc.uint8Array({ maxLength: 50 }))
      .map(([type, rest]) => Uint8Array.of(...message(type), ...rest));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), likely), (bytes) => {
        try {
          expect(dialect.decode(bytes).type).toMatch(/^[a-z0-9-]+$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
