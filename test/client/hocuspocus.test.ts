import { writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { describe, expect } from 'vitest';
import type { TokenRequest, WireSocketClientOptions } from '../../src/core.ts';
import { AUTH, frame, TYPE } from '../../src/sync/hocuspocus/framing.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, inTime, until, untilStatus, WebSocketClass } from '../support/kit.ts';
import { startRelay } from '../support/relay.ts';

const test = base
  /** What counts its sockets, and can say what the emulator never would. */
  .extend('relay', async ({ emulator }, { onCleanup }) => {
    const relay = await startRelay(() => emulator.url);
    onCleanup(() => relay.stop());
    return relay;
  })
  .override('connect', ({ connect, relay, clock }) => (options) => {
    return connect({ endpoint: relay.url, dialect: 'hocuspocus', clock, ...options });
  })
  /** Documents of one client, in sync. */
  .extend('openAll', ({ connect, documentName }) => {
    return async (count: number, options: Partial<WireSocketClientOptions> = {}) => {
      const client = connect(options);
      const documents = Array.from({ length: count }, (_, index) => client.open(`${documentName}-${index}`));
      await Promise.all(documents.map(({ whenSynced }) => whenSynced));
      return documents;
    };
  })
  .extend('openTwo', ({ openAll }) => async (options?: Partial<WireSocketClientOptions>) => {
    const [one, two] = await openAll(2, options);
    if (one === undefined || two === undefined) throw new Error('There are two.');
    return { one, two };
  });

test.override({ emulatorOptions: { gracePeriod: 0 } });

const isLive = ({ store }: { store: { getState(): { connection: { status: string } } } }) =>
  store.getState().connection.status === 'live';

describe('sockets', () => {
  test('three documents have one; in the y-websocket dialect they have three', async ({ relay, openAll }) => {
    await openAll(3);
    expect(relay.sockets()).toBe(1);
    await openAll(3, { dialect: 'y-websocket', tokenIn: { query: 'token' } });
    expect(relay.sockets()).toBe(4);
  });

  test('after a cut all come back over one', async ({ clock, relay, openAll }) => {
    const documents = await openAll(5);
    relay.cut();
    await eventually(() => !documents.some(isLive));
    await inTime(clock, documents, () => documents.every(isLive));
    expect(relay.sockets()).toBe(2);
  });

  test('after one died without a word they come back over one, too', async ({ clock, relay, openAll }) => {
    const documents = await openAll(3);
    const lost = new Set<string>();
    for (const { name, store } of documents) {
      store.subscribe(({ connection }) => {
        if (connection.status === 'waiting') lost.add(name);
      });
    }
    relay.freeze();
    await inTime(clock, documents, () => lost.size === 3 && documents.every(isLive));
    expect(relay.sockets()).toBe(2);
  });

  test('a document that disconnects and connects at once is live again, and the others stay so', async ({
    openTwo,
  }) => {
    const { one, two } = await openTwo();
    const states: string[] = [];
    two.store.subscribe(({ connection }) => states.push(connection.status));
    for (let count = 0; count < 3; count += 1) {
      one.disconnect();
      one.connect();
      await untilStatus(one, 'live');
    }
    one.doc.getText('t').insert(0, 'x');
    await until(one, ({ unsynced }) => !unsynced);
    expect(states).toEqual([]);
  });

  test('an upgrade that HTTP refuses is named by a request, as in the other dialect', async ({
    emulator,
    connect,
    clock,
  }) => {
    const undo = [
      emulator.fail({ handshake: { status: 503, retryAfter: 20 } }),
      emulator.fail({ http: 'discovery', status: 503, retryAfter: 20 }),
    ];
    const document = connect({ endpoint: emulator.url }).open('busy');
    await inTime(clock, [document], () => {
      const { connection } = document.store.getState();
      return connection.status === 'waiting' && connection.problem.kind === 'overloaded';
    });
    for (const end of undo) end();
    clock.skip(30_000);
    await untilStatus(document, 'live');
  });
});

describe('a refusal of one document leads to what the other dialect does, and leaves the other alone', () => {
  test.for([
    [4003, 'forbidden', 'stopped'],
    [4004, 'connection-limit', 'waiting'],
    [4005, 'document-limit', 'waiting'],
    [4007, 'invalid-name', 'stopped'],
    [4008, 'document-full', 'waiting'],
    [4403, 'forbidden', 'stopped'],
    [4205, 'server-restart', 'waiting'],
    [4408, 'server-restart', 'waiting'],
  ] as const)('%i: %s, %s', async ([code, kind, status], { emulator, openTwo }) => {
    const { one, two } = await openTwo();
    emulator.fail({ handshake: { code }, documentName: one.name, times: 1 });
    one.disconnect();
    one.connect();
    const { problem } = await untilStatus(one, status);
    expect(problem).toMatchObject({ kind, code, source: 'close' });
    two.doc.getText('t').insert(0, 'on');
    await until(two, ({ unsynced }) => !unsynced);
  });

  test.for([
    [4004, 'connection-limit'],
    [4008, 'document-full'],
    [4205, 'server-restart'],
  ] as const)(
    'a close of one with %i while it is live: %s',
    async ([code, kind], { emulator, clock, relay, openTwo }) => {
      const { one, two } = await openTwo();
      emulator.close(one.name, code);
      const { problem } = await untilStatus(one, 'waiting');
      expect(problem).toMatchObject({ kind, code });
      expect(isLive(two)).toBe(true);
      await inTime(clock, [one], () => isLive(one));
      expect(relay.sockets()).toBe(1);
    },
  );

  test('a code of the whole socket is one for all of its documents', async ({ emulator, openTwo }) => {
    const { one, two } = await openTwo();
    emulator.close(one.name, 4006);
    for (const document of [one, two]) {
      const { problem } = await untilStatus(document, 'waiting');
      expect(problem).toMatchObject({ kind: 'rate-limit', code: 4006 });
    }
  });

  test('4009: it follows to the other region, and the other stays where it is', async ({
    emulator,
    clock,
    openTwo,
  }) => {
    const { one, two } = await openTwo({ endpoint: emulator.url });
    emulator.close(one.name, 4009);
    await inTime(clock, [one, two], () => emulator.handshakes.at(-1)?.region === 'us-east-1');
    await untilStatus(one, 'live');
    expect(isLive(two)).toBe(true);
  });

  test('4002: a fresh token is got for it, and it comes back with that', async ({
    emulator,
    outcomes,
    openTwo,
  }) => {
    const asked: TokenRequest[] = [];
    const getAccessToken = (request: TokenRequest) => {
      asked.push(request);
      return emulator.issueToken();
    };
    const { one, two } = await openTwo({ getAccessToken });
    const states: string[] = [];
    two.store.subscribe(({ connection }) => states.push(connection.status));
    emulator.close(one.name, 4002);
    await eventually(() => outcomes(one.name).length === 2);
    await untilStatus(one, 'live');
    expect(asked.map(({ reason }) => reason)).toEqual(['connect', 'rejected']);
    expect(asked[1]?.documentName).toBe(one.name);
    expect([outcomes(one.name), outcomes(two.name)]).toEqual([[0, 0], [0]]);
    expect(states).toEqual([]);
  });

  test('refused again with the fresh one, it stops', async ({ emulator, outcomes, openTwo }) => {
    const { one, two } = await openTwo();
    emulator.fail({ handshake: { code: 4002 }, documentName: one.name });
    emulator.close(one.name, 4002);
    const { problem } = await untilStatus(one, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(outcomes(one.name)).toEqual([0, 4002]);
    expect(isLive(two)).toBe(true);
  });
});

describe('names', () => {
  test.for(['a/b', 'caf%C3%A9', 'café', 'a b', 'room.1', ''])(
    '%j never reaches the wire',
    async (name, { connect, relay }) => {
      const document = connect().open(name);
      expect(document.store.getState().connection).toMatchObject({
        status: 'stopped',
        problem: { kind: 'invalid-name' },
      });
      expect(relay.sockets()).toBe(0);
    },
  );

  test.for(['constructor', '__proto__', '-', '_', 'x'.repeat(255)])(
    '%j is like any other',
    async (name, { connect }) => {
      const here = connect().open(name);
      const there = connect({ dialect: 'y-websocket', tokenIn: { query: 'token' } }).open(name);
      await Promise.all([here.whenSynced, there.whenSynced]);
      here.doc.getText('t').insert(0, name);
      await eventually(() => there.doc.getText('t').toString() === name);
    },
  );
});

describe('bad input', () => {
  test('a message for another document', async ({ clock, relay, openTwo }) => {
    const { one, two } = await openTwo();
    relay.inject(frame('stranger', TYPE.queryAwareness));
    for (const document of [one, two]) {
      const { problem } = await untilStatus(document, 'waiting');
      expect(problem).toMatchObject({ kind: 'protocol-error', source: 'client' });
      expect(problem.reason).toContain(`for the document “stranger”, not for “${document.name}”`);
    }
    await inTime(clock, [one, two], () => isLive(one) && isLive(two));
  });

  test('a message for one that has left is only late', async ({ relay, openTwo }) => {
    const { one, two } = await openTwo();
    one.disconnect();
    relay.inject(frame(one.name, TYPE.queryAwareness));
    two.doc.getText('t').insert(0, 'on');
    await until(two, ({ unsynced }) => !unsynced);
    expect(isLive(two)).toBe(true);
  });

  test('an authentication refused mid-session', async ({ relay, openTwo }) => {
    const { one, two } = await openTwo();
    const denied = frame(one.name, TYPE.auth, (encoder) => {
      writeVarUint(encoder, AUTH.denied);
      writeVarString(encoder, 'permission-denied');
    });
    const states: string[] = [];
    one.store.subscribe(({ connection }) => states.push(connection.status));
    relay.inject(denied);
    await eventually(() => states.includes('connecting'));
    await untilStatus(one, 'live');
    expect(isLive(two)).toBe(true);
    // The one fresh token that a session is worth is used.
    relay.inject(denied);
    const { problem } = await untilStatus(one, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4401, reason: 'permission-denied' });
    expect(isLive(two)).toBe(true);
  });

  test('a sync status that says "not applied"', async ({ relay, openTwo }) => {
    const { one, two } = await openTwo();
    one.doc.getText('t').insert(0, 'mine');
    relay.inject(frame(one.name, TYPE.syncStatus, (encoder) => writeVarUint(encoder, 0)));
    const { problem } = await untilStatus(one, 'stopped');
    expect(problem).toMatchObject({ kind: 'forbidden', source: 'client' });
    expect(one.doc.getText('t').toString()).toBe('mine');
    expect(isLive(two)).toBe(true);
  });

  test.for<[string, (name: string) => Uint8Array | string, RegExp]>([
    [
      'a stateless message that is not text',
      (name) =>
        frame(name, TYPE.stateless, (encoder) => writeVarUint8Array(encoder, Uint8Array.of(0xff, 0xfe))),
      /a stateless message that is not text/,
    ],
    ['a sync status that is cut', (name) => frame(name, TYPE.syncStatus), /a sync status that says nothing/],
    ['an auth message that is cut', (name) => frame(name, TYPE.auth), /an auth message that is none/],
    ['an unknown type', (name) => frame(name, 42), /unknown type 42/],
    ['a text frame', () => 'hello', /a text frame/],
  ])(
    '%s is a protocol error, and nothing is lost',
    async ([, message, reason], { clock, relay, openTwo }) => {
      const { one } = await openTwo();
      relay.inject(message(one.name));
      const { problem } = await untilStatus(one, 'waiting');
      expect(problem).toMatchObject({ kind: 'protocol-error', source: 'client' });
      expect(problem.reason).toMatch(reason);
      one.doc.getText('t').insert(0, 'meanwhile');
      await inTime(clock, [one], () => isLive(one));
      await until(one, ({ unsynced }) => !unsynced);
    },
  );

  test('a stateless message that is not text does not go out', async ({ relay, openTwo }) => {
    const { one } = await openTwo();
    const said = relay.heard.length;
    expect(() => one.sendStateless(new Uint8Array() as unknown as string)).toThrow(/is a string.*JSON/);
    expect(relay.heard.length).toBe(said);
  });
});

test('stateless messages go from one client to another, beside the document', async ({
  connect,
  openTwo,
}) => {
  const { one } = await openTwo();
  const other = connect().open(one.name);
  await other.whenSynced;
  const heard: string[] = [];
  other.on('stateless', (payload) => heard.push(payload));
  one.sendStateless('{"hello":"wörld"}');
  await eventually(() => heard.length > 0);
  expect(heard).toEqual(['{"hello":"wörld"}']);
});

test('a ping is answered', async ({ relay, openTwo }) => {
  await openTwo();
  relay.inject(Uint8Array.of(TYPE.ping));
  await eventually(() => relay.heard.some((bytes) => bytes.length === 1 && bytes[0] === TYPE.pong));
});

test('the token is in no address', async ({ emulator, relay, openAll }) => {
  const token = await emulator.issueToken();
  const urls: string[] = [];
  class Listening extends WebSocketClass {
    constructor(url: string | URL, protocols?: string | string[]) {
      urls.push(String(url), ...[protocols ?? []].flat());
      super(url, protocols);
    }
  }
  await openAll(2, { WebSocket: Listening, getAccessToken: () => token });
  expect(urls).toEqual([relay.url]);
});
