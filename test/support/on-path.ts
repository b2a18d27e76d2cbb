import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The programs of these names that a shell would find, the first name first. */
export function onPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path));
}
