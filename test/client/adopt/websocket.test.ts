import { describe, expect } from 'vitest';
import type { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { adoptProvider, seed } from '../../../src/core.ts';
import { eventually, until, untilStatus } from '../../support/kit.ts';
import { test } from './websocket-fixtures.ts';

const ownMethods = (provider: WebsocketProvider) =>
  ['connect', 'disconnect', 'destroy'].filter((key) => Object.hasOwn(provider, key));

describe('what it tells', () => {
  test('the document of the provider, from before its first sync on', async ({
    emulator,
    documentName,
    provider,
    adopt,
  }) => {
    const document = adopt(provider);
    const told: unknown[] = [];
    document.on('status', ({ status }) => told.push(status));
    document.on('synced', (isSynced) => told.push(isSynced));
    document.on('connection-close', ({ code }) => told.push(code));
    expect(document).toMatchObject({ name: documentName, doc: provider.doc, awareness: provider.awareness });
    expect(document.store.getState()).toMatchObject({
      connection: { status: 'connecting' },
      hasSynced: false,
    });
    await document.whenSynced;
    expect(document.store.getState()).toMatchObject({ connection: { status: 'live' }, hasSynced: true });
    emulator.close(documentName, 4008);
    await untilStatus(document, 'waiting');
    expect(told).toEqual(['connected', true, 4008, false, 'disconnected']);
    expect(document.store.getState().hasSynced).toBe(true);
  });

  test('one that is in sync already is live at once', async ({ outcomes, provider, adopt }) => {
    await eventually(() => provider.synced);
    const document = adopt(provider);
    expect(document.store.getState().hasSynced).toBe(true);
    await Promise.resolve().then(() => {});
    expect(document.store.getState().connection.status).toBe('live');
    await document.whenSynced;
    expect(outcomes()).toEqual([0]);
  });

  test('one that is not to connect yet is idle, until it is told to', async ({ outcomes, make, adopt }) => {
    const provider = await make('idle', { connect: false });
    const document = adopt(provider);
    expect(document.store.getState().connection.status).toBe('idle');
    document.connect();
    await document.whenSynced;
    expect(outcomes('idle')).toEqual([0]);
  });

  test('the same provider is the same document', ({ provider, adopt }) => {
    expect(adopt(provider)).toBe(adopt(provider));
  });
});

test('the first content of its document can be seeded, once', async ({
  documentName,
  provider,
  make,
  adopt,
  textOnServer,
}) => {
  const other = await make(documentName);
  const documents = [adopt(provider), adoptProvider(other)];
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  await Promise.all(
    documents.map((document) => seed(document, (doc) => doc.getText('notes').insert(0, 'once'))),
  );
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  expect(await textOnServer()).toBe('once');
  expect(documents.map(({ doc }) => doc.getText('notes').toString())).toEqual(['once', 'once']);
});

describe('whose say it is', () => {
  test("the app's own connect() and disconnect() still do what they say", async ({
    outcomes,
    provider,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    provider.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(provider.wsconnected).toBe(false);
    provider.connect();
    await untilStatus(document, 'live');
    document.disconnect();
    expect(provider.wsconnected).toBe(false);
    document.connect();
    await untilStatus(document, 'live');
    expect(outcomes()).toEqual([0, 0, 0]);
  });

  test('one that is adopted while it is connected, and disconnected at once, does not stay so', async ({
    provider,
    adopt,
  }) => {
    await eventually(() => provider.synced);
    const document = adopt(provider);
    document.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(provider.ws).toBeNull();
  });

  test('close() gives it back: nothing of ours is left, and it goes on trying by itself', async ({
    emulator,
    clock,
    documentName,
    outcomes,
    provider,
    adopt,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    document.close();
    expect(ownMethods(provider)).toEqual([]);
    expect(Object.hasOwn(provider.ws ?? {}, 'send')).toBe(false);
    expect(provider.wsconnected).toBe(true);
    expect(clock.pending()).toBe(0);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    emulator.close(documentName, 4003);
    await eventually(() => outcomes().length > 1);
    expect(document.store.getState().connection.status).toBe('stopped');
    expect(adopt(provider)).not.toBe(document);
  });

  test('close() while it waits: the provider tries at once, as is its way', async ({
    emulator,
    clock,
    documentName,
    outcomes,
    provider,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    emulator.close(documentName, 4004);
    await untilStatus(document, 'waiting');
    document.close();
    expect(clock.pending()).toBe(0);
    await eventually(() => provider.synced);
    document.retry();
    document.connect();
    expect(outcomes()).toEqual([0, 0]);
  });

  test('a provider that is destroyed takes its document with it', async ({
    clock,
    provider,
    adopt,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    provider.destroy();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    document.connect();
    document.close();
    expect(provider.ws).toBeNull();
    expect(clock.pending()).toBe(0);
    expect(ownMethods(provider)).toEqual([]);
    expect(() => adopt(provider)).toThrow(/was destroyed. Make and adopt it in the effect that destroys it/);
  });

  test('stateless messages are not for y-websocket', async ({ provider, adopt }) => {
    const document = adopt(provider);
    expect(() => document.sendStateless('hello')).toThrow(/has no stateless messages/);
    expect(() => document.sendStateless(1 as unknown as string)).toThrow(TypeError);
  });
});

test.each([[null], [undefined], ['notes'], [{}], [new Doc()], [{ configuration: { name: 'notes' } }]])(
  'what is no provider is refused: %s',
  (value) => {
    expect(() => adoptProvider(value as unknown as WebsocketProvider)).toThrow(TypeError);
    expect(() => adoptProvider(value as unknown as WebsocketProvider)).toThrow(
      /adoptProvider takes a WebsocketProvider/,
    );
  },
);
