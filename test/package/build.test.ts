import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reachOf } from '../support/dist-graph.ts';

const PEERS = /^(?:react|react\/jsx-runtime|yjs|y-protocols\/\w+|lib0\/\w+)$/;
const DEPENDENCIES = /^zustand\/(?:react|react\/shallow|vanilla|vanilla\/shallow)$/;

describe('the build', () => {
  test('the main entry needs its peers and dependencies, and no part of Node', () => {
    const others = [...reachOf('dist/index.js').packages].filter(
      (name) => !PEERS.test(name) && !DEPENDENCIES.test(name),
    );
    expect(others).toEqual([]);
  });

  test('the core needs no React', () => {
    const { packages, files } = reachOf('dist/core.js');
    expect([...packages].filter((name) => /react/.test(name))).toEqual([]);
    expect([...files].filter((file) => /[\\/]dist[\\/]react[\\/]/.test(file))).toEqual([]);
  });

  test.each(readdirSync('dist/react').filter((file) => file.endsWith('.js')))(
    'react/%s says that it runs in the browser',
    (file) => {
      expect(readFileSync(`dist/react/${file}`, 'utf8')).toMatch(/^['"]use client['"];/);
    },
  );

  describe('reconnecting-websocket', () => {
    const [file = ''] = [...reachOf('dist/core.js').files].filter((name) =>
      /reconnecting-websocket\.js$/.test(name),
    );
    const code = readFileSync(file, 'utf8');

    test('comes without its debug log, which would write addresses and messages', () => {
      expect(code).not.toMatch(/_debug|console\./);
    });

    test('comes without what we have no use for, and with all that it calls itself', () => {
      expect(code).not.toMatch(/_listeners|dispatchEvent|get (?:url|readyState)|isWebSocket|getGlobal/);
      const used = [...code.matchAll(/this\.(\w+)/g)].map(([, member]) => member);
      const missing = used.filter((member) => !new RegExp(`^\t(?:[gs]et )?${member}\\b`, 'm').test(code));
      // It gets that from ours.
      expect(missing).toEqual(['_wait']);
    });

    test('has all that our socket asks of it', () => {
      const socket = readFileSync('src/connection/socket.ts', 'utf8');
      const asked = [...socket.matchAll(/\bsocket\.(\w+)/g)].map(([, member]) => member);
      expect(asked).toContain('reconnect');
      const missing = asked.filter((member) => !new RegExp(`^\t(?:[gs]et )?${member}\\b`, 'm').test(code));
      // Of the socket below it.
      expect(missing).toEqual(['addEventListener', 'addEventListener', 'addEventListener']);
    });
  });

  test.each(entries())('CommonJS can require %s, as nothing in it waits at its top level', (entry) => {
    expect(Object.keys(createRequire(import.meta.url)(resolve(entry)))).not.toEqual([]);
  });

  test('the bin can be run', () => {
    expect(readFileSync('dist/emulator/bin.js', 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(statSync('dist/emulator/bin.js').mode & 0o111).toBe(0o111);
  });
});

/** Where each of the package's modules is that has a name of its own. */
function entries(): readonly string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly default?: string }>>;
  };
  return Object.values(exports)
    .flatMap(({ default: file }) => file ?? [])
    .filter((file) => !file.includes('*'));
}
