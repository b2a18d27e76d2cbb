import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { setScene } from './scene.ts';

const scene = setScene();
/** A proxy with an error page: it answers everything, with no word on CORS. */
let proxy: Server;
let asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[];
const undo: (() => unknown)[] = [];

beforeAll(async () => {
  asked = [];
  proxy = createServer((request, response) => {
    asked.push(request);
    response.writeHead(502).end('Bad Gateway');
  });
  proxy.on('upgrade', (_, socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

afterEach(() => Promise.all(undo.splice(0).map((end) => end())));

/** What the state says once two handshakes have failed and their cause was looked for. */
async function causeAt(endpoint: string): Promise<string> {
  const [tab] = await scene.app.openTabs(scene.browser, 1, { endpoint });
  if (tab === undefined) throw new Error('No tab was opened.');
  await tab.evaluate(() => globalThis.tab.open('probe'));
  const found = await tab.waitForFunction(
    () => {
      for (const state of globalThis.tab.states()) {
        if (state.status === 'waiting' && state.attempt === 2) return state.problem.reason;
      }
      return null;
    },
    null,
    { polling: 50 },
  );
  return String(await found.jsonValue());
}

test('a proxy whose answers the page may not read is told apart from nothing', async () => {
  const { port } = proxy.address() as AddressInfo;
  expect(await causeAt(`ws://127.0.0.1:${port}`)).toMatch(/^Something answers HTTP there.*no CORS headers/);
  // The preflight, and one more question, which has no token.
  expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'OPTIONS /discovery?documentName=probe',
    'GET /health',
  ]);
  expect(JSON.stringify(asked.map(({ url, headers }) => [url, headers]))).not.toMatch(/eyJ|uthorization":/);
});

test.each([
  ['strips the subprotocol', { proxy: 'strips-subprotocol' }, /strips the subprotocol/],
  ['stops WebSockets', { handshake: { status: 403 } }, /stops WebSockets/],
  ['refuses without CORS headers', { http: 'discovery', status: 502, cors: false }, /no CORS headers/],
] as const)('a proxy that %s is named', async (_, fault, reason) => {
  undo.push(scene.emulator.fail(fault));
  if ('http' in fault) undo.push(scene.emulator.fail({ handshake: { status: 502 } }));
  expect(await causeAt(scene.emulator.url)).toMatch(reason);
});

test('nothing is nothing', async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  expect(await causeAt(`ws://127.0.0.1:${port}`)).toMatch(/^Nothing listens there/);
});
