import { expect } from 'vitest';
import { type Doc, UndoManager } from 'yjs';
import { seed, type WireSocketClientOptions } from '../../src/core.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, until } from '../support/kit.ts';

/** Opens a document with a client of its own. */
const test = base.extend(
  'open',
  ({ connect }) =>
    (name: string, options: Partial<WireSocketClientOptions> = {}) =>
      connect(options).open(name),
);

const DIALECTS = [[['y-websocket']], [['hocuspocus']], [['y-websocket', 'hocuspocus']]] as const;

test.for(DIALECTS)(
  '100 clients that arrive at the same moment write the content once: %j',
  async ([dialects], { open }) => {
    const documents = Array.from({ length: 100 }, (_, index) =>
      open(`seeded-${dialects.join('-')}`, { dialect: dialects[index % dialects.length] }),
    );
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
  },
);

test('a document that has content is left alone', async ({ open }) => {
  const first = open('taken');
  await first.whenSynced;
  first.doc.getText('notes').insert(0, 'mine');
  await until(first, ({ unsynced }) => !unsynced);
  const second = open('taken');
  expect(await seed(second, (doc) => doc.getText('notes').insert(0, 'seed'))).toBe(false);
  expect(second.doc.getText('notes').toString()).toBe('mine');
});

test('the first content cannot be undone', async ({ open }) => {
  const document = open('undo');
  await document.whenSynced;
  const undo = new UndoManager(document.doc.getText('notes'));
  expect(await seed(document, (doc) => doc.getText('notes').insert(0, 'first'))).toBe(true);
  undo.undo();
  expect(document.doc.getText('notes').toString()).toBe('first');
  await until(document, ({ unsynced }) => !unsynced);
});

test('100 clients that are all there already, and find it empty, write it once, too', async ({ open }) => {
  const documents = Array.from({ length: 100 }, () => open('seeded-by-all'));
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  const seeded = await Promise.all(
    documents.map((document) => seed(document, (doc) => doc.getText('notes').insert(0, 'once only'))),
  );
  expect(new Set(seeded)).toEqual(new Set([true]));
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  const late = open('seeded-by-all');
  await late.whenSynced;
  for (const { doc } of [...documents, late]) expect(doc.getText('notes').toString()).toBe('once only');
});

test('who brings two contents to one document has both, each once', async ({ open }) => {
  const documents = Array.from({ length: 10 }, () => open('two-contents'));
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  await Promise.all(
    documents.map((document, index) =>
      seed(document, (doc) => doc.getArray('versions').push([index % 2 === 0 ? 'draft' : 'final'])),
    ),
  );
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  const versionsOf = ({ doc }: { readonly doc: Doc }) => doc.getArray<string>('versions').toArray();
  await eventually(() => documents.every((document) => versionsOf(document).length > 1));
  const [first] = documents.map(versionsOf);
  expect([...(first ?? [])].sort()).toEqual(['draft', 'final']);
  for (const document of documents) expect(versionsOf(document)).toEqual(first);
});

test('nothing is written before the first sync, and what somebody else wrote by then is all there is', async ({
  emulator,
  open,
}) => {
  const release = emulator.fail({ handshake: { code: 4008 }, documentName: 'filled', times: 1 });
  const late = open('filled', { random: () => 0 });
  const seeding = seed(late, (doc) => doc.getText('notes').insert(0, 'seed'));
  await until(late, ({ connection }) => connection.status === 'waiting');
  expect(late.doc.getText('notes').toString()).toBe('');
  release();
  const first = open('filled');
  await first.whenSynced;
  first.doc.getText('notes').insert(0, 'written by hand');
  await until(first, ({ unsynced }) => !unsynced);
  await new Promise((resolve) => setTimeout(resolve, 1_900));
  late.retry();
  expect(await seeding).toBe(false);
  expect(late.doc.getText('notes').toString()).toBe('written by hand');
});

test('what arrives between the first sync and the seed is enough to leave it alone', async ({ open }) => {
  const document = open('in-between');
  const seeding = document.whenSynced.then(() => {
    document.doc.getText('notes').insert(0, 'mine');
    return seed(document, (doc) => doc.getText('notes').insert(0, 'seed'));
  });
  expect(await seeding).toBe(false);
  expect(document.doc.getText('notes').toString()).toBe('mine');
  await until(document, ({ unsynced }) => !unsynced);
});

test('a writer that throws leaves the document as it was, and can be tried again', async ({ open }) => {
  const document = open('thrower');
  const failing = seed(document, (doc) => {
    doc.getText('notes').insert(0, 'half of it');
    throw new Error('The archive cannot be read.');
  });
  await expect(failing).rejects.toThrow('The archive cannot be read.');
  expect(document.doc.store.clients.size).toBe(0);
  expect(await seed(document, (doc) => doc.getText('notes').insert(0, 'all of it'))).toBe(true);
  await until(document, ({ unsynced }) => !unsynced);
  const other = open('thrower');
  await eventually(() => other.doc.getText('notes').toString() === 'all of it');
});

test('the same content is the same update, whoever writes it and when', async ({ open }) => {
  const write = (doc: Doc) => {
    doc.getText('notes').insert(0, 'once');
    doc.getMap('meta').set('title', 'Plan');
  };
  const [one, two] = [open('copy-one'), open('copy-two')];
  await Promise.all([seed(one, write), seed(two, write)]);
  const idsOf = ({ doc }: { readonly doc: Doc }) => [...doc.store.clients.keys()];
  expect(idsOf(one)).toEqual(idsOf(two));
  expect(idsOf(one)).not.toContain(one.doc.clientID);
  await Promise.all([one, two].map((document) => until(document, ({ unsynced }) => !unsynced)));
});
