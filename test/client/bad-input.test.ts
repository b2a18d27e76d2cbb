import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createTokenSharing,
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClient,
  type WireSocketClientOptions,
  WireSocketError,
} from '../../src/core.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { clientOf, eventually, until, untilStatus, WebSocketClass } from '../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';

let emulator: Emulator;
let clock: SkippingClock;
const clients: WireSocketClient[] = [];
let name = '';
let count = 0;

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `bad-${count}`;
  clock = createSkippingClock();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
});

function client(options: Partial<WireSocketClientOptions> = {}): WireSocketClient {
  const made = clientOf(emulator, { clock, ...options });
  clients.push(made);
  return made;
}

function handshakes(): number {
  return emulator.handshakes.filter(({ documentName }) => documentName === name).length;
}

describe('a document name', () => {
  test.each(['', 'a b', 'a/b', 'ä', 'a.b', '../x', 'a'.repeat(256), 'a\n', '‮abc'])(
    '%j that breaks the rule gives a document that is stopped, and makes no handshake',
    (bad) => {
      const before = emulator.handshakes.length;
      const document = client().open(bad);
      const { connection } = document.store.getState();
      expect(connection).toMatchObject({
        status: 'stopped',
        problem: { kind: 'invalid-name', source: 'client' },
      });
      expect(connection.status === 'stopped' && connection.problem?.reason).toMatch(
        /letters, digits, hyphens and underscores/,
      );
      document.retry();
      document.connect();
      expect(document.store.getState().connection).toBe(connection);
      expect(emulator.handshakes.length).toBe(before);
      document.doc.getText('notes').insert(0, 'still a document');
    },
  );

  test.each([undefined, null, 7, {}, []])('%j is no string, and a TypeError says so', (bad) => {
    expect(() => client().open(bad as unknown as string)).toThrow(TypeError);
    expect(() => client().open(bad as unknown as string)).toThrow(
      /a string, and is .*\. Open it once it has one/,
    );
  });
});

describe('an option', () => {
  const getAccessToken = () => 'a.b.c';

  test.each([
    ['', /not an address/],
    ['eu-central-1.wiresocket.net', /not an address/],
    ['https://eu-central-1.wiresocket.net', /not a WebSocket address/],
    ['ws://eu-central-1.wiresocket.net', /unencrypted/],
    ['wss://user:pass@eu-central-1.wiresocket.net', /credentials/],
    ['wss://eu-central-1.wiresocket.net?token=secret', /query/],
  ])('endpoint %j is refused at the call, without showing a secret', (endpoint, message) => {
    const make = () => createWireSocketClient({ endpoint, getAccessToken });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/secret|pass@/);
  });

  test('an empty list of endpoints is refused', () => {
    expect(() => createWireSocketClient({ endpoint: [], getAccessToken })).toThrow(/empty list/);
  });

  test('getAccessToken that is no function is refused', () => {
    const options = { endpoint: 'wss://eu-central-1.wiresocket.net', getAccessToken: 'token' };
    expect(() => createWireSocketClient(options as unknown as WireSocketClientOptions)).toThrow(
      /not a function/,
    );
  });

  test.each([
    ['nothing at all', undefined, /endpoint \(undefined\): not an address/],
    ['another dialect', { dialect: 'socket.io' }, /dialect is neither 'y-websocket' nor 'hocuspocus'/],
    [
      'another routing',
      { routing: 'discovery' },
      /routing is neither 'connect-and-catch' nor 'discovery-first'/,
    ],
    ['a token in a place that is text', { tokenIn: 'query' }, /tokenIn is neither \{ subprotocol/],
    ['a token in no place', { tokenIn: {} }, /tokenIn is neither \{ subprotocol/],
    ['a token in a place without a name', { tokenIn: { query: '' } }, /tokenIn is neither \{ subprotocol/],
    ['trusted hosts that are text', { trustedHosts: 'example.com' }, /trustedHosts is no list of hostnames/],
    ['a trusted host that is none', { trustedHosts: [7] }, /trustedHosts is no list of hostnames/],
  ])('%s is refused at the call, and it says what would be right', (_, wrong, message) => {
    const options = wrong && { endpoint: emulator.url, getAccessToken, ...wrong };
    const make = () => createWireSocketClient(options as unknown as WireSocketClientOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });

  test.each([
    ['doc', {}],
    ['doc', 'notes'],
    ['awareness', {}],
    ['awareness', new Map()],
  ])('%s: %j is none of Yjs, and is refused at the call', (part, value) => {
    const open = () => client().open(name, { [part]: value });
    expect(open).toThrow(TypeError);
    expect(open).toThrow(/doc is no Y\.Doc, or awareness no Awareness/);
    expect(handshakes()).toBe(0);
  });

  test.each([undefined, null, ''])('%j is no url of a token endpoint', (url) => {
    const make = () => fetchAccessToken(url as unknown as string);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/url is missing/);
  });

  test.each([undefined, null, ''])('%j is nobody to share tokens with', (user) => {
    const make = () => createTokenSharing({ user: user as unknown as string });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(/user is missing/);
  });

  test('no WebSocket here is an error at open, that says what to pass', () => {
    const bare = createWireSocketClient({ endpoint: emulator.url, getAccessToken });
    const native = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      expect(() => bare.open(name)).toThrow(/options\.WebSocket/);
    } finally {
      if (native !== undefined) globalThis.WebSocket = native;
    }
  });
});

describe('a token', () => {
  test.each([
    ['nothing', undefined, 'missing-token', /no token/],
    ['null', null, 'missing-token', /no token/],
    ['an empty string', '', 'missing-token', /no token/],
    ['a number', 42, 'token-unavailable', /is a number/],
    ['an object', { access_token: 'x' }, 'token-unavailable', /is a object|is an object/],
    ['a string with a line break', 'a.b\n.c', 'token-unavailable', /subprotocol cannot carry/],
    ['a string with a space', 'Bearer a.b.c', 'token-unavailable', /subprotocol cannot carry/],
  ])('that is %s stops with the reason, and makes no handshake', async (_, token, kind, reason) => {
    const document = client({ getAccessToken: () => token as string }).open(name);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind, source: 'client', recovery: 'developer' });
    expect(problem?.reason).toMatch(reason);
    expect(handshakes()).toBe(0);
  });

  test('that the service refuses is asked for once more, then it stops', async () => {
    const asked: string[] = [];
    const document = client({
      getAccessToken: ({ reason }) => {
        asked.push(reason);
        return 'not.a.jwt';
      },
    }).open(name);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(problem?.reason).toMatch(/^getAccessToken returned the same token again: .*\. Token is expired/);
    expect(asked).toEqual(['connect', 'rejected']);
    expect(handshakes()).toBe(2);
    expect(JSON.stringify(document.store.getState())).not.toContain('not.a.jwt');
  });
});

