import { writeVarInt } from 'lib0/encoding';
import { describe, expect } from 'vitest';
import { adoptProvider, problemOf } from '../../../src/core.ts';
import { frame, TYPE } from '../../../src/sync/hocuspocus/framing.ts';
import { eventually, inTime, until, untilStatus } from '../../support/kit.ts';
import { test } from './hocuspocus-fixtures.ts';

describe('providers that share a socket', () => {
  test('are adopted each, leave it each, and come back over it', async ({ server, pair }) => {
    const { websocket, one, two } = await pair();
    one.disconnect();
    await eventually(() => !server.hocuspocus.documents.has('one'));
    expect(two.store.getState().connection.status).toBe('live');
    one.doc.getText('t').insert(0, 'apart');
    one.connect();
    await untilStatus(one, 'live');
    await until(one, ({ unsynced }) => !unsynced);
    expect(server.textOf('one')).toBe('apart');
    expect(server.sockets).toBe(1);
    one.disconnect();
    two.disconnect();
    await eventually(() => websocket.status === 'disconnected');
    two.connect();
    await untilStatus(two, 'live');
    expect(one.store.getState().connection.status).toBe('stopped');
    expect(server.sockets).toBe(2);
  });

  test('an acknowledgement of what it said before it left is no word of what it wrote since', async ({
    server,
    pair,
  }) => {
    const { first: provider, one } = await pair();
    one.disconnect();
    await eventually(() => !server.hocuspocus.documents.has('one'));
    one.doc.getText('t').insert(0, 'apart');
    const begun = new Promise((resolve) => provider.on('unsyncedChanges', resolve));
    one.connect();
    await begun;
    // It was on its way when the document was back.
    const { buffer } = frame('one', TYPE.syncStatus, (encoder) => writeVarInt(encoder, 1));
    provider.onMessage(new MessageEvent('message', { data: buffer }));
    expect(one.store.getState()).toMatchObject({ connection: { status: 'syncing' }, unsynced: true });
    await until(one, ({ unsynced }) => !unsynced);
    expect(server.textOf('one')).toBe('apart');
  });

  test('one that the app disconnected stays so when another one connects again', async ({ pair }) => {
    const { one, two } = await pair();
    one.disconnect();
    two.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    expect(two.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    two.connect();
    await untilStatus(two, 'live');
  });

  test('one that comes back while their socket is closing is in sync over the next one, and not before', async ({
    server,
    pair,
  }) => {
    const { one, two } = await pair();
    one.disconnect();
    two.disconnect();
    const over: number[] = [];
    one.store.subscribe(({ connection }) => {
      if (/syncing|live/.test(connection.status)) over.push(server.sockets);
    });
    one.connect();
    await untilStatus(one, 'live');
    expect(new Set(over)).toEqual(new Set([2]));
  });

  test('those whose socket one of them has to leave are not in sync any more from then on', async ({
    adopt,
    access,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    const closed = new Promise((resolve) => {
      websocket.on('disconnect', () => resolve(one.store.getState().connection.status));
    });
    access.token = 'bad';
    adopt(sharing(websocket, 'two'));
    expect(await closed).toMatch(/waiting|connecting/);
  });

  test("the app's own detach() and attach() do what they say", async ({ server, pair }) => {
    const { first, one, two } = await pair();
    first.detach();
    expect(one.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(first.isAttached).toBe(false);
    await eventually(() => !server.hocuspocus.documents.has('one'));
    first.attach();
    await untilStatus(one, 'live');
    expect(two.store.getState().connection.status).toBe('live');
    expect(server.sockets).toBe(1);
  });

  test('one that leaves and is back before the server has said goodbye stays', async ({ pair }) => {
    const { one } = await pair();
    const problems: unknown[] = [];
    one.store.subscribe(({ connection }) => problems.push(problemOf(connection)));
    one.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(one.store.getState().connection.status).toBe('live');
    expect(new Set(problems)).toEqual(new Set([null]));
  });

  test('one that left while there was no socket, and is back, is not taken to leave once there is one', async ({
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const [one, two] = [adopt(sharing(websocket, 'one')), adopt(sharing(websocket, 'two'))];
    await until(
      two,
      ({ connection }) => connection.status === 'connecting' && connection.step === 'handshake',
    );
    two.disconnect();
    two.connect();
    await Promise.all([one, two].map((document) => untilStatus(document, 'live')));
    // The first one may arrive before the server has read that it left.
    for (const letter of ['b', 'a']) {
      two.doc.getText('t').insert(0, letter);
      await until(two, ({ unsynced }) => !unsynced);
    }
    expect(server.textOf('two')).toBe('ab');
  });

  test('one whose token is refused comes back with another, over a socket that can answer it', async ({
    clock,
    renewToken,
    adopt,
    server,
    access,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    access.token = 'bad';
    const two = adopt(sharing(websocket, 'two'));
    await until(two, ({ connection }) => problemOf(connection)?.code === 4401);
    expect(one.store.getState().connection.status).toBe('live');
    await inTime(
      clock,
      [one, two],
      () => [one, two].every(({ store }) => store.getState().connection.status === 'live'),
      100,
    );
    expect(renewToken).toHaveBeenCalledTimes(1);
    expect(server.sockets).toBe(2);
  });

  test('one that was refused before it was adopted comes back over a socket that can answer it, with the others', async ({
    clock,
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    server.refusal = 'Document user limit exceeded: 10';
    const provider = sharing(websocket, 'two');
    await new Promise((resolve) => provider.on('authenticationFailed', resolve));
    const two = adopt(provider);
    server.refusal = null;
    clock.skip(10_000);
    await inTime(
      clock,
      [one, two],
      () => [one, two].every(({ store }) => store.getState().connection.status === 'live'),
      100,
    );
    expect(server.sockets).toBe(2);
  });

  test('one that is refused for good stops, and the others stay', async ({
    clock,
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    const two = adopt(sharing(websocket, 'two', () => 'bad'));
    await inTime(clock, [one, two], () => two.store.getState().connection.status === 'stopped', 100);
    await inTime(clock, [one, two], () => one.store.getState().connection.status === 'live', 100);
    expect(two.store.getState().connection).toMatchObject({ problem: { kind: 'invalid-token' } });
    expect(server.sockets).toBe(2);
  });

  test('wait each by itself, and the first whose turn it is brings the others along', async ({
    clock,
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const documents = ['one', 'two', 'three'].map((name) => adopt(sharing(websocket, name)));
    await Promise.all(documents.map(({ whenSynced }) => whenSynced));
    await server.stop();
    await Promise.all(documents.map((document) => untilStatus(document, 'waiting')));
    await server.start();
    documents[1]?.retry();
    clock.skip(2_000);
    await Promise.all(documents.map((document) => untilStatus(document, 'live')));
    expect(server.sockets).toBe(2);
  });

  test('one that is brought along has nothing left that would end a later attempt before its time', async ({
    clock,
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const websocket = socketOf();
    const one = adoptProvider(sharing(websocket, 'one'), { clock, random: () => 1 });
    const two = adopt(sharing(websocket, 'two'));
    await Promise.all([one.whenSynced, two.whenSynced]);
    server.cut();
    await Promise.all([one, two].map((document) => untilStatus(document, 'waiting')));
    // Not yet the turn of the first one.
    clock.skip(400);
    await Promise.all([one, two].map((document) => untilStatus(document, 'live')));
    for (const document of [one, two]) document.close();
    expect(clock.pending()).toBe(0);
  });

  test('the last one to be closed gives the socket back', async ({ adopt, socketOf, sharing }) => {
    const websocket = socketOf();
    const [one, two] = ['one', 'two'].map((name) => adopt(sharing(websocket, name)));
    await Promise.all([one?.whenSynced, two?.whenSynced]);
    one?.close();
    expect(Object.hasOwn(websocket, 'connect')).toBe(true);
    two?.close();
    expect(Object.hasOwn(websocket, 'connect')).toBe(false);
    expect(websocket.status).toBe('connected');
  });
});
