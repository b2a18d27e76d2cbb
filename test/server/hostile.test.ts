import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchAccessToken } from '../../src/client/fetch-access-token.ts';
import { createMemoryTokenStore, type TokenHandlerOptions } from '../../src/server/index.ts';
import { uncaughtRejections } from '../support/uncaught.ts';
import { type Answer, backend, CREDENTIALS, everythingIn, expectProblem, startUpstream } from './support.ts';

const RUNS = { numRuns: 150 };

const DAY = 24 * 60 * 60;
const REFRESH = 'refresh-4711';
const HIDDEN = [...Object.values(CREDENTIALS), encodeURIComponent(CREDENTIALS.clientSecret), REFRESH];

/** What an app may quote: refresh tokens it has never seen. */
const QUOTE = Object.values(CREDENTIALS).join(' ');

/** What a token endpoint answers. */
interface Script {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it breaks off in its body. */
  readonly breaks: boolean;
}

const odd = fc.oneof(
  fc.constantFrom(undefined, null, true, '', '900', 900, 2, 1, 0.4, 0, -900, 1e300, [], {}),
  fc.string(),
);

const jwt = fc.record({ iat: odd, exp: odd }).map((claims) => {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `eyJhbGciOiJSUzI1NiJ9.${payload}.signature`;
});

const body = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '<!doctype html>',
    '{"access_token":"a.b',
    '{"access_token":"a","expires_in":1e999}',
  ),
  fc.constant('x'.repeat(70_000)),
  fc.json(),
  fc
    .record({
      access_token: fc.oneof(jwt, odd),
      refresh_token: fc.oneof(fc.constant(REFRESH), odd),
      expires_in: odd,
      error: fc.oneof(fc.constantFrom('invalid_grant', ...HIDDEN), odd),
      error_description: fc.constant(HIDDEN.join(' ')),
    })
    .map((fields) => JSON.stringify(fields)),
);

const retryAfter = fc.constantFrom(
  '0',
  '-1',
  '5',
  '1.5',
  'soon',
  '7, 8',
  '9'.repeat(30),
  new Date(0).toUTCString(),
);

const script: fc.Arbitrary<Script> = fc.record({
  status: fc.oneof(fc.constantFrom(200, 400, 401, 403, 429, 503), fc.integer({ min: 200, max: 599 })),
  body,
  headers: fc.oneof(
    fc.constant({}),
    retryAfter.map((value) => ({ 'Retry-After': value, Location: '/elsewhere' })),
  ),
  breaks: fc.boolean(),
});

function perform({ status, body: text, headers, breaks }: Script, response: ServerResponse): void {
  response.writeHead(status, breaks ? { ...headers, 'Content-Length': '100000' } : headers);
  if (!breaks) return void response.end(text);
  response.write(text, () => response.destroy());
}

let rejections: unknown[] = [];

beforeEach(() => {
  rejections = uncaughtRejections();
  // No machine is so busy that a request takes too long.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** The checks of apps: those that decide, and those that have a bug. */
const authorize = fc.oneof(
  { weight: 4, arbitrary: fc.constant(() => true) },
  fc
    .constantFrom<unknown>(false, null, undefined, 1, 'true', {}, Symbol('odd'))
    .map((verdict) => () => verdict),
  fc.constantFrom<unknown>(null, undefined, QUOTE, new Error(QUOTE), { stack: QUOTE }).map((thrown) => () => {
    throw thrown;
  }),
) as fc.Arbitrary<TokenHandlerOptions['authorize']>;

const visit = fc.record({
  script,
  authorize,
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'DELETE'),
  rejected: fc.boolean(),
  /** Seconds that pass before. */
  later: fc.constantFrom(0, 0, 30, 870, 8 * DAY, -3600),
});

test('whatever the token endpoint and the app say, the answer is a token or a problem, and tells no secret', async () => {
  let answering: Script | null = null;
  const tokenUrl = await startUpstream((request, response) => {
    request.resume();
    if (answering !== null) perform(answering, response);
  });
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { minLength: 1, maxLength: 5 }), async (visits) => {
      let time = Date.now();
      let check: TokenHandlerOptions['authorize'] = () => true;
      const app = backend({ tokenUrl, now: () => time, authorize: (request) => check(request) });
      for (const { script: next, authorize: nextCheck, method, rejected, later } of visits) {
        answering = next;
        check = nextCheck;
        time += later * 1000;
        const headers = { 'WireSocket-Token-Reason': rejected ? 'rejected' : 'connect' };
        expectAnswer(await app.post({ method, headers }));
      }
      expectNoneHidden(app.errors.flatMap((error) => [everythingIn(error), inspect(error)]));
    }),
    RUNS,
  );
  expect(rejections).toEqual([]);
});

function expectAnswer(answer: Answer): void {
  expectNoneHidden([answer.text, JSON.stringify([...answer.headers])]);
  if (answer.status !== 200) {
    expect([400, 401, 403, 405, 429, 500, 502, 503]).toContain(answer.status);
    expect(answer.headers.get('Retry-After') ?? '0').toMatch(/^([0-5]?\d{1,2}|600)$/);
    return expectProblem(answer, answer.status);
  }
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(Object.keys(answer.body)).toEqual(['access_token', 'expires_in']);
  expect(answer.body.access_token).toEqual(expect.any(String));
  expect(answer.body.expires_in).toBeGreaterThanOrEqual(1);
  expect(answer.body.expires_in).toBeLessThanOrEqual(DAY);
}

