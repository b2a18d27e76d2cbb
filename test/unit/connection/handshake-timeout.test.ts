import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { createGatedSocket, type GatedSocket } from '../../../src/connection/socket.ts';
import { type SocketServer, startSocketServer } from '../support/socket-server.ts';

/** The server and its sockets are real; only the waiting is not. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const cleanUps: (() => unknown)[] = [];

async function silentServer(): Promise<SocketServer> {
  const server = await startSocketServer({ refusal: () => (silent ? 'silence' : null) });
  cleanUps.push(server.stop);
  return server;
}

let silent = true;
beforeEach(() => {
  silent = true;
});

function listen(): { readonly socket: GatedSocket; readonly told: unknown[][] } {
  const told: unknown[][] = [];
  const socket = createGatedSocket(NodeWebSocket as unknown as typeof WebSocket, {
    opened: () => told.push(['opened']),
    received: () => {},
    closed: (code) => told.push(['closed', code]),
  });
  cleanUps.push(() => socket.end());
  return { socket, told };
}

/** Lets what is under way on the network happen. Moves no timer. */
async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await new Promise((resolve) => setImmediate(resolve));
}

test('a handshake that nobody answers has failed with 1006 after 10 s, not before', async () => {
  const server = await silentServer();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await until(() => server.paths.length === 1);
  vi.advanceTimersByTime(9_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  await until(() => told.length > 0);
  expect(told).toEqual([['closed', 1006]]);
});

test('a handshake that took too long leaves no socket, and is not told twice', async () => {
  const server = await silentServer();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await until(() => server.paths.length === 1);
  vi.advanceTimersByTime(10_000);
  await until(async () => (await server.connections()) === 0);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([['closed', 1006]]);
  expect(server.paths).toHaveLength(1);
});

test('after a handshake that took too long another one can succeed', async () => {
  const server = await silentServer();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await until(() => server.paths.length === 1);
  vi.advanceTimersByTime(10_000);
  await until(() => told.length === 1);
  silent = false;
  socket.open({ url: server.url, protocols: [] });
  await until(() => told.length === 2);
  expect(told).toEqual([['closed', 1006], ['opened']]);
});

test('a socket that opened in time is not ended by the clock of its handshake, and leaves no timer', async () => {
  silent = false;
  const server = await silentServer();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await until(() => told.length === 1);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([['opened']]);
  socket.end();
  await until(async () => (await server.connections()) === 0);
  expect(told).toEqual([['opened']]);
});

test('end() during the handshake leaves no timer of it', async () => {
  const server = await silentServer();
  const { socket, told } = listen();
  socket.open({ url: server.url, protocols: [] });
  await until(() => server.paths.length === 1);
  socket.end();
  await until(async () => (await server.connections()) === 0);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});