describe('a token without exp', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let issued = 0;
  const withoutExp = () => {
    issued += 1;
    return `${encode({ alg: 'RS256' })}.${encode({ sub: 'client', jti: issued })}.c2lnbmF0dXJl`;
  };

  test('is refused by the service, and the reason says what is wrong with it', async () => {
    const document = client({ getAccessToken: withoutExp }).open(name);
    document.doc.getText('notes').insert(0, 'kept');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(problem?.reason).toMatch(/no exp claim/);
    expect(handshakes()).toBe(2);
    expect(document.store.getState().unsynced).toBe(true);
  });

  test('is asked for once by 50 documents, and anew for each handshake after that', async () => {
    let asked = 0;
    const made = client({
      getAccessToken: () => {
        asked += 1;
        return withoutExp();
      },
      fetch: async () => Response.json({ usage: {} }),
    });
    await Promise.all(Array.from({ length: 50 }, () => made.usage()));
    expect(asked).toBe(1);
    await made.usage();
    expect(asked).toBe(2);
  });
});

describe('getAccessToken', () => {
  test.each([
    ['an object with nothing but a status', { status: 403 }, '403'],
    ['an object with a message', { status: 403, message: 'no seat left' }, 'no seat left'],
    ['an answer', new Response(null, { status: 403 }), '403'],
    ['an error', Object.assign(new Error('no seat left'), { status: 403 }), 'no seat left'],
  ])('that rejects with %s tells it as text', async (_, thrown, reason) => {
    const document = client({ getAccessToken: () => Promise.reject(thrown) }).open(name);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'not-permitted', code: 403, reason });
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('no network');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no network'))],
  ])('that %s is tried again, and the document keeps its edits', async (_, getAccessToken) => {
    let works = false;
    const document = client({
      getAccessToken: () => (works ? emulator.issueToken() : getAccessToken()),
    }).open(name);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    expect(problem.reason).toContain('no network');
    expect(handshakes()).toBe(0);
    document.doc.getText('notes').insert(0, 'kept');
    works = true;
    clock.skip(1_000);
    await until(document, ({ hasSynced, unsynced }) => hasSynced && !unsynced);
  });

  test('that hangs is given up after 30 s, and its signal aborted', async () => {
    let signal: AbortSignal | undefined;
    const document = client({
      getAccessToken: (request) => {
        signal = request.signal;
        return new Promise<string>(() => {});
      },
    }).open(name);
    await eventually(() => signal !== undefined);
    clock.skip(30_000);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem.kind).toBe('token-unavailable');
    expect(problem.reason).toMatch(/within 30000 ms/);
    expect(signal?.aborted).toBe(true);
    expect(handshakes()).toBe(0);
  });

  test('is asked anew by who disconnects and connects again at once', async () => {
    const document = client().open(name);
    document.disconnect();
    document.connect();
    const states: string[] = [];
    document.store.subscribe(({ connection }) => states.push(connection.status));
    await untilStatus(document, 'live');
    expect(states).not.toContain('waiting');
  });

  test.each([
    [400, 'bad-request', 'stopped'],
    [401, 'unauthorized', 'stopped'],
    [403, 'not-permitted', 'stopped'],
    [429, 'too-many-requests', 'waiting'],
    [503, 'maintenance', 'waiting'],
  ] as const)('that throws with status %i is read as that answer', async (status, kind, expected) => {
    const document = client({
      getAccessToken: () =>
        Promise.reject(Object.assign(new Error('said the backend'), { status, retryAfter: 40 })),
    }).open(name);
    const { connection } = await until(document, (state) => state.connection.status === expected);
    expect(connection).toMatchObject({ problem: { kind, code: status, source: 'dashboard' } });
    if (connection.status === 'waiting') {
      expect(connection.earliestRetryAt - clock.now()).toBeGreaterThan(39_000);
    }
    expect(handshakes()).toBe(0);
  });
});

