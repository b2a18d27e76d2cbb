import { describe, expect } from 'vitest';
import {
  createTokenSharing,
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClientOptions,
  WireSocketError,
} from '../../src/core.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, until, untilStatus, WebSocketClass } from '../support/kit.ts';

const test = base.override(
  'connect',
  ({ connect, clock }) =>
    (options) =>
      connect({ clock, ...options }),
);

describe('a document name', () => {
  test.for(['', 'a b', 'a/b', 'ä', 'a.b', '../x', 'a'.repeat(256), 'a\n', '‮abc'])(
    '%j that breaks the rule gives a document that is stopped, and makes no handshake',
    (bad, { emulator, connect }) => {
      const before = emulator.handshakes.length;
      const document = connect().open(bad);
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

  test.for([[undefined], [null], [7], [{}], [[]]])(
    '%j is no string, and a TypeError says so',
    ([bad], { connect }) => {
      expect(() => connect().open(bad as unknown as string)).toThrow(TypeError);
      expect(() => connect().open(bad as unknown as string)).toThrow(
        /a string, and is .*\. Open it once it has one/,
      );
    },
  );
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

  test.for([
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
  ] as const)(
    '%s is refused at the call, and it says what would be right',
    ([, wrong, message], { emulator }) => {
      const options = wrong && { endpoint: emulator.url, getAccessToken, ...wrong };
      const make = () => createWireSocketClient(options as unknown as WireSocketClientOptions);
      expect(make).toThrow(TypeError);
      expect(make).toThrow(message);
    },
  );

  test.for([
    ['doc', {}],
    ['doc', 'notes'],
    ['awareness', {}],
    ['awareness', new Map()],
  ] as const)(
    '%s: %j is none of Yjs, and is refused at the call',
    ([part, value], { connect, documentName, handshakes }) => {
      const open = () => connect().open(documentName, { [part]: value });
      expect(open).toThrow(TypeError);
      expect(open).toThrow(/doc is no Y\.Doc, or awareness no Awareness/);
      expect(handshakes()).toHaveLength(0);
    },
  );

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

  test('no WebSocket here is an error at open, that says what to pass', ({ emulator, documentName }) => {
    const bare = createWireSocketClient({ endpoint: emulator.url, getAccessToken });
    const native = globalThis.WebSocket;
    Reflect.deleteProperty(globalThis, 'WebSocket');
    try {
      expect(() => bare.open(documentName)).toThrow(/options\.WebSocket/);
    } finally {
      if (native !== undefined) globalThis.WebSocket = native;
    }
  });
});

describe('a token', () => {
  test.for([
    ['nothing', undefined, 'missing-token', /no token/],
    ['null', null, 'missing-token', /no token/],
    ['an empty string', '', 'missing-token', /no token/],
    ['a number', 42, 'token-unavailable', /is a number/],
    ['an object', { access_token: 'x' }, 'token-unavailable', /is a object|is an object/],
    ['a string with a line break', 'a.b\n.c', 'token-unavailable', /subprotocol cannot carry/],
    ['a string with a space', 'Bearer a.b.c', 'token-unavailable', /subprotocol cannot carry/],
  ] as const)(
    'that is %s stops with the reason, and makes no handshake',
    async ([, token, kind, reason], { connect, documentName, handshakes }) => {
      const document = connect({ getAccessToken: () => token as string }).open(documentName);
      const { problem } = await untilStatus(document, 'stopped');
      expect(problem).toMatchObject({ kind, source: 'client', recovery: 'developer' });
      expect(problem?.reason).toMatch(reason);
      expect(handshakes()).toHaveLength(0);
    },
  );

  test('that the service refuses is asked for once more, then it stops', async ({
    connect,
    documentName,
    handshakes,
  }) => {
    const asked: string[] = [];
    const document = connect({
      getAccessToken: ({ reason }) => {
        asked.push(reason);
        return 'not.a.jwt';
      },
    }).open(documentName);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(problem?.reason).toMatch(/^getAccessToken returned the same token again: .*\. Token is expired/);
    expect(asked).toEqual(['connect', 'rejected']);
    expect(handshakes()).toHaveLength(2);
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

  test('is refused by the service, and the reason says what is wrong with it', async ({
    connect,
    documentName,
    handshakes,
  }) => {
    const document = connect({ getAccessToken: withoutExp }).open(documentName);
    document.doc.getText('notes').insert(0, 'kept');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(problem?.reason).toMatch(/no exp claim/);
    expect(handshakes()).toHaveLength(2);
    expect(document.store.getState().unsynced).toBe(true);
  });

  test('is asked for once by 50 documents, and anew for each handshake after that', async ({ connect }) => {
    let asked = 0;
    const made = connect({
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
  test.for([
    ['an object with nothing but a status', { status: 403 }, '403'],
    ['an object with a message', { status: 403, message: 'no seat left' }, 'no seat left'],
    ['an answer', new Response(null, { status: 403 }), '403'],
    ['an error', Object.assign(new Error('no seat left'), { status: 403 }), 'no seat left'],
  ] as const)(
    'that rejects with %s tells it as text',
    async ([, thrown, reason], { connect, documentName }) => {
      const document = connect({ getAccessToken: () => Promise.reject(thrown) }).open(documentName);
      const { problem } = await untilStatus(document, 'stopped');
      expect(problem).toMatchObject({ kind: 'not-permitted', code: 403, reason });
    },
  );

  test.for([
    [
      'throws',
      () => {
        throw new Error('no network');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no network'))],
  ] as const)(
    'that %s is tried again, and the document keeps its edits',
    async ([, getAccessToken], { emulator, connect, clock, documentName, handshakes }) => {
      let works = false;
      const document = connect({
        getAccessToken: () => (works ? emulator.issueToken() : getAccessToken()),
      }).open(documentName);
      const { problem } = await untilStatus(document, 'waiting');
      expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
      expect(problem.reason).toContain('no network');
      expect(handshakes()).toHaveLength(0);
      document.doc.getText('notes').insert(0, 'kept');
      works = true;
      clock.skip(1_000);
      await until(document, ({ hasSynced, unsynced }) => hasSynced && !unsynced);
    },
  );

  test('that hangs is given up after 30 s, and its signal aborted', async ({
    connect,
    clock,
    documentName,
    handshakes,
  }) => {
    let signal: AbortSignal | undefined;
    const document = connect({
      getAccessToken: (request) => {
        signal = request.signal;
        return new Promise<string>(() => {});
      },
    }).open(documentName);
    await eventually(() => signal !== undefined);
    clock.skip(30_000);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem.kind).toBe('token-unavailable');
    expect(problem.reason).toMatch(/within 30000 ms/);
    expect(signal?.aborted).toBe(true);
    expect(handshakes()).toHaveLength(0);
  });

  test('is asked anew by who disconnects and connects again at once', async ({ connect, documentName }) => {
    const document = connect().open(documentName);
    document.disconnect();
    document.connect();
    const states: string[] = [];
    document.store.subscribe(({ connection }) => states.push(connection.status));
    await untilStatus(document, 'live');
    expect(states).not.toContain('waiting');
  });

  test.for([
    [400, 'bad-request', 'stopped'],
    [401, 'unauthorized', 'stopped'],
    [403, 'not-permitted', 'stopped'],
    [429, 'too-many-requests', 'waiting'],
    [503, 'maintenance', 'waiting'],
  ] as const)(
    'that throws with status %i is read as that answer',
    async ([status, kind, expected], { connect, clock, documentName, handshakes }) => {
      const document = connect({
        getAccessToken: () =>
          Promise.reject(Object.assign(new Error('said the backend'), { status, retryAfter: 40 })),
      }).open(documentName);
      const { connection } = await until(document, (state) => state.connection.status === expected);
      expect(connection).toMatchObject({ problem: { kind, code: status, source: 'dashboard' } });
      if (connection.status === 'waiting') {
        expect(connection.earliestRetryAt - clock.now()).toBeGreaterThan(39_000);
      }
      expect(handshakes()).toHaveLength(0);
    },
  );
});

describe('a Retry-After from getAccessToken', () => {
  test.for([3_000_000, 31_536_000, 1e300, Number.POSITIVE_INFINITY])(
    'of %d s is waited out for 10 minutes, not for no time at all',
    async (retryAfter, { connect, clock, documentName }) => {
      let asked = 0;
      const document = connect({
        getAccessToken: () => {
          asked += 1;
          return Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter }));
        },
      }).open(documentName);
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

  test('that the app puts into a WireSocketError by itself is no exception', async ({
    connect,
    clock,
    documentName,
  }) => {
    let asked = 0;
    const busy = {
      kind: 'too-many-requests',
      source: 'dashboard',
      recovery: 'automatic',
      docsUrl: '',
    } as const;
    const document = connect({
      random: () => 1,
      getAccessToken: () => {
        asked += 1;
        throw new WireSocketError({ ...busy, code: 429, reason: 'Busy.', retryAfter: 1e9 });
      },
    }).open(documentName);
    const { retryAt } = await untilStatus(document, 'waiting');
    expect((retryAt ?? 0) - clock.now()).toBeGreaterThan(590_000);
    expect((retryAt ?? 0) - clock.now()).toBeLessThanOrEqual(600_000);
    clock.skip(600_000);
    await eventually(() => asked === 2);
  });

  test.for([[-1], [Number.NaN], ['soon'], [null]])(
    'of %j counts as 60 s',
    async ([retryAfter], { connect, clock, documentName }) => {
      const document = connect({
        getAccessToken: () => Promise.reject(Object.assign(new Error('Busy.'), { status: 429, retryAfter })),
      }).open(documentName);
      const { earliestRetryAt } = await untilStatus(document, 'waiting');
      expect(earliestRetryAt - clock.now()).toBeGreaterThan(59_000);
      expect(earliestRetryAt - clock.now()).toBeLessThanOrEqual(60_000);
    },
  );
});

describe('a redirect', () => {
  test('to a stranger stops, and takes no token there', async ({
    emulator,
    connect,
    documentName,
    handshakes,
  }) => {
    emulator.fail({
      handshake: { code: 4009, reason: `REDIRECT:wss://evil.example/${documentName}` },
      documentName,
    });
    const document = connect().open(documentName);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'untrusted-redirect', code: 4009 });
    expect(problem?.reason).toContain('evil.example');
    expect(handshakes()).toHaveLength(1);
  });

  test('to another port of the same host is refused where trustedHosts names the port', async ({
    emulator,
    connect,
    documentName,
  }) => {
    emulator.fail({ handshake: { code: 4009, reason: 'REDIRECT:ws://127.0.0.1:9/x' }, documentName });
    const { host } = new URL(emulator.url);
    const document = connect({ trustedHosts: [host] }).open(documentName);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem?.kind).toBe('untrusted-redirect');
  });

  test.for([
    'REDIRECT:',
    'REDIRECT:nonsense',
    'REDIRECT:javascript:alert(1)',
    'over there',
    'REDIRECT:http://x',
  ])(
    'that says %j asks discovery instead',
    async (reason, { emulator, connect, documentName, handshakes }) => {
      emulator.fail({ handshake: { code: 4009, reason }, documentName, times: 1 });
      const document = connect().open(documentName);
      await untilStatus(document, 'live');
      expect(handshakes()).toHaveLength(2);
    },
  );
});

test('a query carries the token only where that was asked for', async ({
  emulator,
  connect,
  documentName,
}) => {
  const urls: string[] = [];
  class Recorded extends WebSocketClass {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      urls.push(String(url));
    }
  }
  const quiet = connect({ WebSocket: Recorded }).open(documentName);
  await quiet.whenSynced;
  expect(urls).toEqual([`${emulator.url}/${documentName}`]);

  const asked = connect({ WebSocket: Recorded, tokenIn: { query: 'token' } }).open(`${documentName}-query`);
  await asked.whenSynced;
  expect(urls[1]).toMatch(new RegExp(`/${documentName}-query\\?token=ey`));
});