function expectNoneHidden(texts: readonly string[]): void {
  const all = texts.join('\n');
  for (const hidden of HIDDEN) expect(all).not.toContain(hidden);
}

test('however many ask, and whatever fails meanwhile: one request at a time, and no refresh token after its answer', async () => {
  const event = fc.record({
    outcome: fc.constantFrom<Outcome>('grants', 'grants', 'grants', 'refuses', 'pauses', 'breaks'),
    asking: fc.integer({ min: 1, max: 100 }),
    /** Of the instances of a backend that share a store. Each has just been started when it is asked first. */
    instance: fc.constantFrom('first', 'second', 'third'),
    later: fc.constantFrom(0, 30, 870, 8 * DAY),
  });
  const endpoint = createSingleUseEndpoint();
  const tokenUrl = await startUpstream(endpoint.answer);
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 6 }), async (events) => {
      let time = Date.now();
      const store = createMemoryTokenStore();
      const start = () => backend({ tokenUrl, store, now: () => time });
      const instances = { first: start(), second: start(), third: start() };
      for (const { outcome, asking, instance, later } of events) {
        endpoint.next = outcome;
        time += later * 1000;
        const asked = endpoint.requests;
        const answers = await Promise.all(Array.from({ length: asking }, () => instances[instance].post()));
        for (const answer of answers) expectAnswer(answer);
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        // The refresh token, and where that has died the credentials.
        expect(endpoint.requests - asked).toBeLessThanOrEqual(2);
      }
    }),
    { ...RUNS, numRuns: 50 },
  );
  expect(endpoint.mostAtOnce).toBe(1);
  expect(endpoint.reused).toEqual([]);
  expect(rejections).toEqual([]);
});

type Outcome = 'grants' | 'refuses' | 'pauses' | 'breaks';

/** A token endpoint that notices who comes twice with a refresh token that it has answered. */
function createSingleUseEndpoint() {
  const answered = new Set<string>();
  let issued = 0;
  let running = 0;
  const endpoint = {
    next: 'grants' as Outcome,
    requests: 0,
    mostAtOnce: 0,
    reused: [] as string[],
    async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      endpoint.requests += 1;
      running += 1;
      endpoint.mostAtOnce = Math.max(endpoint.mostAtOnce, running);
      let form = '';
      for await (const chunk of request) form += chunk;
      const token = new URLSearchParams(form).get('refresh_token');
      // Who else asks comes meanwhile.
      await setImmediate();
      running -= 1;
      if (token !== null && answered.has(token)) endpoint.reused.push(token);
      if (endpoint.next === 'breaks') return void response.destroy();
      if (endpoint.next === 'pauses') return void response.writeHead(503, { 'Retry-After': '20' }).end();
      if (token !== null) answered.add(token);
      if (endpoint.next === 'refuses') return void response.writeHead(400).end('{"error":"invalid_grant"}');
      issued += 1;
      response.end(
        JSON.stringify({ access_token: 'opaque', refresh_token: `refresh-${issued}`, expires_in: 900 }),
      );
    },
  };
  return endpoint;
}

test('fetchAccessToken gets a token or throws what it was answered, whatever a backend answers', async () => {
  let answering: Script | null = null;
  const url = await startUpstream((request, response) => {
    request.resume();
    if (answering !== null) perform(answering, response);
  });
  const getAccessToken = fetchAccessToken(url);
  await fc.assert(
    fc.asyncProperty(script, async (next) => {
      answering = next;
      const { signal } = new AbortController();
      const asked = getAccessToken({ documentName: 'doc', reason: 'connect', signal });
      const told = await asked.then(
        (token) => ({ token }),
        (error: unknown) => ({ error }),
      );
      if ('token' in told) return void expect(told.token).toEqual(expect.any(String));
      // Without an answer there is no status, as of a platform's own error.
      const { name, status = 502, retryAfter = null } = Object(told.error) as Record<string, unknown>;
      expect(name).toMatch(/^(TokenEndpointError|TypeError)$/);
      expect([next.status, 401, 502]).toContain(status);
      if (retryAfter !== null) expect(retryAfter).toBeLessThanOrEqual(600);
    }),
    RUNS,
  );
  expect(rejections).toEqual([]);
});

test('fetchAccessToken ends with whom it asks for, also in the middle of a body', async () => {
  const begun = vi.fn();
  const left = vi.fn();
  const url = await startUpstream((_, response) => {
    response.on('close', left);
    response.write('{"access_token":', begun);
  });
  const controller = new AbortController();
  const { signal } = controller;
  // One that is handed around with a signal of its own in it.
  const init: RequestInit = { signal: new AbortController().signal };
  const asked = fetchAccessToken(url, init)({ documentName: null, reason: 'connect', signal });
  await expect.poll(() => begun).toHaveBeenCalled();
  controller.abort();
  await expect(asked).rejects.toThrow();
  await expect.poll(() => left).toHaveBeenCalled();
});
