import { describe, expect, onTestFinished, test } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { applyUpdate, Doc, decodeUpdate, encodeStateAsUpdate } from 'yjs';
import { applyRemoteAwareness, applyRemoteUpdate } from '../../../src/sync/apply.ts';
import { uncaughtErrors } from '../../support/uncaught.ts';

function docOf(text: string): Doc {
  const doc = new Doc();
  doc.getText('notes').insert(0, text);
  return doc;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('an update of the server', () => {
  test('is applied with the origin that it is given', () => {
    const doc = new Doc();
    const origins: unknown[] = [];
    doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
    applyRemoteUpdate(doc, encodeStateAsUpdate(docOf('hello')), 'server');
    expect(doc.getText('notes').toString()).toBe('hello');
    expect(origins).toEqual(['server']);
  });

  test('that is cut anywhere throws, and nothing of it gets in', () => {
    const source = docOf('hello');
    source.getText('notes').delete(1, 2);
    const whole = encodeStateAsUpdate(source);
    for (let length = 0; length < whole.length; length += 1) {
      const doc = docOf('mine');
      const before = encodeStateAsUpdate(doc);
      expect(() => applyRemoteUpdate(doc, whole.subarray(0, length), 'server')).toThrow();
      expect(encodeStateAsUpdate(doc)).toEqual(before);
    }
  });

  test('of more than 64 kB that is cut throws', () => {
    const whole = encodeStateAsUpdate(docOf('x'.repeat(200_000)));
    const doc = docOf('mine');
    const before = encodeStateAsUpdate(doc);
    expect(() => applyRemoteUpdate(doc, whole.subarray(0, 150_000), 'server')).toThrow();
    expect(encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('that can be read but not integrated throws: no app is to blame for it', async () => {
    const caught = uncaughtErrors();
    const doc = new Doc();
    // Client 1 wrote "hello" into "notes".
    applyUpdate(
      doc,
      Uint8Array.of(1, 1, 1, 0, 4, 1, 5, 110, 111, 116, 101, 115, 5, 104, 101, 108, 108, 111, 0),
    );
    // Client 2 writes "X" behind a character of its own that it never wrote: one wrong byte does that.
    const broken = Uint8Array.of(1, 1, 2, 0, 196, 2, 2, 1, 3, 1, 88, 0);
    expect(() => decodeUpdate(broken)).not.toThrow();
    const before = encodeStateAsUpdate(doc);
    expect(() => applyRemoteUpdate(doc, broken, 'server')).toThrow();
    await nextTurn();
    expect(caught).toEqual([]);
    expect(encodeStateAsUpdate(doc)).toEqual(before);
  });

  test('is applied whole where an observer of the app throws, whose error is seen as uncaught', async () => {
    const caught = uncaughtErrors();
    const doc = new Doc();
    const mistake = new Error('a mistake of the app');
    doc.getText('notes').observe(() => {
      throw mistake;
    });
    expect(() => applyRemoteUpdate(doc, encodeStateAsUpdate(docOf('hello')), 'server')).not.toThrow();
    expect(doc.getText('notes').toString()).toBe('hello');
    await nextTurn();
    expect(caught).toEqual([mistake]);
  });
});

describe('awareness of the server', () => {
  function awarenessOf(state: Record<string, unknown> | null): Awareness {
    const awareness = new Awareness(new Doc());
    onTestFinished(() => awareness.destroy());
    awareness.setLocalState(state);
    return awareness;
  }

  function saying(state: unknown): { readonly update: Uint8Array; readonly client: number } {
    const other = awarenessOf({});
    const client = other.clientID;
    const states = new Map([[client, state]]) as Map<number, Record<string, unknown>>;
    return { update: encodeAwarenessUpdate(other, [client], states), client };
  }

  test('is applied', () => {
    const awareness = awarenessOf({ user: 'Ada' });
    const { update, client } = saying({ user: 'Ben' });
    applyRemoteAwareness(awareness, update, 'server');
    expect(awareness.getStates().get(client)).toEqual({ user: 'Ben' });
  });

  test.each(['text', 5, true])(
    'with the state %j, which is no object, passes for that of one who is gone',
    (state) => {
      const awareness = awarenessOf({ user: 'Ada' });
      const other = awarenessOf({ user: 'Ben' });
      applyRemoteAwareness(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'server');
      expect(awareness.getStates().size).toBe(2);
      other.setLocalState(state as unknown as Record<string, unknown>);
      applyRemoteAwareness(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'server');
      expect([...awareness.getStates().values()]).toEqual([{ user: 'Ada' }]);
    },
  );

  test('that is cut anywhere throws and changes nothing', () => {
    const { update } = saying({ user: 'Ben' });
    for (let length = 0; length < update.length; length += 1) {
      const awareness = awarenessOf({ user: 'Ada' });
      expect(() => applyRemoteAwareness(awareness, update.subarray(0, length), 'server')).toThrow();
      expect(awareness.getStates().size).toBe(1);
    }
  });

  test('is applied where an observer of the app throws, whose error is seen as uncaught', async () => {
    const caught = uncaughtErrors();
    const awareness = awarenessOf({ user: 'Ada' });
    const mistake = new Error('a mistake of the app');
    awareness.on('change', (_change: unknown, origin: unknown) => {
      if (origin === 'server') throw mistake;
    });
    const { update, client } = saying({ user: 'Ben' });
    expect(() => applyRemoteAwareness(awareness, update, 'server')).not.toThrow();
    expect(awareness.getStates().get(client)).toEqual({ user: 'Ben' });
    await nextTurn();
    expect(caught).toEqual([mistake]);
  });
});
