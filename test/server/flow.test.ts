import { describe, expect } from 'vitest';
import { startEmulator } from '../../src/emulator/index.ts';
import { readToken } from '../../src/protocol/token-claims.ts';
import { createMemoryTokenStore } from '../../src/server/index.ts';
import { test } from '../support/fixtures.ts';
import { backendOf, expectProblem } from './support.ts';

const grantTypes = (asked: readonly URLSearchParams[]) => asked.map((form) => form.get('grant_type'));

describe('the first token', () => {
  test('comes for the client credentials, and nothing beside it reaches the browser', async ({
    emulator,
  }) => {
    const { post, asked } = backendOf(emulator);
    const answer = await post();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('Content-Type')).toBe('application/json');
    expect(answer.body).toEqual({ access_token: expect.any(String), expires_in: expect.any(Number) });
    expect(answer.body.expires_in).toBeGreaterThan(870);
    expect(answer.body.expires_in).toBeLessThanOrEqual(900);
    expect(readToken(String(answer.body.access_token)).limits).not.toBeNull();
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: emulator.credentials.clientId,
      client_secret: emulator.credentials.clientSecret,
      scope: 'WireSocket.API offline_access',
    });
  });

  test('is asked for once by 50 at a time', async ({ emulator }) => {
    const { post, asked } = backendOf(emulator);
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  test('that fails, fails for 50 at a time with one request, which the app hears of once', async ({
    emulator,
  }) => {
    const { post, asked, errors } = backendOf(emulator, { clientSecret: 'another' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(asked).toHaveLength(1);
    expect(errors).toHaveLength(1);
  });
});

describe('a token that the service refused', () => {
  const rejected = { headers: { 'WireSocket-Token-Reason': 'rejected' } };

  test('is replaced, once a minute at most, however many browsers say so', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    const first = await post();
    skip(61_000);
    const others = await Promise.all(Array.from({ length: 10 }, () => post(rejected)));
    const tokens = new Set(others.map(({ body }) => body.access_token));
    expect(tokens.size).toBe(1);
    expect(tokens.has(first.body.access_token)).toBe(false);
    await post(rejected);
    expect(grantTypes(asked)).toEqual(['client_credentials', 'refresh_token']);
  });
});

describe('a token in memory', () => {
  test('is served until a minute before it expires, with what is left of it', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    const { body } = await post();
    skip(800_000);
    const later = await post();
    expect(later.body.access_token).toBe(body.access_token);
    expect(later.body.expires_in).toBeGreaterThan(70);
    expect(later.body.expires_in).toBeLessThanOrEqual(100);
    expect(asked).toHaveLength(1);
    skip(41_000);
    expect((await post()).body.access_token).not.toBe(body.access_token);
    expect(asked).toHaveLength(2);
  });

  test('of a short life is served for nine tenths of it', async () => {
    const brief = await startEmulator({ perIp: false, tokenLifetime: 100 });
    const { post, asked, skip } = backendOf(brief);
    await post();
    skip(60_000);
    await post();
    expect(asked).toHaveLength(1);
    skip(30_000);
    await post();
    expect(asked).toHaveLength(2);
    await brief.stop();
  });

  test('does not outlive a clock that is set back', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    await post();
    skip(-3_600_000);
    await post();
    expect(asked).toHaveLength(2);
  });
});

describe('renewal', () => {
  test('uses each refresh token once, without the secret', async ({ emulator }) => {
    const store = createMemoryTokenStore();
    const { post, asked, skip } = backendOf(emulator, { store });
    const issued: unknown[] = [];
    for (let round = 0; round < 4; round += 1) {
      expect((await post()).status).toBe(200);
      issued.push((await store.get())?.refreshToken);
      skip(850_000);
    }
    expect(grantTypes(asked)).toEqual([
      'client_credentials',
      'refresh_token',
      'refresh_token',
      'refresh_token',
    ]);
    expect(asked.slice(1).map((form) => form.get('refresh_token'))).toEqual(issued.slice(0, 3));
    expect(new Set(issued).size).toBe(4);
    expect([...(asked[1]?.keys() ?? [])]).toEqual(['grant_type', 'refresh_token', 'client_id']);
  });

  test('is one request for 50 at a time', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    await post();
    skip(850_000);
    await Promise.all(Array.from({ length: 50 }, () => post()));
    expect(grantTypes(asked)).toEqual(['client_credentials', 'refresh_token']);
  });

  test('falls back to the credentials in the same request when the refresh token has died', async ({
    emulator,
  }) => {
    const store = createMemoryTokenStore();
    const first = backendOf(emulator, { store });
    await first.post();
    const before = await store.get();
    if (before === null) throw new Error('Nothing was stored.');
    first.skip(850_000);
    await first.post();
    // What an instance without a lock would do: it tries the refresh token that another has used.
    await store.set({
      ...before,
      issuedAt: before.issuedAt - 850_000,
      expiresAt: before.expiresAt - 850_000,
    });
    const { post, asked, errors } = backendOf(emulator, { store });
    expect((await post()).status).toBe(200);
    expect(grantTypes(asked)).toEqual(['refresh_token', 'client_credentials']);
    expect(errors).toEqual([]);
  });

  test('does not try a dead refresh token twice', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    await post();
    skip(1_000_000);
    const undo = emulator.fail({ http: 'token', status: 401 });
    expectProblem(await post(), 401);
    expectProblem(await post(), 401);
    undo();
    expect((await post()).status).toBe(200);
    expect(grantTypes(asked)).toEqual([
      'client_credentials',
      'refresh_token',
      'client_credentials',
      'client_credentials',
      'client_credentials',
    ]);
  });

  test('does not try a refresh token of more than 7 days', async ({ emulator }) => {
    const { post, asked, skip } = backendOf(emulator);
    await post();
    skip(7 * 24 * 3_600_000 + 1);
    await post();
    expect(grantTypes(asked)).toEqual(['client_credentials', 'client_credentials']);
  });
});

