import type { AddressInfo } from 'node:net';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { writeVarInt } from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { adoptProvider, problemFromClose, problemOf, type WireSocketDocument } from '../../../src/core.ts';
import { frame, TYPE } from '../../../src/sync/hocuspocus/framing.ts';
import { eventually, ForgivingWebSocket, inTime, until, untilStatus } from '../../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../../support/skipping-clock.ts';
import { MOST_HANDSHAKES, skipMinute } from './support.ts';

let server: Server;
let port = 0;
let sockets = 0;
/** Breaks the latest connection. */
let cut = () => {};
let clock: SkippingClock;
let token = 'good';
let refusal: string | null = null;
const ends: (() => void)[] = [];

async function startServer(): Promise<void> {
  server = new Server({
    port,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    async onUpgrade({ socket }) {
      sockets += 1;
      cut = () => socket.destroy();
    },
    async onAuthenticate({ token }) {
      if (refusal !== null) throw Object.assign(new Error(refusal), { reason: refusal });
      if (!token.startsWith('good')) throw new Error('no');
    },
    async onStateless({ payload, document }) {
      document.broadcastStateless(`heard ${payload}`);
    },
  });
  await server.listen();
  port = server.address.port;
}

beforeEach(async () => {
  sockets = 0;
  port = 0;
  token = 'good';
  refusal = null;
  clock = createSkippingClock();
  await startServer();
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await server.destroy();
});

function socketOf(url = `ws://127.0.0.1:${port}`): HocuspocusProviderWebsocket {
  const websocket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: ForgivingWebSocket });
  ends.push(() => websocket.destroy());
  return websocket;
}

function sharing(
  websocketProvider: HocuspocusProviderWebsocket,
  name: string,
  getToken: (() => string) | (() => Promise<string>) = () => token,
): HocuspocusProvider {
  const provider = new HocuspocusProvider({ name, token: getToken, websocketProvider });
  provider.attach();
  ends.unshift(() => provider.destroy());
  return provider;
}

/** One with a socket of its own, which is how most apps have it. */
function alone(name = 'notes'): HocuspocusProvider {
  const provider = new HocuspocusProvider({
    name,
    token: () => token,
    url: `ws://127.0.0.1:${port}`,
    // The provider hands all of its options to the socket that it makes.
    ...{ WebSocketPolyfill: ForgivingWebSocket },
  });
  ends.push(() => provider.destroy());
  return provider;
}

let renewals = 0;
function adopt(provider: HocuspocusProvider, renewed = 'good again'): WireSocketDocument {
  renewals = 0;
  return adoptProvider(provider, {
    clock,
    random: () => 0,
    renewToken() {
      renewals += 1;
      token = renewed;
    },
  });
}

async function adoptLive(provider: HocuspocusProvider): Promise<WireSocketDocument> {
  const document = adopt(provider);
  await document.whenSynced;
  return document;
}

function textOnServer(name = 'notes'): string | undefined {
  return server.hocuspocus.documents.get(name)?.getText('t').toString();
}

