import { afterEach, describe, expect, vi } from 'vitest';
import { createMemoryTokenStore, type StoredTokens, type TokenStore } from '../../src/server/index.ts';
import { test } from '../support/fixtures.ts';
import { backendOf, expectProblem } from './support.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A store that several instances reach, as over a network: all of it is JSON, and all takes a while. */
function createSharedStore(): TokenStore {
  const memory = createMemoryTokenStore();
  let json = 'null';
  const hop = () => new Promise((resolve) => setTimeout(resolve, 2));
  return {
    async get() {
      await hop();
      return JSON.parse(json) as StoredTokens | null;
    },
    async set(tokens) {
      await hop();
      json = JSON.stringify(tokens);
    },
    async lock(run) {
      await hop();
      return memory.lock(run);
    },
  };
}

describe('several instances', () => {
  test('with a store share one token, and refresh one at a time', async ({ emulator }) => {
    const store = createSharedStore();
    const instances = Array.from({ length: 5 }, () => backendOf(emulator, { store }));
    const ask = () => Promise.all(instances.flatMap(({ post }) => Array.from({ length: 10 }, () => post())));
    for (let round = 0; round < 3; round += 1) {
      const answers = await ask();
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map(({ body }) => body.access_token)).size).toBe(1);
      for (const { skip } of instances) skip(850_000);
    }
    const grants = instances.flatMap(({ asked }) => asked.map((form) => form.get('grant_type')));
    expect(grants.toSorted()).toEqual(['client_credentials', 'refresh_token', 'refresh_token']);
    expect(instances.flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('do not try a refresh token that has died for another one', async ({ emulator }) => {
    const store = createSharedStore();
    const [a, b] = [backendOf(emulator, { store }), backendOf(emulator, { store })];
    await a.post();
    await b.post();
    a.skip(910_000);
    b.skip(910_000);
    const undo = emulator.fail({ http: 'token', status: 400 });
    expectProblem(await a.post(), 400);
    expectProblem(await b.post(), 400);
    undo();
    const grants = [...a.asked, ...b.asked].map((form) => form.get('grant_type'));
    expect(grants).toEqual([
      'client_credentials',
      'refresh_token',
      'client_credentials',
      'client_credentials',
    ]);
  });

  test('without a store have tokens of their own', async ({ emulator }) => {
    const [a, b] = [backendOf(emulator), backendOf(emulator)];
    expect((await a.post()).body.access_token).not.toBe((await b.post()).body.access_token);
    a.skip(850_000);
    b.skip(850_000);
    await Promise.all([a.post(), b.post()]);
    expect([...a.asked, ...b.asked].map((form) => form.get('grant_type'))).toEqual([
      'client_credentials',
      'refresh_token',
      'client_credentials',
      'refresh_token',
    ]);
  });
});

describe('the lock of the memory store', () => {
  test('runs one at a time, in turn, and goes on after one that failed', async () => {
    const { lock } = createMemoryTokenStore();
    const log: string[] = [];
    const run = (name: string, fails = false) =>
      lock(async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 2));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const [a, b, c] = await Promise.allSettled([run('a'), run('b', true), run('c')]);
    expect([a?.status, b?.status, c?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });
});

describe('a store that fails', () => {
  const down = () => Promise.reject(Object.assign(new Error('SET s3cret'), { code: 'ECONNRESET' }));

  test.for(['get', 'lock'] as const)('at %s is a 500 that names it', async (part, { emulator }) => {
    const { post, asked, errors } = backendOf(emulator, {
      store: { ...createMemoryTokenStore(), [part]: down },
    });
    const answer = await post();
    expectProblem(answer, 500);
    expect(answer.body.detail).toBe(`store.${part} failed: Error ECONNRESET.`);
    expect(asked).toEqual([]);
    expect(errors).toMatchObject([{ source: 'store', status: 500 }]);
  });

  test('at set loses nothing: the tokens are in memory, and the newer ones win', async ({ emulator }) => {
    const memory = createMemoryTokenStore();
    let sets = 0;
    const set = (tokens: StoredTokens) => {
      sets += 1;
      return sets === 1 ? memory.set(tokens) : down();
    };
    const { post, asked, skip, errors } = backendOf(emulator, { store: { ...memory, set } });
    for (let round = 0; round < 3; round += 1) {
      const { body } = await post();
      expect((await post()).body.access_token).toBe(body.access_token);
      skip(850_000);
    }
    const grants = asked.map((form) => form.get('grant_type'));
    expect(grants).toEqual(['client_credentials', 'refresh_token', 'refresh_token']);
    expect(errors.map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => 'store.set failed: Error ECONNRESET.'),
    );
  });

  test('while a token lives is covered by that token', async ({ emulator }) => {
    let fails = false;
    const memory = createMemoryTokenStore();
    const { post, skip } = backendOf(emulator, {
      store: { ...memory, get: () => (fails ? down() : memory.get()) },
    });
    const { body } = await post();
    fails = true;
    skip(870_000);
    expect((await post()).body.access_token).toBe(body.access_token);
    skip(30_000);
    expectProblem(await post(), 500);
  });

  test.for([undefined, 'OK', {}, { accessToken: 'a.b.c' }])(
    'by giving %j counts as empty',
    async (garbage, { emulator }) => {
      const store = { ...createMemoryTokenStore(), get: async () => garbage as unknown as StoredTokens };
      expect((await backendOf(emulator, { store }).post()).status).toBe(200);
    },
  );

  test('by a lock that runs nothing says so', async ({ emulator }) => {
    const store = { ...createMemoryTokenStore(), lock: async () => {} } as unknown as TokenStore;
    const answer = await backendOf(emulator, { store }).post();
    expectProblem(answer, 500);
    expect(answer.body.detail).toBe('store.lock did not give the result of what it was to run.');
  });

  test('by a lock that throws at once is no exception', async ({ emulator }) => {
    const lock = () => {
      throw new TypeError('no redis');
    };
    const { post } = backendOf(emulator, { store: { ...createMemoryTokenStore(), lock } });
    expect((await post()).body.detail).toBe('store.lock failed: TypeError.');
  });

  test('by never giving the lock is waited for 25 s, and then asked again', async ({ emulator }) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const memory = createMemoryTokenStore();
    let stuck = true;
    const { post } = backendOf(emulator, {
      store: { ...memory, lock: (run) => (stuck ? new Promise(() => {}) : memory.lock(run)) },
    });
    const pending = post();
    await vi.advanceTimersByTimeAsync(25_000);
    const answer = await pending;
    expectProblem(answer, 500);
    expect(answer.body.detail).toMatch(/more than 25 s/);
    stuck = false;
    vi.useRealTimers();
    expect((await post()).status).toBe(200);
  });
});
