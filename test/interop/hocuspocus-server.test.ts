import { readVarString } from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createWireSocketClient,
  type WireSocketClient,
  type WireSocketClientOptions,
} from '../../src/core.ts';
import { TYPE, unframe } from '../../src/sync/hocuspocus/framing.ts';
import { eventually, inTime, isSaved, until, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';
import { type HocuspocusNode, openTheirs, startHocuspocus } from './hocuspocus-node.ts';
import { createRandom, editAtRandom, expectConvergence } from './random-edits.ts';

let node: HocuspocusNode;
let sockets = 0;
let readOnly = false;
/** What the server was told when it asked for a token again. */
let renewed: string[] = [];
let clock: SkippingClock;
const clients: WireSocketClient[] = [];
const others: { destroy(): void }[] = [];

function start(port = 0): Promise<HocuspocusNode> {
  return startHocuspocus({
    port,
    async onUpgrade() {
      sockets += 1;
    },
    async onAuthenticate({ token, documentName, connectionConfig }) {
      // Without a message, which it would log: 'permission-denied'. Without an error: 'Forbidden'.
      if (!token.startsWith('good')) throw new Error();
      if (documentName === 'secret') throw undefined;
      connectionConfig.readOnly = readOnly;
    },
    async onTokenSync({ token }) {
      renewed.push(token);
      if (!token.startsWith('good')) throw undefined;
    },
    async onStateless({ payload, document }) {
      document.broadcastStateless(`heard ${payload}`);
    },
  });
}

function documentOf(name: string) {
  return node.server.hocuspocus.documents.get(name);
}

function textOf(name: string): string | undefined {
  return documentOf(name)?.getText('t').toString();
}

beforeEach(async () => {
  sockets = 0;
  readOnly = false;
  renewed = [];
  clock = createSkippingClock();
  node = await start();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const other of others.splice(0)) other.destroy();
  await node.stop();
});

function client(options: Partial<WireSocketClientOptions> = {}): WireSocketClient {
  const made = createWireSocketClient({
    endpoint: node.url,
    dialect: 'hocuspocus',
    getAccessToken: () => 'good',
    WebSocket: WebSocketClass,
    clock,
    ...options,
  });
  clients.push(made);
  return made;
}

function theirs(name: string) {
  const opened = openTheirs(node.url, name);
  others.push(opened);
  return opened;
}

