import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])(?<id>[^'"\n]+)\1/g;

/** What a built file needs, directly and through others of ours: the packages, and our own files. */
export interface Reach {
  readonly packages: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
}

/** @throws Error where the build is missing */
export function reachOf(entry: string): Reach {
  const packages = new Set<string>();
  const files = new Set<string>();
  const waiting = [resolve(entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    if (!existsSync(file)) throw new Error(`${file} is missing: npm run build`);
    files.add(file);
    for (const match of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const id = match.groups?.id ?? '';
      if (id.startsWith('.')) waiting.push(join(dirname(file), id));
      else packages.add(id);
    }
  }
  return { packages, files };
}
