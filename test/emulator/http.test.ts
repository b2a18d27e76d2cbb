import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { expect } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { test } from '../support/fixtures.ts';
import { bearer, dial, enterAndJoin, httpUrl, secondUrl, start, until } from './support.ts';

test.override({ emulatorOptions: { gracePeriod: 250 } });

async function ask(emulator: Emulator, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${emulator.dashboardUrl}/connect/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string>, answer };
}

function credentialsOf({ credentials }: Emulator): Record<string, string> {
  return {
    grant_type: 'client_credentials',
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    scope: 'WireSocket.API offline_access',
  };
}

test('client credentials get a token that is let in, and that the published keys verify', async () => {
  const emulator = await start({
    tokenLifetime: 600,
    limits: { maxUsersPerDoc: 3 },
    allowedDomains: ['a.example'],
  });
  const { status, body, answer } = await ask(emulator, credentialsOf(emulator));
  expect(status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, refresh_token: expect.any(String) });
  const token = body.access_token ?? '';

  const { tenantId, appId, clientId } = emulator.credentials;
  const keys = await fetch(`${emulator.dashboardUrl}/${tenantId}/.well-known/jwks`);
  const { payload, protectedHeader } = await jwtVerify(
    token,
    createLocalJWKSet((await keys.json()) as JSONWebKeySet),
    { issuer: emulator.dashboardUrl, audience: 'WireSocket.API' },
  );
  expect(protectedHeader.alg).toBe('RS256');
  expect(payload).toMatchObject({
    sub: clientId,
    tenantid: tenantId,
    appId,
    scope: 'WireSocket.API offline_access',
    regionCode: 'eu-central-1',
    allowed_domain_1: 'a.example',
    limits: { maxUsersPerDoc: 3 },
    jti: expect.any(String),
  });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
  await dial(`${emulator.url}/doc`, ['access_token', token]).joined;
});

test('a refresh token is good once, and gets the next one', async ({ emulator, documentName }) => {
  const { body: first } = await ask(emulator, credentialsOf(emulator));
  const refresh = (token = '') =>
    ask(emulator, {
      grant_type: 'refresh_token',
      refresh_token: token,
      client_id: emulator.credentials.clientId,
    });
  const second = await refresh(first.refresh_token);
  expect(second.status).toBe(200);
  expect(second.body.refresh_token).not.toBe(first.refresh_token);
  await dial(`${emulator.url}/${documentName}`, ['access_token', second.body.access_token ?? '']).joined;
  const reused = await refresh(first.refresh_token);
  expect(reused.status).toBe(400);
  expect(reused.body).toMatchObject({ error: 'invalid_grant', error_description: expect.any(String) });
  expect((await refresh(second.body.refresh_token)).status).toBe(200);
});

