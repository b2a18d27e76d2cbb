import { format, inspect } from 'node:util';
import { afterEach, expect, vi } from 'vitest';
import { createMemoryTokenStore, type TokenStore } from '../../src/server/index.ts';
import { test } from '../support/fixtures.ts';
import { backend, backendOf, everythingIn, startUpstream } from './support.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** All that is written to the console from now on. */
function listenToConsole(): string[] {
  const lines: string[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts) => {
      lines.push(format(...parts));
    });
  }
  return lines;
}

test('the secret, the client id and refresh tokens reach no answer, no log and no error', async ({
  emulator,
}) => {
  const logged = listenToConsole();
  const store = createMemoryTokenStore();
  const { post, skip, errors } = backendOf(emulator, { store });
  const hidden = new Set<string>([emulator.credentials.clientId, emulator.credentials.clientSecret]);
  const seen: string[] = [];
  for (const status of [null, 400, 401, 403, 404, 429, 500, 503]) {
    const undo = status === null ? () => {} : emulator.fail({ http: 'token', status, times: 2 });
    for (let count = 0; count < 3; count += 1) {
      const { text, headers } = await post();
      // The access token is for the browser, and says whom it is for: claims are no secret of this answer.
      seen.push(text.replace(/eyJ[\w.-]+/g, ''), JSON.stringify([...headers]));
      hidden.add((await store.get())?.refreshToken ?? emulator.credentials.clientId);
      skip(1_000_000);
    }
    undo();
  }
  seen.push((await post()).text);
  expect(errors.length).toBeGreaterThan(5);
  expect(hidden.size).toBeGreaterThan(4);
  expectNone(hidden, [...seen, ...logged, ...errors.map(everythingIn), ...errors.map((e) => inspect(e))]);
});

test('whoever quotes them is not quoted: a token endpoint, a fetch, a store, an authorize', async () => {
  const logged = listenToConsole();
  const hidden = new Set(['client-4711', 's3cret/&=+ ü', encodeURIComponent('s3cret/&=+ ü'), 'refresh-4711']);
  const quote = [...hidden].join(' ');
  const quoting = Object.assign(new Error(quote, { cause: new Error(quote) }), { code: quote, name: quote });
  const fails = () => Promise.reject(quoting);
  const echo = await startUpstream(async (request, response) => {
    let form = '';
    for await (const chunk of request) form += chunk;
    const body = { error: quote, error_description: form, detail: quote };
    response.writeHead(401, encodeURIComponent(quote)).end(JSON.stringify(body));
  });
  const memory = createMemoryTokenStore();
  await memory.set({ accessToken: 'old', issuedAt: Date.now(), expiresAt: 0, refreshToken: 'refresh-4711' });
  const failing = (part: keyof TokenStore): TokenStore => ({ ...memory, [part]: fails });
  const backends = [
    backend({ tokenUrl: echo }),
    backend({ tokenUrl: echo, store: memory }),
    backend({ fetch: fails }),
    backend({ fetch: fails, store: memory }),
    backend({ store: failing('get') }),
    backend({ store: failing('lock') }),
    backend({ tokenUrl: echo, store: failing('set') }),
    backend({
      authorize: () => {
        throw new Error('client-4711 s3cret/&=+ ü');
      },
    }),
  ];
  for (const { post, errors } of backends) {
    const { text, status } = await post();
    expect(status).toBeGreaterThanOrEqual(400);
    expect(errors.length).toBeGreaterThan(0);
    expectNone(hidden, [text, ...errors.map(everythingIn), ...errors.map((error) => inspect(error))]);
  }
  expect(logged).toEqual([]);
});

test('however they are spelt, and where one is part of another, nothing of them is left', async () => {
  const clientId = 'acme & co';
  const clientSecret = 'acme & co/secret+ü';
  const form = new URLSearchParams({ clientId, clientSecret });
  const { post, errors } = backend({
    clientId,
    clientSecret,
    authorize: () => {
      throw new Error(`${clientSecret}, ${encodeURIComponent(clientSecret)}, ${form}`);
    },
  });
  await post();
  expect(errors[0]?.message).toBe(
    'authorize threw: [hidden], [hidden], clientId=[hidden]&clientSecret=[hidden]',
  );
});

function expectNone(hidden: ReadonlySet<string>, texts: readonly string[]): void {
  const all = texts.join('\n');
  for (const secret of hidden) expect(all).not.toContain(secret);
}
