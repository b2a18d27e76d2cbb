/**
 * Where a translation that was built without names has a message: its place follows from the message's name, by a
 * hash under which no two names meet. Without it each catalogue would be a third bigger, or every component would
 * bring a list of all names along. The build finds the seeds, and puts them here; in the source every catalogue
 * has its names, and no place is needed.
 */
const HASH: PerfectHash = { count: 0, salt: 0, seeds: '' };

/** A hash that gives each of some names a place of its own, below their count. */
export interface PerfectHash {
  readonly count: number;
  /** Chooses a name's seed. */
  readonly salt: number;
  /** One a character; they choose a name's place. */
  readonly seeds: string;
}

/** The place of a name; `NaN` where there are no places. */
export function placeOf(name: string, { count, salt, seeds }: PerfectHash = HASH): number {
  return hash(name, seeds.charCodeAt(hash(name, salt) % seeds.length)) % count;
}

/** A number below 2³², another one for every seed. */
export function hash(text: string, seed: number): number {
  let sum = seed;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 33);
    sum ^= sum >>> 15;
  }
  return sum >>> 0;
}
