import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** What a folder of src may import beside itself. Whatever is not listed is refused. */
interface Allowed {
  readonly ours: readonly string[];
  /** `lib0` includes `lib0/decoding`; `node:` is all of Node. */
  readonly packages: readonly string[];
}

const YJS = ['yjs', 'y-protocols', 'lib0'];
const NODE = ['node:', 'ws', 'jose'];

/** protocol ← connection ← sync ← client ← react ← components; messages ← components. */
const RULE: Readonly<Record<string, Allowed>> = {
  protocol: { ours: [], packages: [] },
  connection: { ours: ['protocol'], packages: ['reconnecting-websocket', 'zustand/vanilla'] },
  sync: { ours: ['protocol', 'connection'], packages: [...YJS, 'zustand/vanilla'] },
  client: { ours: ['protocol', 'connection', 'sync'], packages: [...YJS, 'zustand/vanilla'] },
  react: { ours: ['protocol', 'connection', 'sync', 'client'], packages: [...YJS, 'react', 'zustand'] },
  components: {
    ours: ['protocol', 'connection', 'sync', 'client', 'react', 'messages'],
    packages: [...YJS, 'react', 'react-dom', 'zustand'],
  },
  messages: { ours: [], packages: [] },
  server: { ours: ['protocol', 'sync'], packages: NODE },
  emulator: { ours: ['protocol', 'sync'], packages: [...YJS, ...NODE] },
  testing: { ours: ['protocol', 'sync'], packages: [...YJS, ...NODE, 'zustand/vanilla'] },
  'core.ts': { ours: ['protocol', 'connection', 'sync', 'client'], packages: [] },
  'index.ts': { ours: ['core.ts', 'protocol', 'connection', 'sync', 'client', 'react'], packages: [] },
};

/** `import x from '…'`, `export … from '…'`, `import '…'`, `import('…')`; also those of types. */
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])(?<id>[^'"\n]+)\1/g;
/** Comments that begin a line: an example in one is no import. */
const COMMENT = /^\s*(?:\/\*[\s\S]*?\*\/|\/\/.*$)/gm;

/** @param file - from src, with `/` */
function violationsIn(file: string, text: string): string[] {
  const [folder = ''] = file.split('/');
  const rule = RULE[folder];
  if (rule === undefined)
    return [`src/${file}: ${folder} is not in the import rule (test/support/import-rule.ts)`];
  return [...text.replace(COMMENT, '').matchAll(IMPORT)]
    .map((match) => match.groups?.id ?? '')
    .filter((id) => !isAllowed(file, folder, id, rule))
    .map((id) => `src/${file}: imports ${id}, but ${folder} may only import ${listOf(rule)}`);
}

function isAllowed(file: string, folder: string, id: string, { ours, packages }: Allowed): boolean {
  if (!id.startsWith('.')) {
    return packages.some((name) => id === name || id.startsWith(name.endsWith(':') ? name : `${name}/`));
  }
  const [target = ''] = posix.join(posix.dirname(file), id).split('/');
  return target === folder || ours.includes(target);
}

function listOf({ ours, packages }: Allowed): string {
  return ['itself', ...ours, ...packages].join(', ');
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);
const violations = files.flatMap((file) =>
  violationsIn(file.split(sep).join('/'), readFileSync(join('src', file), 'utf8')),
);
for (const violation of violations) console.error(`Import rule: ${violation}.`);
if (violations.length > 0) process.exitCode = 1;