test('of two refreshes at once one wins', async ({ emulator }) => {
  const { body } = await ask(emulator, credentialsOf(emulator));
  const refresh = {
    grant_type: 'refresh_token',
    refresh_token: body.refresh_token ?? '',
    client_id: emulator.credentials.clientId,
  };
  const answers = await Promise.all([ask(emulator, refresh), ask(emulator, refresh)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test.for<[string, Record<string, string>, number, string]>([
  ['no grant type', { grant_type: '' }, 400, 'invalid_request'],
  ['an unknown grant type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['no secret', { client_secret: '' }, 400, 'invalid_request'],
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
  ['a wrong id', { client_id: 'wrong' }, 401, 'invalid_client'],
  ['another scope', { scope: 'offline_access' }, 400, 'invalid_scope'],
  ['no refresh token', { grant_type: 'refresh_token' }, 400, 'invalid_request'],
  ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant'],
])('POST /connect/token with %s', async ([, fields, status, error], { emulator }) => {
  const answer = await ask(emulator, { ...credentialsOf(emulator), ...fields });
  expect(answer.status).toBe(status);
  expect(answer.body.error).toBe(error);
  expect(JSON.stringify(answer.body)).not.toContain(emulator.credentials.clientSecret);
});

test('POST /connect/token wants a form', async ({ emulator }) => {
  const body = JSON.stringify(credentialsOf(emulator));
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${emulator.dashboardUrl}/connect/token`, { method: 'POST', body, headers });
  expect(answer.status).toBe(400);
});

test('GET /discovery tells where a document lives, from any region', async ({ emulator, documentName }) => {
  const token = await emulator.issueToken();
  const there = secondUrl(emulator).replace('ws', 'http');
  const discover = async (base: string) =>
    (await fetch(`${base}/discovery?documentName=${documentName}&token=${token}`)).json();
  expect(await discover(there)).toEqual({
    region: 'us-east-1',
    url: `${secondUrl(emulator)}/${documentName}`,
    isNew: true,
  });
  await enterAndJoin(emulator, documentName);
  const pinned = { region: 'eu-central-1', url: `${emulator.url}/${documentName}`, isNew: false };
  expect(await discover(there)).toEqual(pinned);
  expect(await discover(httpUrl(emulator))).toEqual(pinned);
});

test('GET /discovery and /usage refuse what is missing or wrong', async ({ emulator }) => {
  const token = await emulator.issueToken();
  const foreign = await emulator.issueToken({ tenantid: 'other' });
  const get = (path: string, init?: RequestInit) => fetch(httpUrl(emulator) + path, init);
  expect((await get('/discovery?documentName=doc')).status).toBe(401);
  expect((await get('/discovery?documentName=doc', bearer('nonsense'))).status).toBe(401);
  expect((await get('/discovery?documentName=doc', bearer(foreign))).status).toBe(401);
  expect((await get('/discovery?documentName=a/b', bearer(token))).status).toBe(400);
  expect((await get('/usage')).status).toBe(401);
  expect((await get('/nothing')).status).toBe(404);
  expect((await get('/usage', { method: 'POST' })).status).toBe(404);
  const missing = await get('/discovery', bearer(token));
  expect(missing.headers.get('content-type')).toBe('application/problem+json');
  expect(await missing.json()).toEqual({
    title: 'Bad Request',
    status: 400,
    detail: 'Missing `documentName` parameter.',
  });
});

test('GET /usage without limits', async () => {
  const emulator = await start();
  const answer = await fetch(`${httpUrl(emulator)}/usage`, bearer(await emulator.issueToken()));
  expect(((await answer.json()) as { usage: unknown }).usage).toEqual({
    connections: { current: 0, limit: null, percent: 0, status: 'healthy' },
    documents: { current: 0, limit: null, percent: 0, status: 'healthy' },
  });
});

test('GET /health', async ({ emulator }) => {
  const healthy = await fetch(`${httpUrl(emulator)}/health`);
  expect(healthy.status).toBe(200);
  expect(await healthy.json()).toEqual({ status: 'healthy', timestamp: expect.any(String) });
  emulator.fail({ http: 'health', status: 503, retryAfter: 3, times: 1 });
  const overloaded = await fetch(`${httpUrl(emulator)}/health`);
  expect([overloaded.status, overloaded.headers.get('retry-after')]).toEqual([503, '3']);
  expect(await overloaded.json()).toEqual({ status: 'overloaded', timestamp: expect.any(String) });
});

test('GET /metrics tells what a region counts, to those with a token', async () => {
  const emulator = await start({ regions: ['here', 'the "other"'] });
  const token = await emulator.issueToken();
  const metrics = (base: string) => fetch(`${base}/metrics`, bearer(token));
  expect((await fetch(`${httpUrl(emulator)}/metrics`)).status).toBe(401);
  const client = await enterAndJoin(emulator, 'doc');
  const answer = await metrics(httpUrl(emulator));
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('# TYPE wiresocket_connections gauge\nwiresocket_connections{region="here"} 1\n');
  expect(text).toContain('wiresocket_documents{region="here"} 1\n');
  expect(text).toContain('wiresocket_operations_last_minute{region="here"} 0\n');
  client.socket.send(yWebsocket.stepOne(Uint8Array.of(0)));
  await until(async () =>
    /operations_last_minute\S+ 1\n/.test(await (await metrics(httpUrl(emulator))).text()),
  );
  const other = await metrics(emulator.regions['the "other"']?.httpUrl ?? '');
  expect(await other.text()).toContain('wiresocket_connections{region="the \\"other\\""} 0\n');
});

test('a key that is rotated is published, and its tokens are good, until it is retired', async () => {
  const emulator = await start();
  const { tenantId } = emulator.credentials;
  const published = async () =>
    (await (await fetch(`${emulator.dashboardUrl}/${tenantId}/.well-known/jwks`)).json()) as JSONWebKeySet;
  const before = await emulator.issueToken();
  const retire = await emulator.rotateKey();
  const after = await emulator.issueToken();
  const both = await published();
  expect(both.keys).toHaveLength(2);
  for (const token of [before, after]) {
    await jwtVerify(token, createLocalJWKSet(both), { audience: 'WireSocket.API' });
    await dial(`${emulator.url}/doc`, ['access_token', token]).joined;
  }
  const live = await enterAndJoin(emulator, 'doc');
  retire();
  expect((await published()).keys).toHaveLength(1);
  expect((await dial(`${emulator.url}/doc`, ['access_token', before]).closed).code).toBe(4002);
  expect((await fetch(`${httpUrl(emulator)}/usage`, bearer(before))).status).toBe(401);
  await dial(`${emulator.url}/doc`, ['access_token', after]).joined;
  // The token is checked at the handshake only.
  expect(live.socket.readyState).toBe(live.socket.OPEN);
});

test('HEAD is answered as GET is, without the body: what waits for a server asks so', async ({
  emulator,
}) => {
  const healthy = await fetch(`${httpUrl(emulator)}/health`, { method: 'HEAD' });
  expect([healthy.status, await healthy.text()]).toEqual([200, '']);
  expect((await fetch(`${httpUrl(emulator)}/usage`, { method: 'HEAD' })).status).toBe(401);
  expect((await fetch(`${httpUrl(emulator)}/nothing`, { method: 'HEAD' })).status).toBe(404);
});

test('each address may ask so often, each endpoint in its own bucket', async () => {
  const emulator = await start({ perIp: { discovery: 3 } });
  const init = bearer(await emulator.issueToken());
  const { tenantId } = emulator.credentials;
  const buckets: [string, number][] = [
    [`${httpUrl(emulator)}/discovery?documentName=doc`, 3],
    [`${httpUrl(emulator)}/usage`, 12],
    [`${emulator.dashboardUrl}/${tenantId}/.well-known/jwks`, 20],
  ];
  for (const [url, limit] of buckets) {
    for (let count = 0; count < limit; count += 1) expect((await fetch(url, init)).status).toBe(200);
    const refused = await fetch(url, init);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  }
});

test('pages of any origin may ask, and see Retry-After', async ({ emulator }) => {
  for (const base of [httpUrl(emulator), emulator.dashboardUrl]) {
    const preflight = await fetch(`${base}/usage`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
    const answer = await fetch(`${base}/usage`);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-expose-headers')).toBe('Retry-After');
  }
});
