import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { backend, CREDENTIALS, deadUrl, expectProblem, startUpstream, startUpstreamWith } from './support.ts';

afterEach(() => {
  vi.useRealTimers();
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JWT with these claims. */
function jwt(claims: Record<string, unknown>): string {
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.signature`;
}

describe('an answer that makes no sense is a 502 that says why:', () => {
  test.each([
    ['a web page', '<!doctype html><title>Sign in</title>', /other than a JSON object/],
    ['an empty body', '', /empty body/],
    ['JSON that is no object', '"eyJ"', /other than a JSON object/],
    ['null', 'null', /other than a JSON object/],
    ['no access_token', '{"token_type":"Bearer","expires_in":900}', /without an access_token/],
    ['an access_token that is no text', '{"access_token":42}', /without an access_token/],
    ['an empty access_token', '{"access_token":""}', /without an access_token/],
    ['a token of no time', '{"access_token":"a.b.c","expires_in":0}', /expired already/],
    ['a token of less than a second', '{"access_token":"a.b.c","expires_in":0.9}', /expired already/],
    ['a token of less than no time', '{"access_token":"a.b.c","expires_in":-900}', /expired already/],
    [
      'a token that expired when it was issued',
      JSON.stringify({ access_token: jwt({ iat: 1000, exp: 1000 }), expires_in: 900 }),
      /expired already/,
    ],
    ['an endless body', `{"access_token":"${'x'.repeat(100_000)}"}`, /more than 64 kB/],
  ])('%s', async (_, body, why) => {
    const { post, errors } = backend({ tokenUrl: await startUpstreamWith(body) });
    const answer = await post();
    expectProblem(answer, 502);
    expect(answer.body.detail).toMatch(why);
    expect(answer.body.detail).toMatch(/Check tokenUrl/);
    expect(errors).toMatchObject([{ source: 'token-endpoint', status: 502, retryAt: null }]);
  });

  test.each([404, 405, 418, 500, 502, 504])('status %i', async (status) => {
    const { post } = backend({ tokenUrl: await startUpstreamWith('<h1>Oops</h1>', status) });
    const answer = await post();
    expectProblem(answer, 502);
    expect(answer.body.detail).toContain(`answered ${status}`);
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect (%i), which the secret does not follow',
    async (status) => {
      const followed = vi.fn();
      const elsewhere = await startUpstream((_, response) => {
        followed();
        response.end('{"access_token":"a.b.c","expires_in":900}');
      });
      const tokenUrl = await startUpstreamWith('', status, { Location: elsewhere });
      const answer = await backend({ tokenUrl }).post();
      expectProblem(answer, 502);
      expect(answer.body.detail).toMatch(/a redirect, which is not followed/);
      expect(followed).not.toHaveBeenCalled();
    },
  );

  test('a redirect whose status the platform hides', async () => {
    const opaque = { type: 'opaqueredirect', status: 0, ok: false, headers: new Headers(), body: null };
    const { post } = backend({ fetch: async () => opaque as Response });
    expect((await post()).body.detail).toMatch(/a redirect/);
  });

  test('nothing that listens', async () => {
    const answer = await backend({ tokenUrl: await deadUrl() }).post();
    expectProblem(answer, 502);
    expect(answer.body.detail).toMatch(/could not be reached, or broke off \(TypeError ECONNREFUSED\)/);
  });

  test('a connection that breaks off in the middle', async () => {
    const tokenUrl = await startUpstream((_, response) => {
      response.writeHead(200, { 'Content-Length': '5000' }).write('{"access_token":');
      setTimeout(() => response.destroy(), 5);
    });
    expect((await backend({ tokenUrl }).post()).body.detail).toMatch(/broke off/);
  });
});

describe('a token endpoint that never ends', () => {
  test.each([
    ['its silence', () => {}],
    [
      'its body',
      (response: { write: (text: string) => unknown }) => {
        response.write('{"access_token":');
      },
    ],
  ])('%s is left after 10 s', async (_, begin) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const came = vi.fn();
    const left = vi.fn();
    const tokenUrl = await startUpstream((_, response) => {
      response.on('close', left);
      begin(response);
      came();
    });
    const { post } = backend({ tokenUrl });
    const pending = post();
    await expect.poll(() => came).toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(9_900);
    expect(await Promise.race([pending, 'still waiting'])).toBe('still waiting');
    await vi.advanceTimersByTimeAsync(200);
    const answer = await pending;
    expectProblem(answer, 502);
    expect(answer.body.detail).toMatch(/within 10 s/);
    vi.useRealTimers();
    await expect.poll(() => left).toHaveBeenCalled();
  });

  test('is left even by a fetch that knows no signal', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pending = backend({ fetch: () => new Promise(() => {}) }).post();
    await vi.advanceTimersByTimeAsync(10_000);
    expectProblem(await pending, 502);
  });
});

test('an answer leaves no timer behind', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  await backend({ fetch: async () => new Response('{"access_token":"opaque"}') }).post();
  await backend({ fetch: () => Promise.reject(new TypeError()) }).post();
  expect(vi.getTimerCount()).toBe(0);
});

describe('the life of a token', () => {
  const minute = 60;
  const base = 1_700_000_000;
  test.each([
    ['without exp is what came with it', { access_token: 'opaque', expires_in: 300 }, 300],
    ['that nobody tells is the documented 15 minutes', { access_token: 'opaque' }, 900],
    [
      'that is told in words is the documented 15 minutes',
      { access_token: 'opaque', expires_in: 'soon' },
      900,
    ],
    ['of a thousand years is the documented 15 minutes', { access_token: 'opaque', expires_in: 1e11 }, 900],
    [
      'of a thousand years is what the token says',
      { access_token: jwt({ iat: base, exp: base + 600 }), expires_in: 1e11 },
      600,
    ],
    [
      'is counted from its issue, whatever the clocks',
      { access_token: jwt({ iat: base, exp: base + 5 * minute }) },
      300,
    ],
    [
      'is the shorter of what is told',
      { access_token: jwt({ iat: base, exp: base + 600 }), expires_in: 900 },
      600,
    ],
  ])('%s', async (_, body, seconds) => {
    const { post } = backend({ tokenUrl: await startUpstreamWith(JSON.stringify(body)), now: () => base });
    expect((await post()).body.expires_in).toBe(seconds);
  });

  test('without a refresh token is renewed with the credentials', async () => {
    const grants: unknown[] = [];
    const tokenUrl = await startUpstream(async (request, response) => {
      let form = '';
      for await (const chunk of request) form += chunk;
      grants.push(new URLSearchParams(form).get('grant_type'));
      response.end('{"access_token":"opaque","expires_in":900}');
    });
    const { post, skip } = backend({ tokenUrl });
    await post();
    skip(850_000);
    await post();
    expect(grants).toEqual(['client_credentials', 'client_credentials']);
  });
});

describe('Retry-After', () => {
  const date = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
  test.each([
    [429, '-1', 60, 60],
    [429, 'soon', 60, 60],
    [429, '', 60, 60],
    [503, 'soon', 10, 10],
    [503, '-1', 10, 10],
    [503, '0', 0, 0],
    [429, '0', 1, 1],
    [429, '7', 7, 7],
    [503, String(365 * 24 * 3600), 600, 600],
    [429, date(590), 100, 590],
    [503, date(365 * 24 * 3600), 600, 600],
    [503, date(-3600), 0, 0],
  ])('of a %i, %j, is passed on as %i to %i s', async (status, header, least, most) => {
    const tokenUrl = await startUpstreamWith('', status, header === '' ? {} : { 'Retry-After': header });
    const answer = await backend({ tokenUrl }).post();
    expectProblem(answer, status);
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThanOrEqual(least);
    expect(Number(answer.headers.get('Retry-After'))).toBeLessThanOrEqual(most);
  });
});

test.each([
  ['breaks off', (response: ServerResponse) => response.destroy()],
  ['never ends', () => {}],
])('the page of a proxy that %s does not hide the Retry-After before it', async (_, go) => {
  const tokenUrl = await startUpstream((request, response) => {
    request.resume();
    response.writeHead(503, { 'Retry-After': '20', 'Content-Length': '5000' });
    response.write('<!doctype html>', () => go(response));
  });
  const { post, asked } = backend({ tokenUrl });
  for (const answer of [await post(), await post()]) expectProblem(answer, 503);
  expect(asked).toHaveLength(1);
});

test('a token endpoint that breaks while a token lives is covered by that token', async () => {
  let broken = false;
  const tokenUrl = await startUpstream((_, response) => {
    response.end(broken ? '<html>' : '{"access_token":"opaque","expires_in":900}');
  });
  const { post, skip, errors } = backend({ tokenUrl });
  await post();
  broken = true;
  skip(870_000);
  expect((await post()).body.access_token).toBe('opaque');
  expect(errors).toHaveLength(1);
  skip(30_000);
  expectProblem(await post(), 502);
});

test('credentials of any characters arrive as they are', async () => {
  let form = new URLSearchParams();
  const tokenUrl = await startUpstream(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    form = new URLSearchParams(text);
    response.end('{"access_token":"opaque"}');
  });
  await backend({ tokenUrl }).post();
  expect(form.get('client_secret')).toBe(CREDENTIALS.clientSecret);
});
