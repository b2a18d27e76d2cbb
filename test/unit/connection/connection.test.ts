import { afterEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import {
  type Connection,
  type ConnectionHost,
  createConnection,
} from '../../../src/connection/connection.ts';
import { createGatedSocket } from '../../../src/connection/socket.ts';
import type { ConnectionState } from '../../../src/connection/state.ts';
import { ownProblem, problemFromStatus } from '../../../src/protocol/problem.ts';
import { WireSocketError } from '../../../src/protocol/wiresocket-error.ts';
import { createSkippingClock, type SkippingClock } from '../../support/skipping-clock.ts';
import { type SocketServer, type SocketServerOptions, startSocketServer } from '../support/socket-server.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(options?: SocketServerOptions): Promise<SocketServer> {
  const server = await startSocketServer(options);
  cleanUps.push(server.stop);
  return server;
}

interface Started {
  readonly connection: Connection;
  readonly clock: SkippingClock;
  readonly states: ConnectionState[];
  readonly told: unknown[][];
}

function start(url: string, overrides: Partial<ConnectionHost> = {}): Started {
  const clock = createSkippingClock();
  const states: ConnectionState[] = [];
  const told: unknown[][] = [];
  const connection = createConnection({
    clock,
    random: () => 1,
    online: () => true,
    discoverFirst: false,
    hold: null,
    createSocket: (listener) => createGatedSocket(NodeWebSocket as unknown as typeof WebSocket, listener),
    authorize: async () => {},
    discover: async () => null,
    probe: async () => ownProblem('unreachable', 'A proxy is in the way.', 1006),
    address: (origin) => ({ url: origin ?? url, protocols: [] }),
    explain: (problem) => problem,
    trusts: (origin) => origin.startsWith('ws://127.0.0.1:'),
    changed: (state) => states.push(state),
    opened: () => told.push(['opened']),
    received: (data) => told.push(['received', data]),
    ended: (leaving) => told.push(['ended', leaving]),
    check: () => told.push(['check']),
    ...overrides,
  });
  cleanUps.push(() => connection.dispatch({ type: 'disconnect' }));
  connection.dispatch({ type: 'connect' });
  return { connection, clock, states, told };
}

function statuses(states: readonly ConnectionState[]): string[] {
  return states.map((state) => (state.status === 'connecting' ? state.step : state.status));
}

test('a connection goes through token and handshake to a session, and hears what is sent', async () => {
  const server = await serve({ accepted: (client) => client.send('hello') });
  const { connection, states, told } = start(server.url);
  await expect.poll(() => told).toEqual([['opened'], ['received', 'hello']]);
  connection.dispatch({ type: 'synced' });
  expect(statuses(states)).toEqual(['token', 'handshake', 'syncing', 'live']);
});

test('4006 during a session ends it, and is told with its limit', async () => {
  const server = await serve({
    accepted: (client) => client.close(4006, 'Rate limit exceeded: 600 ops/min'),
  });
  const { connection, told } = start(server.url);
  await expect.poll(() => connection.state().status).toBe('waiting');
  expect(connection.state()).toMatchObject({
    problem: { kind: 'rate-limit', source: 'close', code: 4006, limit: 600 },
  });
  expect(told).toEqual([['opened'], ['ended', false]]);
});

test('a handshake that is refused with 401 is unreachable with 1006, and no session', async () => {
  const server = await serve({ refusal: () => 401 });
  const { connection, told } = start(server.url);
  await expect.poll(() => connection.state().status).toBe('waiting');
  expect(connection.state()).toMatchObject({
    problem: { kind: 'unreachable', source: 'network', code: 1006 },
  });
  expect(told).toEqual([]);
});

test('the second refused handshake is explained by the probe', async () => {
  const server = await serve({ refusal: () => 401 });
  const rejected: boolean[] = [];
  const { connection, clock } = start(server.url, {
    authorize: async (isRejected) => {
      rejected.push(isRejected);
    },
    probe: async () => problemFromStatus('dataplane', 401),
  });
  await expect.poll(() => connection.state().status).toBe('waiting');
  clock.skip(500);
  await expect.poll(() => connection.state().status).toBe('stopped');
  expect(connection.state()).toMatchObject({ problem: { kind: 'unauthorized' } });
  expect(rejected).toEqual([false, false, true]);
});

test('a redirect is followed to a trusted host, and never to another', async () => {
  const target = await serve();
  const sender = await serve({ accepted: (client) => client.close(4009, `REDIRECT:${target.url}/notes`) });
  const good = start(sender.url);
  await expect.poll(() => good.told).toEqual([['opened'], ['ended', false], ['opened']]);
  expect(target.paths).toEqual(['/']);

  const bad = start(sender.url, { trusts: () => false });
  await expect.poll(() => bad.connection.state().status).toBe('stopped');
  expect(bad.connection.state()).toMatchObject({ problem: { kind: 'untrusted-redirect', code: 4009 } });
  expect(target.paths).toEqual(['/']);
});

