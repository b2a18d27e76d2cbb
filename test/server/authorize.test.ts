import { describe, expect } from 'vitest';
import { createTokenHandler } from '../../src/server/index.ts';
import { test } from '../support/fixtures.ts';
import { backendOf, CREDENTIALS, everythingIn, expectProblem } from './support.ts';

describe('authorize', () => {
  test.for([true, Promise.resolve(true)])('lets in with %j', async (result, { emulator }) => {
    expect((await backendOf(emulator, { authorize: () => result }).post()).status).toBe(200);
  });

  test('that answers null is a 401, told apart from that of the Dashboard', async ({ emulator }) => {
    const { post, asked, errors } = backendOf(emulator, { authorize: async () => null });
    const answer = await post();
    expectProblem(answer, 401);
    expect(answer.body).toMatchObject({ type: 'about:blank', title: 'Unauthorized' });
    expect(answer.body.detail).toMatch(/Not signed in/);
    expect(asked).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('that answers false is a 403', async ({ emulator }) => {
    const { post, asked } = backendOf(emulator, { authorize: () => false });
    expectProblem(await post(), 403);
    expect(asked).toEqual([]);
  });

  test('that answers with a Response has it passed on, as does one that throws it', async ({ emulator }) => {
    const redirect = () => new Response('Over there.', { status: 302, headers: { Location: '/sign-in' } });
    const returned = await backendOf(emulator, { authorize: redirect }).post();
    const thrown = await backendOf(emulator, {
      authorize: () => {
        throw redirect();
      },
    }).post();
    for (const answer of [returned, thrown]) {
      expect(answer).toMatchObject({ status: 302, text: 'Over there.' });
      expect(answer.headers.get('Location')).toBe('/sign-in');
    }
  });

  test('sees every request, also while a token is in memory, and its headers', async ({ emulator }) => {
    const authorize = (request: Request) => request.headers.get('Cookie') === 'session=ann';
    const { post } = backendOf(emulator, { authorize });
    const cookie = (name: string) => ({ headers: { Cookie: `session=${name}` } });
    expect((await post(cookie('ann'))).status).toBe(200);
    expect((await post(cookie('bob'))).status).toBe(403);
    expect((await post(cookie('ann'))).status).toBe(200);
  });

  test.for([undefined, 'yes', 1, {}])(
    'that returns %j by mistake lets nobody in',
    async (result, { emulator }) => {
      const authorize = (() => result) as unknown as () => boolean;
      const { post, asked, errors } = backendOf(emulator, { authorize });
      expectProblem(await post(), 500);
      expect(asked).toEqual([]);
      expect(errors[0]?.message).toMatch(/authorize returned \w+: return true, false, null or a Response/);
    },
  );

  test('that throws is a 500 without its words, which only the app hears, redacted', async ({ emulator }) => {
    const { clientSecret } = emulator.credentials;
    const { post, errors } = backendOf(emulator, {
      authorize: async () => {
        throw new Error(`database password hunter2, secret ${clientSecret}, token eyJhbGciOiJ9.eyJzdWIi.sig`);
      },
    });
    const answer = await post();
    expectProblem(answer, 500);
    expect(answer.text).not.toMatch(/hunter2|eyJ/);
    expect(answer.text).not.toContain(clientSecret);
    const heard = everythingIn(errors[0]);
    expect(heard).toContain('database password hunter2, secret [hidden], token [token]');
    expect(heard).toContain('authorize.test.ts');
    expect(heard).not.toContain(clientSecret);
  });

  test.for([[null], [undefined], ['text'], [Object.create(null)]])(
    'that throws %j is a 500, too',
    async ([thrown], { emulator }) => {
      const authorize = () => {
        throw thrown;
      };
      expectProblem(await backendOf(emulator, { authorize }).post(), 500);
    },
  );

  test('and an onError that throws or rejects change no answer', async ({ emulator }) => {
    for (const onError of [() => Promise.reject(new Error('no')), () => JSON.parse('{')]) {
      const { post } = backendOf(emulator, { authorize: () => JSON.parse('{'), onError });
      expectProblem(await post(), 500);
    }
  });
});

describe('a request', () => {
  test.for(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])(
    'with %s is a 405',
    async (method, { emulator }) => {
      const { post, asked } = backendOf(emulator, {
        authorize: () => Promise.reject(new Error('not asked')),
      });
      const answer = await post({ method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('Allow')).toBe('POST');
      expect(asked).toEqual([]);
    },
  );

  test('of Express, handed over as it is, is refused with a word about it', async () => {
    const handler = createTokenHandler({ ...CREDENTIALS, authorize: () => true });
    const request = { method: 'POST', headers: { host: 'app.test' } } as unknown as Request;
    await expect(handler(request)).rejects.toThrow(/web-standard Request.*Express needs an adapter/);
  });

  test('with a body of any kind is not held up by it', async ({ emulator }) => {
    expect((await backendOf(emulator).post({ body: '{' })).status).toBe(200);
  });
});
