import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunchOptions } from '../support/chromium.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

let folder = '';
let server: Server;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  const build = ['node_modules/storybook/dist/bin/dispatcher.js', 'build', '--quiet', '-o', folder];
  await promisify(execFile)(process.execPath, build, { env: { ...process.env, NODE_ENV: 'production' } });
  server = createServer(async ({ url = '' }, response) => {
    const path = url.split('?')[0] ?? '';
    const body = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await chromium.launch(chromiumLaunchOptions());
}, 180_000);
afterAll(async () => {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
});

test('the live stories of a static build say what they need, and nothing fails', async () => {
  const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as {
    entries: Record<string, { readonly title: string }>;
  };
  const live = Object.entries(entries).filter(([, { title }]) => title.startsWith('Live/'));
  expect(live.length).toBeGreaterThan(20);

  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  const { port } = server.address() as AddressInfo;
  for (const id of [
    'live-playground--playground',
    'live-close-codes--users-per-doc',
    'live-dataplane--usage',
  ]) {
    expect(entries).toHaveProperty(id);
    await page.goto(`http://127.0.0.1:${port}/iframe.html?id=${id}&viewMode=story`);
    await page.getByText('npm ci && npm start').waitFor();
  }
  expect(complaints).toEqual([]);
}, 60_000);
