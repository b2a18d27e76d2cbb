import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What every app has anyway: two copies of it would break one. */
const PEERS = ['react', 'react/*', 'react-dom', 'yjs', 'y-protocols/*', 'lib0/*'];

const HOOKS = `export {
  WireSocketProvider, useWireSocketClient, useWireSocketDocument, useOpenDocuments, usePresence,
  useRetryCountdown, createWireSocketClient, fetchAccessToken,
} from './dist/index.js';`;

/** What a page loads at once, minified and gzipped, in bytes. What is imported when it is asked for is not in it. */
async function sizeOf(code: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: process.cwd() },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    // As Vite does. Escaped, a letter of another alphabet would count six.
    charset: 'utf8',
    external: PEERS,
    define: { 'process.env.NODE_ENV': '"production"' },
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'error',
    loader: { '.css': 'css' },
  });
  const first =
    Object.keys(metafile.outputs).find((path) => metafile.outputs[path]?.entryPoint === '<stdin>') ?? '';
  const loaded = new Set([first]);
  for (const path of loaded) {
    for (const { path: other, kind } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && other in metafile.outputs) loaded.add(other);
    }
  }
  const parts = outputFiles.filter(({ path }) => [...loaded].some((output) => path.endsWith(output)));
  return parts.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

/** What something adds to the hooks, which its app has anyway. */
async function above(code: string): Promise<number> {
  return (await sizeOf(HOOKS + code)) - (await sizeOf(HOOKS));
}

test.each([
  ['hooks and client', () => sizeOf(HOOKS), 17_500],
  ['Hocuspocus chunk', () => sizeOf("export * from './dist/sync/hocuspocus/wire.js';"), 3_000],
  ['adoptProvider', () => above("export { adoptProvider, useLiveDocument } from './dist/index.js';"), 3_200],
  ['all components with English', () => above("export * from './dist/components/index.js';"), 15_400],
  ['one banner', () => above("export { DocumentFullBanner } from './dist/components/index.js';"), 6_100],
  ['headless', () => above("export { useNotice, useAnnouncer } from './dist/components/index.js';"), 2_500],
  ...['de', 'es', 'fr', 'ja', 'ar'].map(
    (name) =>
      [`messages/${name}`, () => sizeOf(`export * from './dist/messages/${name}.js';`), 2_000] as const,
  ),
] as const)('%s', { timeout: 30_000 }, async (name, measure, limit) => {
  const size = await measure();
  console.log(`${name}: ${size} B of ${limit} B, minified and gzipped`);
  expect(size).toBeLessThanOrEqual(limit);
});

test('the stylesheet', async () => {
  const { outputFiles } = await build({
    entryPoints: ['dist/styles.css'],
    minify: true,
    outdir: 'out',
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThanOrEqual(2_500);
});
