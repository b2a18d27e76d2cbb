import { afterAll, beforeAll, expect, test } from 'vitest';
import { UndoManager } from 'yjs';
import { seed, type WireSocketClient } from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, eventually, until } from '../support/kit.ts';

let emulator: Emulator;
const clients: WireSocketClient[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await emulator.stop();
});

function open(name: string) {
  const client = clientOf(emulator);
  clients.push(client);
  return client.open(name);
}

test('100 clients that seed at the same moment write the content once', async () => {
  const documents = Array.from({ length: 100 }, () => open('seeded'));
  await Promise.all(
    documents.map((document) =>
      seed(document, (doc) => {
        doc.getText('notes').insert(0, 'once ');
        doc.getText('notes').insert(5, 'only');
      }),
    ),
  );
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  for (const document of documents) {
    await eventually(() => document.doc.getText('notes').toString() === 'once only');
  }
});

test('a document that has content is left alone', async () => {
  const first = open('taken');
  await first.whenSynced;
  first.doc.getText('notes').insert(0, 'mine');
  await until(first, ({ unsynced }) => !unsynced);
  const second = open('taken');
  expect(await seed(second, (doc) => doc.getText('notes').insert(0, 'seed'))).toBe(false);
  expect(second.doc.getText('notes').toString()).toBe('mine');
});

test('the first content cannot be undone', async () => {
  const document = open('undo');
  await document.whenSynced;
  const undo = new UndoManager(document.doc.getText('notes'));
  expect(await seed(document, (doc) => doc.getText('notes').insert(0, 'first'))).toBe(true);
  undo.undo();
  expect(document.doc.getText('notes').toString()).toBe('first');
  await until(document, ({ unsynced }) => !unsynced);
});
