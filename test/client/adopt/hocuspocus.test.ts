import type { AddressInfo } from 'node:net';
import { type HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { describe, expect, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { adoptProvider } from '../../../src/core.ts';
import { eventually, ForgivingWebSocket, inTime, until, untilStatus } from '../../support/kit.ts';
import { test } from './hocuspocus-fixtures.ts';

describe("on Hocuspocus' own server", () => {
  test('is live, and tells what the server has not applied', async ({ adopt, server, alone }) => {
    const provider = alone();
    const document = adopt(provider);
    expect(document).toMatchObject({ name: 'notes', doc: provider.document, awareness: provider.awareness });
    expect(document.store.getState().connection.status).toBe('connecting');
    await document.whenSynced;
    expect(document.store.getState()).toMatchObject({ hasSynced: true, unsynced: false });
    document.doc.getText('t').insert(0, 'typed');
    expect(document.store.getState().unsynced).toBe(true);
    await until(document, ({ unsynced }) => !unsynced);
    expect(server.textOf()).toBe('typed');
    expect(server.sockets).toBe(1);
  });

  test('one that is in sync already is live at once', async ({ adopt, server, alone }) => {
    const provider = alone();
    await eventually(() => provider.synced);
    const document = adopt(provider);
    expect(document.store.getState().hasSynced).toBe(true);
    await Promise.resolve().then(() => {});
    expect(document.store.getState().connection.status).toBe('live');
    expect(server.sockets).toBe(1);
  });

  test('stateless messages go out and come in', async ({ adoptLive, alone }) => {
    const document = await adoptLive(alone());
    const heard: string[] = [];
    document.on('stateless', (payload) => heard.push(payload));
    document.sendStateless('hello');
    await eventually(() => heard.length > 0);
    expect(heard).toEqual(['heard hello']);
  });

  test('what is said before there is a socket is said once there is one, as the provider itself has it', async ({
    adopt,
    server,
    alone,
  }) => {
    const provider = alone();
    provider.sendStateless('before');
    const document = adopt(provider);
    const heard: string[] = [];
    document.on('stateless', (payload) => heard.push(payload));
    provider.sendStateless('during');
    // An edit that waits with it is told by the sync, and not twice.
    document.doc.getText('t').insert(0, 'typed');
    document.sendStateless('after');
    await eventually(() => heard.length > 2);
    expect(heard).toEqual(['heard before', 'heard during', 'heard after']);
    await until(document, ({ unsynced }) => !unsynced);
    expect(server.textOf()).toBe('typed');
  });

  test('a restart of the server: back in a moment, and what was typed meanwhile arrives', async ({
    clock,
    adoptLive,
    server,
    alone,
  }) => {
    const document = await adoptLive(alone());
    await server.stop();
    await untilStatus(document, 'waiting');
    document.doc.getText('t').insert(0, 'typed meanwhile');
    await server.start();
    await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(server.textOf()).toBe('typed meanwhile');
  });

  test('a token that is refused is renewed once, and let in', async ({
    renewToken,
    adopt,
    server,
    access,
    alone,
  }) => {
    access.token = 'bad';
    const document = adopt(alone());
    await document.whenSynced;
    expect(renewToken).toHaveBeenCalledTimes(1);
    expect(server.sockets).toBe(2);
  });

  test('refused again, it stops until somebody signs in', async ({
    renewToken,
    adopt,
    server,
    access,
    alone,
  }) => {
    access.token = 'bad';
    const provider = alone();
    renewToken.mockImplementationOnce(() => {
      access.token = 'bad again';
    });
    const document = adopt(provider);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4401 });
    // Its own timer is that of the wall, and begins with a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(server.sockets).toBe(2);
    document.close();
    const again = adopt(provider);
    again.connect();
    await untilStatus(again, 'live');
  });

  test('a reason that is a documented one is read as its code', async ({ clock, adopt, server, alone }) => {
    server.refusal = 'Document user limit exceeded: 10';
    const document = adopt(alone());
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'document-full', code: 4008, limit: 10 });
    server.refusal = null;
    clock.skip(31_000);
    await untilStatus(document, 'live');
  });

  test('one that was refused before it was adopted is refused again, within 10 s, and told why', async ({
    clock,
    adopt,
    server,
    alone,
  }) => {
    server.refusal = 'Forbidden: another tenant';
    const provider = alone();
    await new Promise((resolve) => provider.on('authenticationFailed', resolve));
    const document = adopt(provider);
    await untilStatus(document, 'syncing');
    clock.skip(9_000);
    expect(document.store.getState().connection.status).toBe('syncing');
    clock.skip(1_000);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    expect(document.store.getState().connection).toMatchObject({
      problem: { kind: 'forbidden', code: 4003 },
    });
    expect(server.sockets).toBe(2);
  });

  test('one that is let in only after it was adopted is not doubted any more', async ({
    clock,
    adopt,
    server,
    socketOf,
    sharing,
  }) => {
    const asked: ((token: string) => void)[] = [];
    const late = () => new Promise<string>((resolve) => asked.push(resolve));
    const provider = sharing(socketOf(), 'notes', late);
    await eventually(() => asked.length === 1);
    const document = adopt(provider);
    await untilStatus(document, 'syncing');
    asked[0]?.('good');
    await untilStatus(document, 'live');
    clock.skip(11_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.store.getState().connection.status).toBe('live');
    expect(server.sockets).toBe(1);
  });

  test('one that nobody answers, though its socket has opened, is lost after 10 s', async ({
    clock,
    adopt,
    ends,
    socketOf,
    sharing,
  }) => {
    const silent = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    ends.push(() => {
      for (const client of silent.clients) client.terminate();
      silent.close();
    });
    await new Promise((resolve) => silent.on('listening', resolve));
    const { port: other } = silent.address() as AddressInfo;
    const document = adopt(sharing(socketOf(`ws://127.0.0.1:${other}`), 'notes'));
    await untilStatus(document, 'syncing');
    clock.skip(10_000);
    expect(await untilStatus(document, 'waiting')).toMatchObject({ problem: { kind: 'connection-lost' } });
  });

  test('a refusal that is said twice is one', async ({ renewToken, adoptLive, alone }) => {
    const provider = alone();
    const document = await adoptLive(provider);
    const states: string[] = [];
    document.store.subscribe(({ connection }) => states.push(connection.status));
    for (let n = 0; n < 2; n += 1) provider.permissionDeniedHandler('permission-denied');
    await untilStatus(document, 'connecting');
    await untilStatus(document, 'live');
    expect(states).not.toContain('waiting');
    expect(renewToken).toHaveBeenCalledTimes(1);
  });

  test('a `token` function that fails is tried again, and is no refusal', async ({ clock, adopt, alone }) => {
    let fails = true;
    const provider = alone(() => {
      if (fails) throw new Error('no network');
      return 'good';
    });
    const document = adopt(provider);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    fails = false;
    clock.skip(500);
    await untilStatus(document, 'live');
  });

  test('a document that the server closes, and not its socket, comes back', async ({
    clock,
    adoptLive,
    server,
    alone,
  }) => {
    const document = await adoptLive(alone());
    server.hocuspocus.closeConnections('notes');
    await untilStatus(document, 'waiting');
    clock.skip(500);
    await untilStatus(document, 'live');
  });
});

