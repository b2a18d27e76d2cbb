import { createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Doc } from 'yjs';
import { fetchAccessToken } from '../../src/core.ts';
import { test } from '../support/fixtures.ts';
import { untilStatus } from '../support/kit.ts';
import { accessTo } from './support.ts';

const SIGNED_IN = { headers: { Cookie: 'theme=dark; session=ann' } };

const closers: (() => unknown)[] = [];

test.beforeAll(({ emulator }) => {
  const { clientId, clientSecret, tokenUrl } = accessTo(emulator);
  process.env.WIRESOCKET_CLIENT_ID = clientId;
  process.env.WIRESOCKET_CLIENT_SECRET = clientSecret;
  process.env.WIRESOCKET_TOKEN_URL = tokenUrl;
});
afterAll(async () => {
  for (const close of closers) await close();
});

/** Serves an app on a port of its own. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
}

// The recipes read the environment when they are loaded, as an app does.
const recipes: readonly [name: string, start: () => Promise<string>][] = [
  [
    'Next.js',
    async () => {
      const { POST } = await import('./recipes/next.ts');
      return serve(getRequestListener(POST));
    },
  ],
  [
    'Express',
    async () => {
      const { app } = await import('./recipes/express.ts');
      return serve(app);
    },
  ],
  [
    'Hono',
    async () => {
      const { app } = await import('./recipes/hono.ts');
      return serve(getRequestListener(app.fetch));
    },
  ],
];

describe.each(recipes)('the recipe for %s', (name, start) => {
  let url: string;
  beforeAll(async () => {
    url = await start();
  });

  test('answers one who is signed in with a token, and nobody else', async () => {
    const answer = await fetch(url, { method: 'POST', ...SIGNED_IN });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await answer.json()).toEqual({ access_token: expect.any(String), expires_in: expect.any(Number) });
    const refusal = await fetch(url, { method: 'POST' });
    expect(refusal.status).toBe(401);
    expect(refusal.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
    expect(await refusal.json()).toMatchObject({
      status: 401,
      detail: expect.stringContaining('Not signed in'),
    });
  });

  test('brings two browsers into one live document', async ({ connect }) => {
    const documentName = `recipe-${name.replace('.', '-')}`;
    const docs = [new Doc(), new Doc()];
    const documents = docs.map((doc) =>
      connect({ getAccessToken: fetchAccessToken(url, SIGNED_IN) }).open(documentName, { doc }),
    );
    await Promise.all(documents.map((document) => untilStatus(document, 'live')));
    const [mine, theirs] = docs.map((doc) => doc.getText('body'));
    const arrived = new Promise((resolve) => theirs?.observe(resolve));
    mine?.insert(0, 'Hello');
    await arrived;
    expect(theirs?.toString()).toBe('Hello');
  });

  test('stops the browser of one who is not signed in, and says why', async ({ connect }) => {
    const document = connect({ getAccessToken: fetchAccessToken(url, {}) }).open('recipe-not-signed-in');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'unauthorized', code: 401, source: 'dashboard' });
    expect(problem?.reason).toContain('Not signed in');
  });
});

test('the recipe for Express survives a request whose address is none: Express 4 would end with it', async () => {
  const { app } = await import('./recipes/express.ts');
  const { hostname, port } = new URL(await serve(app));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = SIGNED_IN.headers;
    request({ hostname, port, method: 'POST', path: 'http://a:99999/token', headers }, resolve)
      .on('error', reject)
      .end();
  });
  answer.resume();
  expect(answer.statusCode).toBe(200);
});

test('the Dashboard under maintenance reaches the browser with its Retry-After', async ({
  emulator,
  connect,
}) => {
  const { createTokenHandler } = await import('../../src/server/index.ts');
  const handler = createTokenHandler({ ...accessTo(emulator), authorize: () => true });
  const undo = emulator.fail({ http: 'token', status: 503, retryAfter: 45 });
  const url = await serve(getRequestListener(handler));
  const document = connect({ getAccessToken: fetchAccessToken(url, {}) }).open('maintenance');
  const { problem } = await untilStatus(document, 'waiting');
  undo();
  expect(problem).toMatchObject({ kind: 'maintenance', code: 503, retryAfter: 45 });
});