test('a refresh that the plan forbids is not tried with the credentials', async ({ emulator }) => {
  const { post, asked, skip } = backendOf(emulator);
  await post();
  skip(1_000_000);
  const undo = emulator.fail({ http: 'token', status: 403 });
  expectProblem(await post(), 403);
  undo();
  expect((await post()).status).toBe(200);
  expect(grantTypes(asked)).toEqual(['client_credentials', 'refresh_token', 'refresh_token']);
});

test('a token is never served with no second left', async ({ emulator }) => {
  const { post, skip } = backendOf(emulator);
  await post();
  const undo = emulator.fail({ http: 'token', status: 500 });
  skip(899_500);
  expectProblem(await post(), 502);
  undo();
});

describe.each([400, 401, 403])('%i from the Dashboard', (status) => {
  test('is passed on as what the Dashboard said, with what to check', async ({ emulator }) => {
    const undo = emulator.fail({ http: 'token', status });
    const { post, errors } = backendOf(emulator);
    const answer = await post();
    undo();
    expectProblem(answer, status);
    expect(answer.body.title).toMatch(/^WireSocket answered /);
    expect(answer.body.type).toBe('https://docs.wiresocket.com/error-reference#dashboard-api-errors');
    expect(answer.body.detail).toMatch(/Check (tokenUrl|clientId|the plan)/);
    expect(answer.headers.has('Retry-After')).toBe(false);
    expect(errors).toMatchObject([{ source: 'token-endpoint', status }]);
    expect((await post()).status).toBe(200);
  });
});

describe.each([429, 503])('%i from the Dashboard', (status) => {
  test('is passed on with Retry-After, and the Dashboard left alone until then', async ({ emulator }) => {
    const undo = emulator.fail({ http: 'token', status, retryAfter: 30 });
    const { post, asked, errors, skip } = backendOf(emulator);
    const answer = await post();
    expectProblem(answer, status);
    expect(answer.headers.get('Retry-After')).toBe('30');
    skip(12_000);
    const later = await post();
    expectProblem(later, status);
    expect(Number(later.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(Number(later.headers.get('Retry-After'))).toBeLessThanOrEqual(18);
    undo();
    expect((await post()).status).toBe(status);
    expect(asked).toHaveLength(1);
    expect(errors).toHaveLength(1);
    skip(18_000);
    expect((await post()).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  test('is not waited out for an hour more where the clock is set back by one', async ({ emulator }) => {
    const undo = emulator.fail({ http: 'token', status, retryAfter: 30 });
    const { post, asked, skip } = backendOf(emulator);
    await post();
    undo();
    skip(-3_600_000);
    expect((await post()).status).toBe(200);
    expect(asked).toHaveLength(2);
  });

  test('is covered by the token in memory while that lives', async ({ emulator }) => {
    const { post, asked, errors, skip } = backendOf(emulator);
    const { body } = await post();
    const undo = emulator.fail({ http: 'token', status, retryAfter: 120 });
    skip(850_000);
    for (let count = 0; count < 10; count += 1) {
      expect((await post()).body.access_token).toBe(body.access_token);
    }
    expect(asked).toHaveLength(2);
    expect(errors).toMatchObject([{ source: 'token-endpoint', status }]);
    skip(50_000);
    expectProblem(await post(), status);
    undo();
    skip(120_000);
    expect((await post()).status).toBe(200);
  });
});

test('429 that comes again doubles the wait, up to 10 minutes', async ({ emulator }) => {
  const undo = emulator.fail({ http: 'token', status: 429 });
  const { post, skip } = backendOf(emulator);
  const waits: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    const { headers, body } = await post();
    waits.push(headers.get('Retry-After') ?? '');
    if (count > 3) expect(body.detail).toContain('the longest wait there is');
    skip(Number(waits.at(-1)) * 1000);
  }
  undo();
  expect(waits).toEqual(['60', '120', '240', '480', '600', '600']);
  expect((await post()).status).toBe(200);
  skip(900_000);
  const again = emulator.fail({ http: 'token', status: 429 });
  expect((await post()).headers.get('Retry-After')).toBe('60');
  again();
});
