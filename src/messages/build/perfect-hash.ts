import { hash, type PerfectHash, placeOf } from '../place-of.ts';

/** Names that share a seed. Fewer would make the table longer, more would make the search hopeless. */
const NAMES_A_SEED = 3;

/** The seeds that are tried: printable characters that need no escape in a string. */
const SEEDS = Array.from({ length: 92 }, (_, index) => String.fromCharCode(35 + index)).filter(
  (seed) => seed !== '\\',
);

/** Finds a hash that gives each name a place of its own, and leaves none empty. */
export function findPerfectHash(names: readonly string[]): PerfectHash {
  for (let salt = 0; salt < 10_000; salt += 1) {
    const found = seedsFor(names, salt);
    if (found !== null) return found;
  }
  throw new Error(`No perfect hash for these ${names.length} names. Allow fewer names a seed.`);
}

function seedsFor(names: readonly string[], salt: number): PerfectHash | null {
  const count = names.length;
  const seeds = Array.from({ length: Math.ceil(count / NAMES_A_SEED) }, () => '#');
  const groups = seeds.map((_, index) => names.filter((name) => hash(name, salt) % seeds.length === index));
  const taken = new Set<number>();
  // The fullest first: later there is less room.
  for (const [index, group] of [...groups.entries()].sort(([, a], [, b]) => b.length - a.length)) {
    const placesBy = (seed: string) => group.map((name) => placeOf(name, { count, salt, seeds: seed }));
    const seed = SEEDS.find((seed) => areFree(placesBy(seed), taken));
    if (seed === undefined) return null;
    seeds[index] = seed;
    for (const place of placesBy(seed)) taken.add(place);
  }
  return { count, salt, seeds: seeds.join('') };
}

function areFree(places: readonly number[], taken: ReadonlySet<number>): boolean {
  return new Set(places).size === places.length && !places.some((place) => taken.has(place));
}