describe("on Hocuspocus' own server", () => {
  test('is live, and tells what the server has not applied', async () => {
    const provider = alone();
    const document = adopt(provider);
    expect(document).toMatchObject({ name: 'notes', doc: provider.document, awareness: provider.awareness });
    expect(document.store.getState().connection.status).toBe('connecting');
    await document.whenSynced;
    expect(document.store.getState()).toMatchObject({ hasSynced: true, unsynced: false });
    document.doc.getText('t').insert(0, 'typed');
    expect(document.store.getState().unsynced).toBe(true);
    await until(document, ({ unsynced }) => !unsynced);
    expect(textOnServer()).toBe('typed');
    expect(sockets).toBe(1);
  });

  test('one that is in sync already is live at once', async () => {
    const provider = alone();
    await eventually(() => provider.synced);
    const document = adopt(provider);
    expect(document.store.getState().hasSynced).toBe(true);
    await Promise.resolve().then(() => {});
    expect(document.store.getState().connection.status).toBe('live');
    expect(sockets).toBe(1);
  });

  test('stateless messages go out and come in', async () => {
    const document = await adoptLive(alone());
    const heard: string[] = [];
    document.on('stateless', (payload) => heard.push(payload));
    document.sendStateless('hello');
    await eventually(() => heard.length > 0);
    expect(heard).toEqual(['heard hello']);
  });

  test('what is said before there is a socket is said once there is one, as the provider itself has it', async () => {
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
    expect(textOnServer()).toBe('typed');
  });

  test('a restart of the server: back in a moment, and what was typed meanwhile arrives', async () => {
    const document = await adoptLive(alone());
    await server.destroy();
    await untilStatus(document, 'waiting');
    document.doc.getText('t').insert(0, 'typed meanwhile');
    await startServer();
    await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(textOnServer()).toBe('typed meanwhile');
  });

  test('a token that is refused is renewed once, and let in', async () => {
    token = 'bad';
    const document = adopt(alone());
    await document.whenSynced;
    expect(renewals).toBe(1);
    expect(sockets).toBe(2);
  });

  test('refused again, it stops until somebody signs in', async () => {
    token = 'bad';
    const provider = alone();
    const document = adopt(provider, 'bad again');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4401 });
    // Its own timer is that of the wall, and begins with a second.
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(sockets).toBe(2);
    document.close();
    const again = adopt(provider, 'good');
    again.connect();
    await untilStatus(again, 'live');
  });

  test('a reason that is a documented one is read as its code', async () => {
    refusal = 'Document user limit exceeded: 10';
    const document = adopt(alone());
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'document-full', code: 4008, limit: 10 });
    refusal = null;
    clock.skip(31_000);
    await untilStatus(document, 'live');
  });

  test('one that was refused before it was adopted is refused again, within 10 s, and told why', async () => {
    refusal = 'Forbidden: another tenant';
    const provider = alone();
    await new Promise((resolve) => provider.on('authenticationFailed', resolve));
    const document = adopt(provider);
    await untilStatus(document, 'syncing');
    clock.skip(9_000);
    expect(sockets).toBe(1);
    clock.skip(1_000);
    await inTime(clock, [document], () => document.store.getState().connection.status === 'stopped');
    expect(document.store.getState().connection).toMatchObject({
      problem: { kind: 'forbidden', code: 4003 },
    });
    expect(sockets).toBe(2);
  });

  test('one that is let in only after it was adopted is not doubted any more', async () => {
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
    expect(sockets).toBe(1);
  });

  test('one that nobody answers, though its socket has opened, is lost after 10 s', async () => {
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

  test('a refusal that is said twice is one', async () => {
    const provider = alone();
    const document = await adoptLive(provider);
    const states: string[] = [];
    document.store.subscribe(({ connection }) => states.push(connection.status));
    for (let n = 0; n < 2; n += 1) provider.permissionDeniedHandler('permission-denied');
    await untilStatus(document, 'connecting');
    await untilStatus(document, 'live');
    expect(states).not.toContain('waiting');
    expect(renewals).toBe(1);
  });

  test('a `token` function that fails is tried again, and is no refusal', async () => {
    let fails = true;
    const provider = new HocuspocusProvider({
      name: 'notes',
      token: () => {
        if (fails) throw new Error('no network');
        return 'good';
      },
      url: `ws://127.0.0.1:${port}`,
      ...{ WebSocketPolyfill: ForgivingWebSocket },
    });
    ends.push(() => provider.destroy());
    const document = adopt(provider);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    fails = false;
    clock.skip(500);
    await untilStatus(document, 'live');
  });

  test('a document that the server closes, and not its socket, comes back', async () => {
    const document = await adoptLive(alone());
    server.hocuspocus.closeConnections('notes');
    await untilStatus(document, 'waiting');
    clock.skip(500);
    await untilStatus(document, 'live');
  });
});

describe('whose say it is', () => {
  test("the app's own connect() and disconnect() still do what they say", async () => {
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
    expect(sockets).toBe(3);
  });

  test('one that is adopted while it is connected, and disconnected at once, does not stay so', async () => {
    const provider = alone();
    await eventually(() => provider.synced);
    const document = adopt(provider);
    document.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    await eventually(() => server.hocuspocus.getConnectionsCount() === 0);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
  });

  test('close() gives it back: nothing of ours is left, and it goes on trying by itself', async () => {
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
    cut();
    await eventually(() => sockets === 2, 10_000);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
  });

  test('a provider that is destroyed takes its document with it', async () => {
    const provider = alone();
    const document = await adoptLive(provider);
    provider.destroy();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    document.connect();
    expect(clock.pending()).toBe(0);
    expect(() => adopt(provider)).toThrow(/was destroyed/);
  });
});

