import { generateKeyPair, SignJWT } from 'jose';
import { expect } from 'vitest';
import { test } from '../support/fixtures.ts';
import {
  dial,
  enter,
  enterAndJoin,
  outcomes,
  secondUrl,
  speakUp,
  start,
  until,
  untilForgotten,
} from './support.ts';

test.override({ emulatorOptions: { gracePeriod: 250 } });

test('4001: no token', async ({ emulator }) => {
  const closed = { code: 4001, reason: 'No JWT was provided in the handshake' };
  const clients = [
    dial(`${emulator.url}/doc`),
    dial(`${emulator.url}/doc?token=`),
    dial(`${emulator.url}/doc`, ['access_token']),
    // y-websocket begins with a step 1: no need to wait for what it is.
    speakUp(dial(`${emulator.url}/doc`)),
    speakUp(dial(emulator.url)),
  ];
  for (const client of clients) expect(await client.closed).toEqual(closed);
});

test('the upgrade is accepted before it is closed, so that a browser sees the code', async ({
  emulator,
  documentName,
}) => {
  const { socket, closed } = dial(`${emulator.url}/${documentName}`, ['access_token', 'nonsense']);
  let opened = false;
  socket.on('open', () => {
    opened = true;
  });
  await closed;
  expect(opened).toBe(true);
});

test('a token comes in either subprotocol, in the query, or in the header', async ({
  emulator,
  documentName,
}) => {
  const token = await emulator.issueToken();
  const address = `${emulator.url}/${documentName}`;
  const first = dial(address, ['access_token', token]);
  const second = dial(address, ['Bearer', token]);
  const others = [
    dial(`${address}?token=${token}`),
    dial(`${address}?access_token=${token}`),
    dial(address, [], { headers: { Authorization: `Bearer ${token}` } }),
  ];
  await Promise.all([first, second, ...others].map(({ joined }) => joined));
  expect(first.socket.protocol).toBe('access_token');
  expect(second.socket.protocol).toBe('Bearer');
  expect(outcomes(emulator, documentName)).toEqual([0, 0, 0, 0, 0]);
});

test('4002: expired, for another audience, issuer or scope, with a foreign or broken signature', async ({
  emulator,
  documentName,
}) => {
  const stranger = await start();
  const good = await emulator.issueToken();
  const { privateKey } = await generateKeyPair('RS256');
  const forged = await new SignJWT({ tenantid: emulator.credentials.tenantId })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(privateKey);
  const tokens = [
    await emulator.issueToken({ exp: Math.floor(Date.now() / 1000) - 1 }),
    await emulator.issueToken({ aud: 'wiresocket.api' }),
    await emulator.issueToken({ aud: ['WireSocket.API', 'other'] as unknown as string }),
    await emulator.issueToken({ iss: 'https://elsewhere.example' }),
    await emulator.issueToken({ scope: 'offline_access' }),
    await emulator.issueToken({ exp: undefined as unknown as number }),
    await stranger.issueToken({ iss: emulator.dashboardUrl }),
    `${good.slice(0, -4)}AAAA`,
    forged,
    'nonsense',
  ];
  for (const token of tokens) {
    expect((await dial(`${emulator.url}/${documentName}`, ['access_token', token]).closed).code).toBe(4002);
  }
});

test('the scope may come as scp', async ({ emulator, documentName }) => {
  const token = await emulator.issueToken({ scope: undefined as unknown as string, scp: 'x WireSocket.API' });
  await dial(`${emulator.url}/${documentName}`, ['access_token', token]).joined;
});

test('4003: another tenant, another app, and a page of another domain', async () => {
  const emulator = await start({ allowedDomains: ['app.example', 'localhost:3000'] });
  const attempt = async (claims: object, origin?: string) => {
    const token = await emulator.issueToken(claims);
    return dial(`${emulator.url}/doc`, ['access_token', token], origin === undefined ? {} : { origin });
  };
  expect((await (await attempt({ tenantid: 'other' })).closed).code).toBe(4003);
  expect((await (await attempt({ appId: 'other' })).closed).code).toBe(4003);
  expect((await (await attempt({}, 'https://evil.example')).closed).code).toBe(4003);
  expect((await (await attempt({}, 'https://evil-app.example')).closed).code).toBe(4003);
  expect((await (await attempt({}, 'null')).closed).code).toBe(4003);
  await (await attempt({}, 'https://app.example')).joined;
  await (await attempt({}, 'http://localhost:3000')).joined;
  await (await attempt({})).joined;
});

test.for(['', 'a/b', 'doc/', 'caf%C3%A9', 'a%20b', '%E0%A4%A', 'a.b', 'x'.repeat(256)])(
  '4007: the name %j',
  async (name, { emulator }) => {
    const { code, reason } = await (await enter(emulator, name)).closed;
    expect(code).toBe(4007);
    expect(reason).toBe('Document name violates naming rules');
  },
);

test('a name of 255 characters is let in', async ({ emulator }) => {
  await enterAndJoin(emulator, 'x'.repeat(255));
});

test('4009: a document is pinned to the region of its first client, in its grace period too', async () => {
  const emulator = await start({ gracePeriod: 600_000 });
  const there = secondUrl(emulator);
  const first = await enterAndJoin(emulator, 'doc');
  const closed = await (await enter(emulator, 'doc', there)).closed;
  expect(closed).toEqual({ code: 4009, reason: `REDIRECT:${emulator.url}/doc` });
  first.socket.close();
  await first.closed;
  expect((await (await enter(emulator, 'doc', there)).closed).code).toBe(4009);
});

test('a document whose grace period has ended may live in another region', async () => {
  const emulator = await start({ gracePeriod: 0 });
  const first = await enterAndJoin(emulator, 'doc');
  first.socket.close();
  await untilForgotten(emulator, 'doc');
  await enterAndJoin(emulator, 'doc', secondUrl(emulator));
});

test('a redirect for a long name fits into a close frame', async () => {
  const emulator = await start();
  const name = 'x'.repeat(255);
  await enterAndJoin(emulator, name);
  const { code, reason } = await (await enter(emulator, name, secondUrl(emulator))).closed;
  expect(code).toBe(4009);
  expect(reason).toBe(`REDIRECT:${emulator.url}`);
});

test('a handshake that is none is refused, and noted', async () => {
  const emulator = await start();
  const { refused } = dial(`${emulator.url}/doc`, [], { headers: { 'Sec-WebSocket-Protocol': 'a,,b' } });
  expect((await refused).status).toBe(400);
  await until(() => emulator.handshakes.length === 1);
  expect(emulator.handshakes[0]).toMatchObject({ documentName: 'doc', region: 'eu-central-1', outcome: 400 });
});

test('the 61st handshake of an address within a minute is refused with 429', async () => {
  const emulator = await start({ perIp: {} });
  for (let count = 0; count < 60; count += 1) await dial(`${emulator.url}/doc?token=x`).closed;
  expect(await dial(`${emulator.url}/doc`).refused).toEqual({ status: 429, retryAfter: '60' });
  expect(await dial(`${secondUrl(emulator)}/doc`).refused).toMatchObject({ status: 429 });
  expect(emulator.handshakes.filter(({ outcome }) => outcome === 429)).toHaveLength(2);
});
