import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts';
import { dial, enter, enterAndJoin, start, until } from './support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Below those that the system gives out by itself, so that nobody takes one of four in a row meanwhile. */
async function startOnPorts(options: EmulatorOptions): Promise<{ emulator: Emulator; port: number }> {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  try {
    return { emulator: await start({ ...options, port }), port };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startOnPorts(options);
  }
}

test('stop leaves nothing: no socket, no timer, no port', async () => {
  const resources = () =>
    process
      .getActiveResourcesInfo()
      .filter((type) => /^(TCP|Timeout)/.test(type))
      .sort();
  const before = resources();
  const emulator = await startEmulator({ perIp: false });
  const clients = [await enterAndJoin(emulator, 'doc'), await enterAndJoin(emulator, 'other')];
  clients[1]?.socket.close();
  await clients[1]?.closed;
  emulator.close('doc', 4006);
  clients.push(await enterAndJoin(emulator, 'doc'));
  emulator.fail({ handshake: 'silence', documentName: 'silent' });
  clients.push(await enter(emulator, 'silent'));
  await until(() => emulator.handshakes.at(-1)?.outcome === -1);
  emulator.fail({ delay: 60_000 });
  clients.push(await enter(emulator, 'slow'));
  clients[2]?.socket.send(new Uint8Array([3]));
  const pending = fetch(`${emulator.dashboardUrl}/connect/token`, { method: 'POST' }).catch(() => 'cut');
  await until(() => resources().length > before.length + 6);
  await Promise.all([emulator.stop(), emulator.stop()]);
  await emulator.stop();
  expect(resources()).not.toContain('TCPServerWrap');
  expect(await pending).toBe('cut');
  await Promise.all(clients.map(({ closed }) => closed));
  expect((await dial(`${emulator.url}/doc`).closed).code).toBe(1006);
  await until(() => resources().length <= before.length);
});

test('ports follow each other, and one that is in use is told', async () => {
  const { emulator, port } = await startOnPorts({ regions: ['a', 'b', 'c'] });
  expect(Object.values(emulator.regions)).toEqual(
    [0, 1, 2].map((index) => ({
      url: `ws://127.0.0.1:${port + index}`,
      httpUrl: `http://127.0.0.1:${port + index}`,
    })),
  );
  expect(emulator.url).toBe(`ws://127.0.0.1:${port}`);
  expect(emulator.dashboardUrl).toBe(`http://127.0.0.1:${port + 3}`);
  await expect(startEmulator({ port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
    message: `Port ${port} on 127.0.0.1 is in use: pass another port, or none for a free one.`,
  });
});

test('a host that cannot be listened on is told, without a port that nobody asked for', async () => {
  // An address of documentation (RFC 5737), which no machine has.
  await expect(startEmulator({ host: '203.0.113.5' })).rejects.toThrow(
    '203.0.113.5 cannot be listened on (EADDRNOTAVAIL).',
  );
});

test.each<[EmulatorOptions, RegExp]>([
  [{ regions: [] }, /regions/],
  [{ regions: ['a', 'a'] }, /regions/],
  [{ port: -1 }, /port/],
  [{ port: 65_535 }, /port/],
  [{ port: 1.5 }, /port/],
  [{ tokenLifetime: -1 }, /tokenLifetime/],
  [{ gracePeriod: Number.NaN }, /gracePeriod/],
  [{ allowedDomains: ['a', 'b', 'c', 'd'] }, /allowedDomains/],
  [{ limits: { maxConnections: Number.NaN } }, /maxConnections/],
])('%j is refused', async (options, says) => {
  await expect(startEmulator(options)).rejects.toThrow(says);
});

test.each<[unknown, RegExp]>([
  [null, /options: an object/],
  ['eu-central-1', /options: an object/],
  [{ host: '' }, /host: an address/],
  [{ host: 5 }, /host: an address/],
  [{ regions: 'eu-central-1' }, /regions: a list of names/],
  [{ regions: [''] }, /regions: a list of names/],
  [{ allowedDomains: 'localhost:3000' }, /allowedDomains: a list/],
  [{ limits: 5 }, /limits: an object/],
  [{ perIp: true }, /perIp: false, or an object/],
  [{ perIp: { handshake: 5 } }, /perIp: no limit is named handshake; there are handshakes/],
  [{ perIp: { usage: '12' } }, /perIp\.usage: a number/],
  [{ credentials: 'me' }, /credentials: an object/],
  [{ credentials: { clientID: 'me' } }, /credentials: there is no clientID, but clientId/],
  [{ credentials: { clientSecret: '' } }, /credentials\.clientSecret: letters/],
  [{ credentials: { tenantId: 'a/b' } }, /credentials\.tenantId: letters/],
])('%j, which no type allows, is refused with what it may be', async (options, says) => {
  const starting = startEmulator(options as EmulatorOptions);
  await expect(starting).rejects.toThrow(RangeError);
  await expect(starting).rejects.toThrow(says);
});

const bin = ['--import', 'tsx', 'src/emulator/bin.ts'];

test('a token is issued with an object of claims, or with none', async () => {
  const emulator = await start();
  for (const wrong of [true, 7, 'text', [7], () => {}] as unknown[]) {
    const issued = emulator.issueToken(wrong as { exp: number });
    await expect(issued).rejects.toThrow(RangeError);
    await expect(issued).rejects.toThrow(/claims are an object/);
  }
  for (const none of [undefined, null, {}])
    expect(await emulator.issueToken(none as object | undefined)).toMatch(/^eyJ/);
});

test('the command prints how to use it, takes free ports where its own is in use, and stops', async () => {
  const emulator = await start();
  const { port } = new URL(emulator.url);
  const child = spawn(
    process.execPath,
    [
      ...bin,
      '--port',
      port,
      '--region',
      'here',
      '--token-lifetime',
      '60',
      '--client-secret',
      'for-development',
    ],
    {
      cwd: root,
    },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  await until(() => output.includes('Ctrl-C'));
  expect(errors).toMatch(/in use.*\nUsing free ports instead/);
  const url = /here +(ws:\S+)/.exec(output)?.[1] ?? '';
  const token = /eyJ\S+/.exec(output)?.[0] ?? '';
  await dial(`${url}/doc`, ['access_token', token]).joined;
  expect(output).toContain('WIRESOCKET_CLIENT_SECRET=for-development\n');
  const environment = (name: string) => new RegExp(`${name}=(\\S+)`).exec(output)?.[1] ?? '';
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: environment('WIRESOCKET_CLIENT_ID'),
    client_secret: 'for-development',
  });
  expect((await fetch(environment('WIRESOCKET_TOKEN_URL'), { method: 'POST', body })).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('the command tells what it takes', async () => {
  const run = promisify(execFile);
  const help = await run(process.execPath, [...bin, '--help'], { cwd: root });
  expect(help.stdout).toContain('--token-lifetime');
  const wrong = run(process.execPath, [...bin, '--port', 'x'], { cwd: root });
  await expect(wrong).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--port') });
});
