import { readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { translate } from '../../src/messages/translate.ts';
import { reachOf } from '../support/dist-graph.ts';
import { CATALOGUES, IDS, LANGUAGES } from '../unit/messages/catalogues.ts';

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

  test.each(LANGUAGES)(
    'messages/%s says what its source says, although it has lost its names',
    async (name) => {
      const built = (await import(resolve(`dist/messages/${name}.js`)))[name];
      const source = CATALOGUES[name];
      for (const n of [0, 1, 2, 3, 11, 100, 1_000_000]) {
        expect(IDS.map((id) => translate(built, id, { n }))).toEqual(
          IDS.map((id) => translate(source, id, { n })),
        );
      }
      const { locale, dir } = source;
      expect(built).toMatchObject({ locale, dir });
    },
  );

  test('a language brings nothing else along, English least of all', () => {
    for (const name of LANGUAGES.filter((name) => name !== 'en' && name !== 'pseudo')) {
      const { packages, files } = reachOf(`dist/messages/${name}.js`);
      expect([packages.size, files.size]).toEqual([0, 1]);
    }
  });

  test('the bin can be run', () => {
    expect(readFileSync('dist/emulator/bin.js', 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    if (process.platform !== 'win32') expect(statSync('dist/emulator/bin.js').mode & 0o111).toBe(0o111);
  });
});
