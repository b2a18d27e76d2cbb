import { expect } from 'vitest';
import { type Doc, encodeStateVector } from 'yjs';
import { eventually } from '../support/kit.ts';

/** The same numbers every time, so that a failure can be looked at. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One edit in one of the documents. */
export function editAtRandom(docs: readonly Doc[], random: () => number): void {
  const text = docs[Math.floor(random() * docs.length)]?.getText('t');
  if (text === undefined) return;
  const at = Math.floor(random() * (text.length + 1));
  if (random() < 0.7 || text.length === 0)
    text.insert(at, String.fromCharCode(97 + Math.floor(random() * 26)));
  else text.delete(Math.min(at, text.length - 1), 1);
}

/** Waits until all have the same edits, and sees that they read the same. */
export async function expectConvergence(docs: readonly Doc[]): Promise<void> {
  await eventually(() => new Set(docs.map((doc) => encodeStateVector(doc).join())).size === 1, 10_000);
  expect(new Set(docs.map((doc) => doc.getText('t').toString())).size).toBe(1);
}