describe('providers that share a socket', () => {
  test('are adopted each, leave it each, and come back over it', async () => {
    const websocket = socketOf();
    const [one, two] = ['one', 'two'].map((name) => adopt(sharing(websocket, name)));
    await Promise.all([one?.whenSynced, two?.whenSynced]);
    one?.disconnect();
    await eventually(() => !server.hocuspocus.documents.has('one'));
    expect(two?.store.getState().connection.status).toBe('live');
    one?.doc.getText('t').insert(0, 'apart');
    one?.connect();
    if (one === undefined || two === undefined) throw new Error('There are two.');
    await untilStatus(one, 'live');
    await until(one, ({ unsynced }) => !unsynced);
    expect(textOnServer('one')).toBe('apart');
    expect(sockets).toBe(1);
    one.disconnect();
    two.disconnect();
    await eventually(() => websocket.status === 'disconnected');
    two.connect();
    await untilStatus(two, 'live');
    expect(one.store.getState().connection.status).toBe('stopped');
    expect(sockets).toBe(2);
  });

  test('an acknowledgement of what it said before it left is no word of what it wrote since', async () => {
    const websocket = socketOf();
    const provider = sharing(websocket, 'one');
    const [one, two] = [adopt(provider), adopt(sharing(websocket, 'two'))];
    await Promise.all([one.whenSynced, two.whenSynced]);
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
    expect(textOnServer('one')).toBe('apart');
  });

  test('one that the app disconnected stays so when another one connects again', async () => {
    const websocket = socketOf();
    const [one, two] = [adopt(sharing(websocket, 'one')), adopt(sharing(websocket, 'two'))];
    await Promise.all([one.whenSynced, two.whenSynced]);
    one.disconnect();
    two.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    expect(two.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    two.connect();
    await untilStatus(two, 'live');
  });

  test('one that comes back while their socket is closing is in sync over the next one, and not before', async () => {
    const websocket = socketOf();
    const [one, two] = [adopt(sharing(websocket, 'one')), adopt(sharing(websocket, 'two'))];
    await Promise.all([one.whenSynced, two.whenSynced]);
    one.disconnect();
    two.disconnect();
    const over: number[] = [];
    one.store.subscribe(({ connection }) => {
      if (/syncing|live/.test(connection.status)) over.push(sockets);
    });
    one.connect();
    await untilStatus(one, 'live');
    expect(new Set(over)).toEqual(new Set([2]));
  });

  test('those whose socket one of them has to leave are not in sync any more from then on', async () => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    const closed = new Promise((resolve) => {
      websocket.on('disconnect', () => resolve(one.store.getState().connection.status));
    });
    token = 'bad';
    adopt(sharing(websocket, 'two'));
    expect(await closed).toMatch(/waiting|connecting/);
  });

  test("the app's own detach() and attach() do what they say", async () => {
    const websocket = socketOf();
    const [first, second] = [sharing(websocket, 'one'), sharing(websocket, 'two')];
    const [one, two] = [adopt(first), adopt(second)];
    await Promise.all([one.whenSynced, two.whenSynced]);
    first.detach();
    expect(one.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(first.isAttached).toBe(false);
    await eventually(() => !server.hocuspocus.documents.has('one'));
    first.attach();
    await untilStatus(one, 'live');
    expect(two.store.getState().connection.status).toBe('live');
    expect(sockets).toBe(1);
  });

  test('one that leaves and is back before the server has said goodbye stays', async () => {
    const websocket = socketOf();
    const [one, two] = [adopt(sharing(websocket, 'one')), adopt(sharing(websocket, 'two'))];
    await Promise.all([one.whenSynced, two.whenSynced]);
    const problems: unknown[] = [];
    one.store.subscribe(({ connection }) => problems.push(problemOf(connection)));
    one.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(one.store.getState().connection.status).toBe('live');
    expect(new Set(problems)).toEqual(new Set([null]));
  });

  test('one that left while there was no socket, and is back, is not taken to leave once there is one', async () => {
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
    expect(textOnServer('two')).toBe('ab');
  });

  test('one whose token is refused comes back with another, over a socket that can answer it', async () => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    token = 'bad';
    const two = adopt(sharing(websocket, 'two'));
    await until(two, ({ connection }) => problemOf(connection)?.code === 4401);
    expect(one.store.getState().connection.status).toBe('live');
    await inTime(
      clock,
      [one, two],
      () => [one, two].every(({ store }) => store.getState().connection.status === 'live'),
      100,
    );
    expect(renewals).toBe(1);
    expect(sockets).toBe(2);
  });

  test('one that was refused before it was adopted comes back over a socket that can answer it, with the others', async () => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    refusal = 'Document user limit exceeded: 10';
    const provider = sharing(websocket, 'two');
    await new Promise((resolve) => provider.on('authenticationFailed', resolve));
    const two = adopt(provider);
    refusal = null;
    clock.skip(10_000);
    await inTime(
      clock,
      [one, two],
      () => [one, two].every(({ store }) => store.getState().connection.status === 'live'),
      100,
    );
    expect(sockets).toBe(2);
  });

  test('one that is refused for good stops, and the others stay', async () => {
    const websocket = socketOf();
    const one = adopt(sharing(websocket, 'one'));
    await one.whenSynced;
    const two = adopt(sharing(websocket, 'two', () => 'bad'));
    await inTime(clock, [one, two], () => two.store.getState().connection.status === 'stopped', 100);
    await inTime(clock, [one, two], () => one.store.getState().connection.status === 'live', 100);
    expect(two.store.getState().connection).toMatchObject({ problem: { kind: 'invalid-token' } });
    expect(sockets).toBe(2);
  });

  test('wait each by itself, and the first whose turn it is brings the others along', async () => {
    const websocket = socketOf();
    const documents = ['one', 'two', 'three'].map((name) => adopt(sharing(websocket, name)));
    await Promise.all(documents.map(({ whenSynced }) => whenSynced));
    await server.destroy();
    await Promise.all(documents.map((document) => untilStatus(document, 'waiting')));
    await startServer();
    documents[1]?.retry();
    clock.skip(2_000);
    await Promise.all(documents.map((document) => untilStatus(document, 'live')));
    expect(sockets).toBe(2);
  });

  test('one that is brought along has nothing left that would end a later attempt before its time', async () => {
    const websocket = socketOf();
    const one = adoptProvider(sharing(websocket, 'one'), { clock, random: () => 1 });
    const two = adopt(sharing(websocket, 'two'));
    await Promise.all([one.whenSynced, two.whenSynced]);
    cut();
    await Promise.all([one, two].map((document) => untilStatus(document, 'waiting')));
    // Not yet the turn of the first one.
    clock.skip(400);
    await Promise.all([one, two].map((document) => untilStatus(document, 'live')));
    for (const document of [one, two]) document.close();
    expect(clock.pending()).toBe(0);
  });

  test('the last one to be closed gives the socket back', async () => {
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

test('its socket alone is no provider of a document', () => {
  const websocket = new HocuspocusProviderWebsocket({
    url: 'ws://127.0.0.1',
    autoConnect: false,
    WebSocketPolyfill: ForgivingWebSocket,
  });
  ends.push(() => websocket.destroy());
  expect(() => adoptProvider(websocket as unknown as HocuspocusProvider)).toThrow(
    /takes a WebsocketProvider of y-websocket or a HocuspocusProvider, not its socket alone/,
  );
});

test('adopted, it tries no more often than the rules allow, when the server accepts and closes at once', async () => {
  const refusing = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  ends.push(() => refusing.close());
  await new Promise((resolve) => refusing.once('listening', resolve));
  const origin = `ws://127.0.0.1:${(refusing.address() as { port: number }).port}`;
  const start = clock.now();
  const times = new Map<number, number[]>();
  refusing.on('connection', (socket, { url = '' }) => {
    // Who was sent elsewhere comes without the path.
    const code = Number(url.slice(1)) || 4009;
    times.set(code, [...(times.get(code) ?? []), clock.now() - start]);
    socket.close(code, code === 4009 ? `REDIRECT:${origin}` : '');
  });
  const codes = Object.keys(MOST_HANDSHAKES).map(Number);
  const documents = codes.map((code) =>
    adoptProvider(sharing(socketOf(`${origin}/${code}`), `refused-${code}`), { clock, random: () => 0.5 }),
  );
  await skipMinute(clock, documents);
  codes.forEach((code, index) => {
    const came = times.get(code) ?? [];
    expect(came.length, `${code}`).toBeGreaterThan(0);
    expect(came.length, `${code}: ${came}`).toBeLessThanOrEqual(MOST_HANDSHAKES[code] ?? 0);
    const state = documents[index]?.store.getState();
    const kind = code === 4009 ? 'redirect-loop' : problemFromClose(code).kind;
    expect(state && problemOf(state.connection)).toMatchObject({ kind, code });
    if (code === 4006) expect(came[1]).toBeGreaterThanOrEqual(30_000);
  });
});
