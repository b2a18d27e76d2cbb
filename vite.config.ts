import { chmod, readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { LANGUAGE_ENTRIES, namelessTranslations } from './src/messages/build/nameless-translations.ts';
import { vitestProjects } from './test/support/vitest-projects.ts';

/** Where it lies in dist → what it is made from. */
const ENTRIES = {
  index: 'src/index.ts',
  core: 'src/core.ts',
  'components/index': 'src/components/index.ts',
  'server/index': 'src/server/index.ts',
  'emulator/index': 'src/emulator/index.ts',
  'emulator/bin': 'src/emulator/bin.ts',
  'testing/index': 'src/testing/index.ts',
  ...LANGUAGE_ENTRIES,
};

/** npm makes a bin executable when it installs a package; this does so for a clone, too. */
function executable(file: string): Plugin {
  return {
    name: 'executable',
    apply: 'build',
    writeBundle: ({ dir }) => chmod(resolve(dir ?? 'dist', file), 0o755),
  };
}

/**
 * Built into the package from its own TypeScript. What it publishes is ES5, a third bigger and, for Node, CommonJS
 * with a default export of another shape.
 */
const BUILT_IN = 'reconnecting-websocket';
const BUILT_IN_SOURCE = resolve(`node_modules/${BUILT_IN}/${BUILT_IN}.ts`);

/** Its methods and accessors that nobody here calls. */
const UNUSED_MEMBERS = [
  ...['_debug', '_callEventListener', String.raw`\w+EventListener`, 'dispatchEvent'],
  ...['_wait', '_getNextDelay', '_acceptOpen', 'retryCount'],
  ...['extensions', 'protocol', 'url', 'readyState', 'binaryType', 'CONNECTING', 'CLOSING'],
].join('|');

/** What an app need not load of it. */
const UNUSED = [
  new RegExp(
    String.raw`^ {4}(?:(?:static|public|private|get) )+(?:${UNUSED_MEMBERS})\b[\s\S]*?^ {4}\}`,
    'gm',
  ),
  // Its debug log, which nobody can turn on and which would write addresses and messages.
  /(?<=^ +)this\._debug\(.*\);/gm,
  // Its lists of listeners: ours is its `onclose`.
  /(?<=^ +)this\._listeners\..*\);|^ {4}private _listeners[\s\S]*?^ {4}\};/gm,
  // The search for a class, which it is given.
  /^const getGlobalWebSocket[\s\S]*?^\};|^const isWebSocket.*;| = getGlobalWebSocket\(\)|if \(!isWebSocket[\s\S]*?\}/gm,
  // Its delays and retries, which are ours.
  /^ +if \(this\._retryCount[\s\S]*?^ +\}|^.*\b(?:_retryCount|_uptimeTimeout|minUptime|maxRetries)\b.*/gm,
  /^const DEFAULT[\s\S]*?^\};| = DEFAULT\.\w+/gm,
];

/** Makes no app load what is never called. */
function withoutUnused(): Plugin {
  return {
    name: 'without-unused',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: BUILT_IN_SOURCE },
      // The lines stay where they are, and so does what the source map says of them.
      handler: (code) => ({
        code: UNUSED.reduce((rest, unused) => rest.replaceAll(unused, withoutText), code),
        map: null,
      }),
    },
  };
}

function withoutText(lines: string): string {
  return lines.replaceAll(/./g, '');
}

/** Never bundled is the rest: two copies of Yjs break an app, and npm brings what is a dependency. */
function isExternal(id: string): boolean {
  return id !== BUILT_IN && !id.startsWith('.') && !isAbsolute(id);
}

function styles(name: string): Promise<string> {
  return readFile(`src/styles/${name}.css`, 'utf8');
}

/**
 * What counts no more than `*` loses to a reset without layers, which names elements: `a`, `button`, `dialog`. With this
 * it counts as much as one class. A host's own class still wins when it comes after.
 */
function aboveElements(css: string): string {
  return css.replaceAll(':where(', ':not(.ws-):where(');
}

/**
 * One stylesheet without imports, in layers so that any rule of the host wins; and one without layers, for
 * hosts whose reset has none and would win over everything.
 */
function stylesheets(): Plugin {
  return {
    name: 'stylesheets',
    apply: 'build',
    async generateBundle() {
      const [tokens, base] = await Promise.all([styles('tokens'), styles('base')]);
      const layered = `@layer wiresocket.tokens {\n${tokens}}\n\n@layer wiresocket.base {\n${base}}\n`;
      this.emitFile({ type: 'asset', fileName: 'styles.css', source: layered });
      this.emitFile({
        type: 'asset',
        fileName: 'styles.unlayered.css',
        source: `${tokens}\n${aboveElements(base)}`,
      });
    },
  };
}

export default defineConfig(async () => ({
  plugins: [executable('emulator/bin.js'), namelessTranslations(), stylesheets(), withoutUnused()],
  resolve: { alias: { [BUILT_IN]: BUILT_IN_SOURCE } },
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    lib: { entry: ENTRIES, formats: ['es' as const] },
    rolldownOptions: {
      // 'use client' is meant for the app's bundler. test/package sees to it that it is kept.
      checks: { moduleLevelDirective: false },
      external: isExternal,
      // One file a module: an app's bundler drops what it does not use, and 'use client' stays where it is.
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // npm publishes no folder of this name.
        entryFileNames: ({ name }: { name: string }) => `${name.replace('node_modules/', 'vendor/')}.js`,
      },
    },
  },
  // Only tests need a browser, and to look for one takes a moment.
  test: process.env.VITEST === undefined ? {} : { projects: await vitestProjects() },
}));
