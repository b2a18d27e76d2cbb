import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';

const PORT = 6006;

let taken: Server | null = null;
let started: ChildProcess | null = null;

afterEach(() => {
  taken?.close();
  started?.kill('SIGKILL');
});

/** Where somebody else is there already, that is as good. */
function takePort(): Promise<void> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve());
    server.listen(PORT, 'localhost', () => {
      taken = server;
      resolve();
    });
  });
}

function start(): { readonly child: ChildProcess; readonly says: (text: string) => Promise<string> } {
  const child = spawn(process.execPath, ['--import', 'tsx', '.storybook/start.ts'], {
    env: { ...process.env, CI: '1', VITEST: undefined, NODE_ENV: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started = child;
  let output = '';
  const note = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  async function says(text: string): Promise<string> {
    await expect.poll(() => output, { timeout: 90_000, interval: 100 }).toContain(text);
    return output;
  }
  return { child, says };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test('npm start takes another port where its own is in use, says so, and stops as a whole', async () => {
  await takePort();
  const { child, says } = start();
  const greeting = await says('Ctrl-C stops all of it.');
  const port = /Port 6006 is in use: this one runs on (\d+)\./.exec(greeting)?.[1];
  const dashboard = /Emulator Dashboard +(\S+)/.exec(greeting)?.[1] ?? '';
  expect(greeting).toContain(`http://localhost:${port}/?path=/story/live-playground--playground`);
  expect(await answers(`http://localhost:${port}/index.json`)).toBe(true);
  expect(await answers(`${dashboard}/admin/state`)).toBe(true);

  child.kill('SIGINT');
  await once(child, 'exit');
  expect(await answers(`http://localhost:${port}/index.json`)).toBe(false);
  expect(await answers(`${dashboard}/admin/state`)).toBe(false);
}, 120_000);