describe("on Hocuspocus' own server", () => {
  test("syncs with Hocuspocus' own provider, both ways, and tells what is acknowledged", async () => {
    const ours = client().open('notes');
    const { doc } = theirs('notes');
    await ours.whenSynced;
    ours.doc.getText('t').insert(0, 'from us ');
    expect(ours.store.getState().unsynced).toBe(true);
    await until(ours, ({ unsynced }) => !unsynced);
    await eventually(() => doc.getText('t').toString() === 'from us ');
    doc.getText('t').insert(8, 'from them');
    await eventually(() => ours.doc.getText('t').toString() === 'from us from them');
  });

  test.each([1, 2, 3])('random edits with cuts and restarts converge (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const mine = [client().open('notes'), client().open('notes')];
    const docs = [...mine, theirs('notes'), theirs('notes')].map(({ doc }) => doc);
    for (let round = 0; round < 200; round += 1) {
      editAtRandom(docs, random);
      if (round % 40 === 20) node.cut();
      if (round === 100) {
        await node.stop();
        node = await start(node.port);
      }
      if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      clock.skip(100);
    }
    await inTime(clock, mine, () => mine.every(isSaved));
    await expectConvergence(docs);
  });

  test('presence crosses, and leaving clears it', async () => {
    const ours = client().open('notes');
    const { provider } = theirs('notes');
    await ours.whenSynced;
    ours.awareness.setLocalStateField('user', { name: 'Ada' });
    await eventually(
      () => provider.awareness?.getStates().get(ours.awareness.clientID)?.user?.name === 'Ada',
    );
    provider.setAwarenessField('user', { name: 'Ben' });
    await eventually(() => [...ours.awareness.getStates().values()].some(({ user }) => user?.name === 'Ben'));
    ours.disconnect();
    await eventually(() => !provider.awareness?.getStates().has(ours.awareness.clientID));
  });

  test('three documents share one socket, and the last one to leave ends it', async () => {
    const shared = client();
    const documents = ['one', 'two', 'three'].map((name) => shared.open(name));
    await Promise.all(documents.map(({ whenSynced }) => whenSynced));
    expect(sockets).toBe(1);
    for (const document of documents) document.doc.getText('t').insert(0, document.name);
    await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
    expect(textOf('two')).toBe('two');
    documents[0]?.disconnect();
    await eventually(() => documentOf('one') === undefined);
    expect(documents[1]?.store.getState().connection.status).toBe('live');
    for (const document of documents) document.disconnect();
    await eventually(() => node.server.hocuspocus.getConnectionsCount() === 0);
  });

  test('a document that left and comes back is live again, at once or later, over few sockets', async () => {
    const shared = client();
    const [one, two] = [shared.open('one'), shared.open('two')];
    await Promise.all([one.whenSynced, two.whenSynced]);
    for (let count = 0; count < 4; count += 1) {
      one.disconnect();
      one.connect();
      await untilStatus(one, 'live');
      one.doc.getText('t').insert(0, 'x');
      await until(one, ({ unsynced }) => !unsynced);
    }
    one.disconnect();
    await eventually(() => documentOf('one') === undefined);
    one.connect();
    // The server stores nothing, so it has to be told all of it again.
    await eventually(() => textOf('one') === 'xxxx');
    expect(two.store.getState().connection.status).toBe('live');
    expect(sockets).toBeLessThan(5);
  });

  test('one that is back before the server has said goodbye is not closed by that', async () => {
    const goodbyes: string[] = [];
    class Listening extends WebSocketClass {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        this.addEventListener('message', ({ data }) => {
          const { documentName, type, rest } = unframe(new Uint8Array(data));
          if (type === TYPE.close) goodbyes.push(`${documentName}: ${readVarString(rest)}`);
        });
      }
    }
    const shared = client({ WebSocket: Listening });
    const [one, two] = [shared.open('one'), shared.open('two')];
    await Promise.all([one.whenSynced, two.whenSynced]);
    const states: string[] = [];
    for (const { name, store } of [one, two])
      store.subscribe(({ connection }, before) => {
        if (connection.status !== before.connection.status) states.push(`${name} ${connection.status}`);
      });
    one.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    await eventually(() => goodbyes.length > 0);
    expect(goodbyes).toEqual(['one: provider_initiated']);
    one.doc.getText('t').insert(0, 'x');
    await until(one, ({ unsynced }) => !unsynced);
    expect(states).toEqual(['one stopped', 'one connecting', 'one syncing', 'one live']);
    // It left one socket and is back over another, so both are open; from now on the first takes it again.
    one.disconnect();
    one.connect();
    await untilStatus(one, 'live');
    expect(sockets).toBe(2);
    expect(two.store.getState().connection.status).toBe('live');
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

  test('a restart loses nothing', async () => {
    const ours = client().open('notes');
    await ours.whenSynced;
    ours.doc.getText('t').insert(0, 'before ');
    await until(ours, ({ unsynced }) => !unsynced);
    await node.stop();
    await until(ours, ({ connection }) => connection.status === 'waiting');
    ours.doc.getText('t').insert(7, 'after');
    node = await start(node.port);
    await inTime(clock, [ours], () => ours.store.getState().connection.status === 'live');
    await until(ours, ({ unsynced }) => !unsynced);
    expect(textOf('notes')).toBe('before after');
  });

  test('a reset of one document is 4205, and the other stays', async () => {
    const shared = client();
    const [one, two] = [shared.open('one'), shared.open('two')];
    await Promise.all([one.whenSynced, two.whenSynced]);
    node.server.hocuspocus.closeConnections('one');
    const { problem } = await untilStatus(one, 'waiting');
    expect(problem).toMatchObject({ kind: 'server-restart', code: 4205, reason: 'Reset Connection' });
    expect(two.store.getState().connection.status).toBe('live');
    await inTime(clock, [one], () => one.store.getState().connection.status === 'live');
    expect(sockets).toBe(1);
  });
});

describe('tokens', () => {
  test('one that is refused is asked for once more, then it stops', async () => {
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

  test('one that is refused for one document is renewed for it, over another socket', async () => {
    const tokens = ['good for the first', 'bad for the second', 'good again'];
    const shared = client({ getAccessToken: () => tokens.shift() ?? 'none is left' });
    const first = shared.open('first');
    await first.whenSynced;
    const second = shared.open('second');
    await second.whenSynced;
    expect(tokens).toEqual([]);
    expect(sockets).toBe(2);
    expect(first.store.getState().connection.status).toBe('live');
  });

  test('of two documents one is refused: the other goes on', async () => {
    const shared = client();
    const [open, secret] = [shared.open('open'), shared.open('secret')];
    await open.whenSynced;
    const { problem } = await untilStatus(secret, 'stopped');
    expect(problem).toMatchObject({ kind: 'forbidden', code: 4403 });
    open.doc.getText('t').insert(0, 'on');
    await until(open, ({ unsynced }) => !unsynced);
    expect(textOf('open')).toBe('on');
  });

  test('the server may ask for that of one document again, and gets the current one', async () => {
    let asked = 0;
    const shared = client({
      getAccessToken: () => {
        asked += 1;
        return `good ${asked}`;
      },
    });
    const [one, two] = [shared.open('one'), shared.open('two')];
    await Promise.all([one.whenSynced, two.whenSynced]);
    const before = asked;
    for (const connection of documentOf('one')?.getConnections() ?? []) connection.requestToken();
    await eventually(() => renewed.length > 0);
    expect(renewed).toEqual([`good ${before + 1}`]);
    expect([one, two].map(({ store }) => store.getState().connection.status)).toEqual(['live', 'live']);
    expect(sockets).toBe(1);
  });
});

test('a client of the other dialect is told what the server may be', async () => {
  const ours = client({ dialect: 'y-websocket', tokenIn: { query: 'token' } }).open('notes');
  await untilStatus(ours, 'syncing');
  // It says nothing at all to what it cannot read.
  clock.skip(60_000);
  const { problem } = await untilStatus(ours, 'waiting');
  expect(problem).toMatchObject({ kind: 'connection-lost' });
  expect(problem.reason).toMatch(/Hocuspocus.*dialect 'hocuspocus'/);
});