describe('whose say it is', () => {
  test("the app's own connect() and disconnect() still do what they say", async ({
    adoptLive,
    server,
    alone,
  }) => {
    const provider = alone();
    const document = await adoptLive(provider);
    provider.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    await eventually(() => server.hocuspocus.getConnectionsCount() === 0);
    await provider.connect();
    await untilStatus(document, 'live');
    document.disconnect();
    document.connect();
    await untilStatus(document, 'live');
    expect(server.sockets).toBe(3);
  });

  test('one that is adopted while it is connected, and disconnected at once, does not stay so', async ({
    adopt,
    server,
    alone,
  }) => {
    const provider = alone();
    await eventually(() => provider.synced);
    const document = adopt(provider);
    document.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    await eventually(() => server.hocuspocus.getConnectionsCount() === 0);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
  });

  test('close() gives it back: nothing of ours is left, and it goes on trying by itself', async ({
    clock,
    adoptLive,
    server,
    alone,
  }) => {
    const provider = alone();
    const { websocketProvider } = provider.configuration;
    const listenersOf = ({ callbacks }: { callbacks: Record<string, unknown[]> }) =>
      Object.values(callbacks).flat().length;
    const before = [listenersOf(provider), listenersOf(websocketProvider)];
    const document = await adoptLive(provider);
    document.close();
    expect([listenersOf(provider), listenersOf(websocketProvider)]).toEqual(before);
    expect(Object.hasOwn(websocketProvider, 'connect')).toBe(false);
    expect(Object.hasOwn(provider, 'getToken')).toBe(false);
    expect(clock.pending()).toBe(0);
    expect(provider.synced).toBe(true);
    server.cut();
    await eventually(() => server.sockets === 2, 10_000);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
  });

  test('a provider that is destroyed takes its document with it', async ({
    clock,
    adopt,
    adoptLive,
    alone,
  }) => {
    const provider = alone();
    const document = await adoptLive(provider);
    provider.destroy();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    document.connect();
    expect(clock.pending()).toBe(0);
    expect(() => adopt(provider)).toThrow(/was destroyed/);
  });
});

test('its socket alone is no provider of a document', () => {
  const websocket = new HocuspocusProviderWebsocket({
    url: 'ws://127.0.0.1',
    autoConnect: false,
    WebSocketPolyfill: ForgivingWebSocket,
  });
  onTestFinished(() => websocket.destroy());
  expect(() => adoptProvider(websocket as unknown as HocuspocusProvider)).toThrow(
    /takes a WebsocketProvider of y-websocket or a HocuspocusProvider, not its socket alone/,
  );
});
