#!/usr/bin/env node
import { HELP, readCommandLine } from './command-line.ts';
import type { Emulator } from './emulator.ts';
import type { EmulatorOptions } from './options.ts';

/** Optional peers: an app that only wants the hooks does not pay for them. */
const INSTALL_HINT = 'The emulator needs ws, jose, yjs, y-protocols and lib0: npm install --save-dev ws jose';

async function start(options: EmulatorOptions): Promise<Emulator> {
  const { startEmulator } = await import('./emulator.ts');
  try {
    return await startEmulator(options);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    console.error(`${messageOf(error)}\nUsing free ports instead.\n`);
    return startEmulator({ ...options, port: 0 });
  }
}

async function run(options: EmulatorOptions): Promise<void> {
  const emulator = await start(options);
  const { greeting } = await import('./greeting.ts');
  console.log(greeting(emulator, await emulator.issueToken()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.stop());
  }
}

function codeOf(error: unknown): unknown {
  return (Object(error) as Record<string, unknown>).code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const command = readCommandLine(process.argv.slice(2));
if (command.kind === 'help') console.log(HELP);
else if (command.kind === 'wrong') fail(`${command.message}\n\n${HELP}`);
else {
  run(command.options).catch((error: unknown) =>
    fail(codeOf(error) === 'ERR_MODULE_NOT_FOUND' ? INSTALL_HINT : messageOf(error)),
  );
}
