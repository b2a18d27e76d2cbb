import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { fetchAccessToken, TokenEndpointError, type TokenRequest } from '../../src/core.ts';
import { test as base } from '../support/fixtures.ts';
import { untilStatus } from '../support/kit.ts';
import { createSkippingClock } from '../support/skipping-clock.ts';

const test = base.extend(
  'start',
  /** `tellsLifetime`: whether the backend's `expires_in` reaches the client. */
  ({ emulator, connect, clock }) =>
    (kept: number, tellsLifetime: boolean) => {
      const reasons: string[] = [];
      const client = connect({
        clock,
        getAccessToken({ reason, expiresIn }) {
          reasons.push(reason);
          const issued = Math.floor(Date.now() / 1000) - (reasons.length === 1 ? kept : 0);
          if (tellsLifetime) expiresIn?.(reasons.length === 1 ? 900 - kept : 900);
          return emulator.issueToken({ iat: issued, exp: issued + 900 });
        },
      });
      return { client, reasons };
    },
);

test.override({ emulatorOptions: { tokenLifetime: 900 } });

describe('one client', () => {
  test.for(['connect-and-catch', 'discovery-first'] as const)(
    'opens 50 documents at once with 1 token request, and at most 1 discovery each (%s)',
    async (routing, { emulator, connect }) => {
      let tokens = 0;
      const discoveries: string[] = [];
      const client = connect({
        routing,
        getAccessToken: () => {
          tokens += 1;
          return emulator.issueToken();
        },
        fetch: (url, init) => {
          discoveries.push(String(url));
          return fetch(url, init);
        },
      });
      const before = emulator.handshakes.length;
      const documents = Array.from({ length: 50 }, (_, n) => client.open(`fifty-${routing}-${n}`));
      await Promise.all(documents.map(({ whenSynced }) => whenSynced));
      expect(tokens).toBe(1);
      expect(new Set(discoveries).size).toBe(discoveries.length);
      expect(discoveries.length).toBe(routing === 'discovery-first' ? 50 : 0);
      expect(emulator.handshakes.slice(before).map(({ outcome }) => outcome)).toEqual(Array(50).fill(0));
    },
  );

  test('renews a token before the next handshake, not by a timer', async ({ emulator, connect, clock }) => {
    const reasons: string[] = [];
    const client = connect({
      clock,
      getAccessToken: ({ reason }) => {
        reasons.push(reason);
        return emulator.issueToken();
      },
    });
    const document = client.open('renewal');
    await document.whenSynced;
    clock.skip(14.5 * 60_000);
    // Asks for no token, and is answered long after whoever asked for one by a timer.
    await client.health();
    expect(reasons).toEqual(['connect']);
    await client.usage();
    expect(reasons).toEqual(['connect', 'expired']);
  });

  test('loses one handshake to a key that is retired, and none to one that is rotated', async ({
    emulator,
    connect,
  }) => {
    const reasons: string[] = [];
    const client = connect({
      getAccessToken: ({ reason }) => {
        reasons.push(reason);
        return emulator.issueToken();
      },
    });
    const first = client.open('rotation-1');
    await first.whenSynced;
    const retire = await emulator.rotateKey();
    await client.open('rotation-2').whenSynced;
    expect(reasons).toEqual(['connect']);
    retire();
    expect(first.store.getState().connection.status).toBe('live');
    await client.open('rotation-3').whenSynced;
    expect(reasons).toEqual(['connect', 'rejected']);
    const outcomes = emulator.handshakes
      .filter(({ documentName }) => documentName.startsWith('rotation-'))
      .map(({ outcome }) => outcome);
    expect(outcomes).toEqual([0, 0, 4002, 0]);
  });

  test('uses the cached token while the Dashboard is under maintenance', async ({
    emulator,
    connect,
    clock,
  }) => {
    let isDown = false;
    const client = connect({
      clock,
      getAccessToken: () =>
        isDown ? Promise.reject(Object.assign(new Error(), { status: 503 })) : emulator.issueToken(),
    });
    await client.usage();
    isDown = true;
    clock.skip(14.5 * 60_000);
    await expect(client.usage()).resolves.toBeDefined();
    clock.skip(60_000);
    await expect(client.usage()).rejects.toMatchObject({ problem: { kind: 'maintenance' } });
  });

  test.for([
    [429, 60],
    [429, null],
    [503, 60],
  ] as const)(
    'a %i of the token endpoint is waited out by 50 documents as by one (%j)',
    async ([status, retryAfter], { connect, clock }) => {
      let asked = 0;
      const client = connect({
        clock,
        getAccessToken: () => {
          asked += 1;
          return Promise.reject(Object.assign(new Error('Busy.'), { status, retryAfter }));
        },
      });
      const documents = Array.from({ length: 50 }, (_, n) =>
        client.open(`busy-${status}-${retryAfter}-${n}`),
      );
      await Promise.all(documents.map((document) => untilStatus(document, 'waiting')));
      expect(asked).toBe(1);
      clock.skip(30_000);
      const late = client.open(`busy-${status}-${retryAfter}-late`);
      const { problem, earliestRetryAt } = await untilStatus(late, 'waiting');
      expect(problem).toMatchObject({ code: status });
      expect(earliestRetryAt - clock.now()).toBeLessThanOrEqual(30_000);
      expect(asked).toBe(1);
      // All of them are due within 6 s from here, each at its own moment.
      for (let step = 0; step < 14; step += 1) {
        clock.skip(step === 0 ? 30_000 : 500);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await Promise.all(documents.map((document) => untilStatus(document, 'waiting')));
      expect(asked).toBe(2);
    },
  );
});

/** What the clock of this device says, in ms from what it should. */
const CLOCKS = [
  ['right', 0],
  ['five minutes behind', -300_000],
  ['five minutes ahead', 300_000],
] as const;

describe.each(CLOCKS)('with a clock that is %s', (_, offset) => {
  /** How old the backend's token is when a browser gets it, in seconds. */
  const KEPT = [0, 600, 700];

  test.override('clock', () => {
    const clock = createSkippingClock();
    clock.skip(offset);
    return clock;
  });

  test.for(KEPT)(
    'a token that the backend kept for %i s connects with one handshake',
    async (kept, { emulator, start }) => {
      for (const tellsLifetime of [true, false]) {
        const { client, reasons } = start(kept, tellsLifetime);
        const name = `clock-${offset}-${kept}-${tellsLifetime}`;
        await client.open(name).whenSynced;
        await client.usage();
        expect(emulator.handshakes.filter(({ documentName }) => documentName === name)).toMatchObject([
          { outcome: 0 },
        ]);
        expect(reasons).toEqual(['connect']);
      }
    },
  );

  test.for(KEPT)(
    'one of %i s is used while it lives by its expires_in, and no longer',
    async (kept, { clock, start }) => {
      const { client, reasons } = start(kept, true);
      await client.usage();
      const left = (900 - kept) * 1000;
      clock.skip(left * 0.5);
      await client.usage();
      expect(reasons).toEqual(['connect']);
      clock.skip(left * 0.49);
      await client.usage();
      expect(reasons).toEqual(['connect', 'expired']);
    },
  );

  test.for([0, -5, Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
    'an expires_in of %s is not believed, and the token is asked for once',
    async (told, { emulator, connect }) => {
      let asked = 0;
      const clock = createSkippingClock();
      clock.skip(offset);
      const client = connect({
        clock,
        getAccessToken({ expiresIn }) {
          asked += 1;
          expiresIn?.(told);
          return emulator.issueToken();
        },
      });
      await client.usage();
      await client.usage();
      expect(asked).toBe(1);
      clock.skip(1_200_000);
      await client.usage();
      expect(asked).toBe(2);
    },
  );
});

describe('fetchAccessToken', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let url = '';
  let headers: NodeJS.Dict<string | string[]> = {};
  const request: TokenRequest = {
    documentName: 'notes',
    reason: 'rejected',
    signal: new AbortController().signal,
  };

  beforeEach(async () => {
    server = createServer((incoming, response) => {
      headers = incoming.headers;
      answer(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/token`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('gives the token, tells for how long it lives, and tells the backend why and for what', async () => {
    answer = (response) => response.end(JSON.stringify({ access_token: 'a.b.c', expires_in: 300 }));
    const lifetimes: number[] = [];
    expect(await fetchAccessToken(url)({ ...request, expiresIn: (s) => lifetimes.push(s) })).toBe('a.b.c');
    expect(lifetimes).toEqual([300]);
    expect(await fetchAccessToken(url)(request)).toBe('a.b.c');
    expect(headers).toMatchObject({ 'wiresocket-token-reason': 'rejected', 'wiresocket-document': 'notes' });
  });

  test.each([
    ['HTML', (response: ServerResponse) => response.end('<!doctype html>'), 200, /without JSON/],
    ['an empty body', (response: ServerResponse) => response.end(), 200, /without JSON/],
    ['no token', (response: ServerResponse) => response.end('{}'), 200, /without JSON/],
    [
      'a redirect to sign in',
      (response: ServerResponse) => response.writeHead(302, { Location: '/login' }).end(),
      401,
      /redirect/,
    ],
    [
      'a problem',
      (response: ServerResponse) => response.writeHead(403).end('{"detail":"Not yours."}'),
      403,
      /Not yours/,
    ],
  ])('that gets %s says so', async (_, respond, status, message) => {
    answer = respond;
    const error = await fetchAccessToken(url)(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TokenEndpointError);
    expect(error).toMatchObject({ status, message: expect.stringMatching(message) });
  });

  test.each([
    ['-1', null],
    ['soon', null],
    ['31536000', 600],
    ['7', 7],
  ])('reads Retry-After %j as %j', async (header, expected) => {
    answer = (response) => response.writeHead(429, { 'Retry-After': header }).end();
    await expect(fetchAccessToken(url)(request)).rejects.toMatchObject({ status: 429, retryAfter: expected });
  });

  test.each([-300_000, 0, 300_000])('reads a date by the clock of who sent it, off by %i ms', async (off) => {
    const date = (ms: number) => new Date(Date.now() + off + ms).toUTCString();
    answer = (response) => response.writeHead(429, { Date: date(0), 'Retry-After': date(40_000) }).end();
    const error = await fetchAccessToken(url)(request).catch((reason: unknown) => reason);
    expect((error as TokenEndpointError).retryAfter).toBeOneOf([39, 40, 41]);
  });

  test('that gets HTML is told of in the state, and tried again', async ({ connect }) => {
    answer = (response) => response.end('<!doctype html>');
    const client = connect({ getAccessToken: fetchAccessToken(url) });
    const { problem } = await untilStatus(client.open('html'), 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic', code: null });
    expect(problem.reason).toMatch(/without JSON that has an access_token/);
  });

  test('whose answer never ends is given up after 30 s, and nothing is lost', async ({ connect, clock }) => {
    answer = (response) => response.write('{"access_token":');
    const client = connect({ clock, getAccessToken: fetchAccessToken(url) });
    const document = client.open('never-ends');
    document.doc.getText('notes').insert(0, 'kept');
    await new Promise((resolve) => setTimeout(resolve, 50));
    clock.skip(30_000);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    expect(document.store.getState().unsynced).toBe(true);
  });
});