test('an untrusted address from discovery stops', async () => {
  const server = await serve();
  const { connection } = start(server.url, {
    discoverFirst: true,
    discover: async () => 'wss://evil.com',
  });
  await expect.poll(() => connection.state().status).toBe('stopped');
  expect(connection.state()).toMatchObject({ problem: { kind: 'untrusted-redirect' } });
  expect(server.paths).toEqual([]);
});

test('disconnect during the handshake leaves no socket on the server and no timer', async () => {
  const server = await serve({ refusal: () => 'silence' });
  const { connection, clock, told } = start(server.url);
  await expect.poll(() => server.paths).toHaveLength(1);
  connection.dispatch({ type: 'disconnect' });
  await expect.poll(() => server.connections()).toBe(0);
  expect(connection.state()).toEqual({ status: 'stopped', problem: null });
  expect(clock.pending()).toBe(0);
  expect(told).toEqual([]);
});

test('disconnect while live leaves a last word, and connect begins anew', async () => {
  const server = await serve();
  const { connection, told } = start(server.url);
  await expect.poll(() => connection.state().status).toBe('syncing');
  connection.dispatch({ type: 'disconnect' });
  expect(told).toEqual([['opened'], ['ended', true]]);
  connection.dispatch({ type: 'connect' });
  await expect.poll(() => connection.state().status).toBe('syncing');
  await expect.poll(() => server.connections()).toBe(1);
});

test('disconnect while a token is asked for aborts the request, and its late answer changes nothing', async () => {
  const server = await serve();
  const answers: (() => void)[] = [];
  const signals: AbortSignal[] = [];
  const { connection } = start(server.url, {
    authorize: (_rejected, signal) => {
      signals.push(signal);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  connection.dispatch({ type: 'disconnect' });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  connection.dispatch({ type: 'connect' });
  answers[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(connection.state()).toMatchObject({ status: 'connecting', step: 'token' });
  answers[1]?.();
  await expect.poll(() => connection.state().status).toBe('syncing');
  expect(server.paths).toHaveLength(1);
});

test('a token that cannot be got is told with its problem', async () => {
  const server = await serve();
  const { connection } = start(server.url, {
    authorize: () => Promise.reject(new WireSocketError(problemFromStatus('dashboard', 403))),
  });
  await expect.poll(() => connection.state().status).toBe('stopped');
  expect(connection.state()).toMatchObject({ problem: { kind: 'not-permitted', code: 403 } });
});

test('an address that no socket can be opened at is unreachable, and does not throw', async () => {
  const { connection } = start('no address');
  await expect.poll(() => connection.state().status).toBe('waiting');
  expect(connection.state()).toMatchObject({ problem: { kind: 'unreachable', code: null } });
});

test('a host without a WebSocket is unreachable, and does not throw', async () => {
  const { connection } = start('ws://127.0.0.1:1', {
    createSocket: () => {
      throw new TypeError('There is no WebSocket here.');
    },
  });
  await expect.poll(() => connection.state().status).toBe('waiting');
  expect(connection.state()).toMatchObject({ problem: { kind: 'unreachable' } });
});

test('after a lost connection the next attempt opens a socket again', async () => {
  let handshakes = 0;
  const server = await serve({
    accepted: (client) => {
      handshakes += 1;
      if (handshakes === 1) client.close(1011);
    },
  });
  const { connection, clock, states } = start(server.url);
  await expect.poll(() => connection.state().status).toBe('waiting');
  clock.skip(500);
  await expect.poll(() => connection.state().status).toBe('syncing');
  expect(statuses(states)).toEqual([
    'token',
    'handshake',
    'syncing',
    'waiting',
    'token',
    'handshake',
    'syncing',
  ]);
});

test('a session that the client found dead is ended, and nothing stays on the server', async () => {
  const server = await serve();
  const { connection, told } = start(server.url);
  await expect.poll(() => connection.state().status).toBe('syncing');
  connection.dispatch({ type: 'failed', problem: ownProblem('connection-lost', 'Silent for too long.') });
  expect(connection.state().status).toBe('waiting');
  expect(told).toEqual([['opened'], ['ended', true]]);
  await expect.poll(() => server.connections()).toBe(0);
});

test('what the host makes of a problem is what is shown and reacted to', async () => {
  const server = await serve({ accepted: (client) => client.close(1011) });
  const { connection } = start(server.url, { explain: () => ownProblem('forbidden', 'Not from this page.') });
  await expect.poll(() => connection.state().status).toBe('stopped');
  expect(connection.state()).toMatchObject({ problem: { kind: 'forbidden', reason: 'Not from this page.' } });
});

test('what an earlier connection had to wait out by a clock that was set back since makes nobody wait for more than 10 minutes', async () => {
  const server = await serve();
  const problem = ownProblem('connection-lost', 'Busy.');
  const { connection, clock } = start(server.url, {
    hold: { problem, until: Date.now() + 3_600_000 },
  });
  expect(connection.state().status).toBe('waiting');
  clock.skip(600_000);
  await expect.poll(() => connection.state().status).toBe('syncing');
});
