import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { Server } from '@hocuspocus/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createWireSocketClient,
  type WireSocketClient,
  type WireSocketClientOptions,
} from '../../src/core.ts';
import { eventually, until, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

let server: Server;
let sockets = 0;
let readOnly = false;
let clock: SkippingClock;
const clients: WireSocketClient[] = [];
const others: { destroy(): void }[] = [];

async function startServer(port = 0): Promise<Server> {
  const started = new Server({
    port,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    async onUpgrade() {
      sockets += 1;
    },
    async onAuthenticate({ token, connectionConfig }) {
      if (!token.startsWith('good')) throw new Error('no');
      connectionConfig.readOnly = readOnly;
    },
    async onStateless({ payload, document }) {
      document.broadcastStateless(`heard ${payload}`);
    },
  });
  await started.listen();
  return started;
}

beforeEach(async () => {
  sockets = 0;
  readOnly = false;
  clock = createSkippingClock();
  server = await startServer();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const other of others.splice(0)) other.destroy();
  await server.destroy();
});

function client(options: Partial<WireSocketClientOptions> = {}): WireSocketClient {
  const made = createWireSocketClient({
    endpoint: `ws://127.0.0.1:${server.address.port}`,
    dialect: 'hocuspocus',
    getAccessToken: () => 'good',
    WebSocket: WebSocketClass,
    clock,
    ...options,
  });
  clients.push(made);
  return made;
}

/** The participant that everybody else uses. */
function provider(name: string): HocuspocusProvider {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: `ws://127.0.0.1:${server.address.port}`,
    WebSocketPolyfill: WebSocketClass,
  });
  const made = new HocuspocusProvider({ name, token: 'good', websocketProvider });
  made.attach();
  others.push(made, websocketProvider);
  return made;
}

describe("on Hocuspocus' own server", () => {
  test("syncs with Hocuspocus' own provider, both ways, and tells what is acknowledged", async () => {
    const ours = client().open('notes');
    const theirs = provider('notes');
    await ours.whenSynced;
    ours.doc.getText('t').insert(0, 'from us ');
    expect(ours.store.getState().unsynced).toBe(true);
    await until(ours, ({ unsynced }) => !unsynced);
    await eventually(() => theirs.document.getText('t').toString() === 'from us ');
    theirs.document.getText('t').insert(8, 'from them');
    await eventually(() => ours.doc.getText('t').toString() === 'from us from them');
  });

  test('presence crosses, and leaving clears it', async () => {
    const ours = client().open('notes');
    const theirs = provider('notes');
    await ours.whenSynced;
    ours.awareness.setLocalStateField('user', { name: 'Ada' });
    await eventually(() => theirs.awareness?.getStates().get(ours.awareness.clientID)?.user?.name === 'Ada');
    theirs.setAwarenessField('user', { name: 'Ben' });
    await eventually(() => [...ours.awareness.getStates().values()].some(({ user }) => user?.name === 'Ben'));
    ours.disconnect();
    await eventually(() => !theirs.awareness?.getStates().has(ours.awareness.clientID));
  });

  test('three documents share one socket, and the last one to leave ends it', async () => {
    const shared = client();
    const documents = ['one', 'two', 'three'].map((name) => shared.open(name));
    await Promise.all(documents.map(({ whenSynced }) => whenSynced));
    expect(sockets).toBe(1);
    for (const document of documents) document.doc.getText('t').insert(0, document.name);
    await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
    expect(server.hocuspocus.documents.get('two')?.getText('t').toString()).toBe('two');
    documents[0]?.disconnect();
    await eventually(() => server.hocuspocus.documents.get('one') === undefined);
    expect(documents[1]?.store.getState().connection.status).toBe('live');
    for (const document of documents) document.disconnect();
    await eventually(() => server.hocuspocus.getConnectionsCount() === 0);
  });

  test('stateless messages go out and come in', async () => {
    const ours = client().open('notes');
    const heard: string[] = [];
    ours.on('stateless', (payload) => heard.push(payload));
    await ours.whenSynced;
    ours.sendStateless('hello');
    await eventually(() => heard.length > 0);
    expect(heard).toEqual(['heard hello']);
    expect(() => ours.sendStateless({} as unknown as string)).toThrow(/is a string/);
  });

  test('a token that is refused is asked for once more, then it stops', async () => {
    let asked = 0;
    const ours = client({
      getAccessToken: () => {
        asked += 1;
        return `bad ${asked}`;
      },
    }).open('notes');
    const { problem } = await untilStatus(ours, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4401 });
    expect(asked).toBe(2);
  });

  test('a server that does not apply a change says so, and the change is kept', async () => {
    readOnly = true;
    const ours = client().open('notes');
    await ours.whenSynced;
    ours.doc.getText('t').insert(0, 'mine');
    const { problem } = await untilStatus(ours, 'stopped');
    expect(problem).toMatchObject({ kind: 'forbidden', source: 'client' });
    expect(problem?.reason).toMatch(/may only read/);
    expect(ours.doc.getText('t').toString()).toBe('mine');
    expect(ours.store.getState().unsynced).toBe(true);
  });

  test('a restart of the server loses nothing, and 4205 and 1006 come back by themselves', async () => {
    const ours = client().open('notes');
    await ours.whenSynced;
    ours.doc.getText('t').insert(0, 'before ');
    await until(ours, ({ unsynced }) => !unsynced);
    const { port } = server.address;
    await server.destroy();
    await until(ours, ({ connection }) => connection.status === 'waiting');
    ours.doc.getText('t').insert(7, 'after');
    server = await startServer(port);
    await eventually(() => {
      clock.skip(500);
      return ours.store.getState().connection.status === 'live';
    });
    await until(ours, ({ unsynced }) => !unsynced);
    expect(server.hocuspocus.documents.get('notes')?.getText('t').toString()).toBe('before after');
  });
});