describe('a Retry-After from getAccessToken', () => {
  test.each([3_000_000, 31_536_000, 1e300, Number.POSITIVE_INFINITY])(
    'of %d s is waited out for 10 minutes, not for no time at all',
    async (retryAfter) => {
      let asked = 0;
      const document = client({
        getAccessToken: () => {
          asked += 1;
          return Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter }));
        },
      }).open(name);
      const { problem, retryAt } = await untilStatus(document, 'waiting');
      expect(problem).toMatchObject({
        retryAfter: 600,
        reason: expect.stringContaining('10 minutes at most'),
      });
      const wait = (retryAt ?? 0) - clock.now();
      expect(wait).toBeGreaterThan(560_000);
      expect(wait).toBeLessThanOrEqual(600_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(asked).toBe(1);
      // And then it is asked again: what was asked of one is not held against the next.
      clock.skip(600_000);
      await eventually(() => asked === 2);
    },
  );

  test('that the app puts into a WireSocketError by itself is no exception', async () => {
    let asked = 0;
    const busy = {
      kind: 'too-many-requests',
      source: 'dashboard',
      recovery: 'automatic',
      docsUrl: '',
    } as const;
    const document = client({
      random: () => 1,
      getAccessToken: () => {
        asked += 1;
        throw new WireSocketError({ ...busy, code: 429, reason: 'Busy.', retryAfter: 1e9 });
      },
    }).open(name);
    const { retryAt } = await untilStatus(document, 'waiting');
    expect((retryAt ?? 0) - clock.now()).toBeGreaterThan(590_000);
    expect((retryAt ?? 0) - clock.now()).toBeLessThanOrEqual(600_000);
    clock.skip(600_000);
    await eventually(() => asked === 2);
  });

  test.each([-1, Number.NaN, 'soon', null])('of %j counts as 60 s', async (retryAfter) => {
    const document = client({
      getAccessToken: () => Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter })),
    }).open(name);
    const { earliestRetryAt } = await untilStatus(document, 'waiting');
    expect(earliestRetryAt - clock.now()).toBeGreaterThan(59_000);
    expect(earliestRetryAt - clock.now()).toBeLessThanOrEqual(60_000);
  });
});

describe('a redirect', () => {
  test('to a stranger stops, and takes no token there', async () => {
    emulator.fail({
      handshake: { code: 4009, reason: `REDIRECT:wss://evil.example/${name}` },
      documentName: name,
    });
    const document = client().open(name);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'untrusted-redirect', code: 4009 });
    expect(problem?.reason).toContain('evil.example');
    expect(handshakes()).toBe(1);
  });

  test('to another port of the same host is refused where trustedHosts names the port', async () => {
    emulator.fail({ handshake: { code: 4009, reason: 'REDIRECT:ws://127.0.0.1:9/x' }, documentName: name });
    const { host } = new URL(emulator.url);
    const document = client({ trustedHosts: [host] }).open(name);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem?.kind).toBe('untrusted-redirect');
  });

  test.each([
    'REDIRECT:',
    'REDIRECT:nonsense',
    'REDIRECT:javascript:alert(1)',
    'over there',
    'REDIRECT:http://x',
  ])('that says %j asks discovery instead', async (reason) => {
    emulator.fail({ handshake: { code: 4009, reason }, documentName: name, times: 1 });
    const document = client().open(name);
    await untilStatus(document, 'live');
    expect(handshakes()).toBe(2);
  });
});

test('a query carries the token only where that was asked for', async () => {
  const urls: string[] = [];
  class Recorded extends WebSocketClass {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      urls.push(String(url));
    }
  }
  const quiet = client({ WebSocket: Recorded }).open(name);
  await quiet.whenSynced;
  expect(urls).toEqual([`${emulator.url}/${name}`]);

  const asked = client({ WebSocket: Recorded, tokenIn: { query: 'token' } }).open(`${name}-query`);
  await asked.whenSynced;
  expect(urls[1]).toMatch(new RegExp(`/${name}-query\\?token=ey`));
});
