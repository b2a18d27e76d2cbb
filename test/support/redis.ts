import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onPath } from './on-path.ts';

/** A Redis that may be used. */
export interface Redis {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Whether {@link openRedis} will find one: `REDIS_URL` names it, or it can be started. */
export function isRedisThere(): boolean {
  return process.env.REDIS_URL !== undefined || onPath(['redis-server']).length > 0;
}

/** The Redis of `REDIS_URL`, or one of our own, on a free port of loopback, that stores nothing. */
export async function openRedis(): Promise<Redis> {
  const given = process.env.REDIS_URL;
  if (given !== undefined) {
    const { hostname, port } = new URL(given);
    return { host: hostname, port: Number(port || 6379), stop: async () => {} };
  }
  const [program = 'redis-server'] = onPath(['redis-server']);
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  const options = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--dir', folder];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await untilReady(child.stdout);
  return {
    host: '127.0.0.1',
    port,
    async stop() {
      child.kill();
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

async function untilReady(output: NodeJS.ReadableStream): Promise<void> {
  let said = '';
  for await (const chunk of output) {
    said += chunk;
    if (said.includes('Ready to accept connections')) return;
  }
  throw new Error(`redis-server ended before it was ready.\n${said}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
