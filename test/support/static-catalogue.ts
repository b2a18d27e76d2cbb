import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

/** A page of the catalogue, or a story. */
export interface CatalogueEntry {
  readonly title: string;
  readonly type: 'docs' | 'story';
}

/** The catalogue, built and served. */
export interface StaticCatalogue {
  readonly origin: string;
  readonly entries: Readonly<Record<string, CatalogueEntry>>;
  end(): Promise<void>;
}

/** Builds the catalogue as `npm run storybook:build` does, and serves it on loopback: no server but one for files. */
export async function serveStaticCatalogue(): Promise<StaticCatalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  const build = ['node_modules/storybook/dist/bin/dispatcher.js', 'build', '--quiet', '-o', folder];
  await promisify(execFile)(process.execPath, build, { env: { ...process.env, NODE_ENV: 'production' } });
  const server = createServer(async ({ url = '' }, response) => {
    const path = url.replace(/\?.*/, '').replace(/\/$/, '/index.html');
    const body = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(body === null ? 404 : 200, { 'Content-Type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { entries } = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as StaticCatalogue;
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries,
    async end() {
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}
