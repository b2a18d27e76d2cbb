'use client';
import { useMemo, useRef } from 'react';

/**
 * A selector for `useStore` that gives what it gave before while that is the same, compared shallowly. Of one state it
 * picks once, so that whatever `select` makes anew, however deep, is no reason to render again and again.
 *
 * @param select - picks of a state what a component renders
 */
export function useShallow<State, Selected>(select: (state: State) => Selected): (state: State) => Selected {
  const kept = useRef<Selected | undefined>(undefined);
  return useMemo(() => {
    let seen: State | undefined;
    let picked: Selected;
    return (state) => {
      if (state !== seen) {
        seen = state;
        picked = select(state);
        if (isSame(kept.current, picked)) picked = kept.current as Selected;
        kept.current = picked;
      }
      return picked;
    };
  }, [select]);
}

/** Compared shallowly. Only plain objects and arrays show by their properties whether they are the same. */
export function isSame(one: unknown, other: unknown): boolean {
  const shape = one?.constructor;
  if (shape !== other?.constructor || (shape !== Object && shape !== Array)) return Object.is(one, other);
  const entries = Object.entries(one as object);
  return (
    entries.length === Object.keys(other as object).length &&
    entries.every(
      ([key, value]) =>
        Object.hasOwn(other as object, key) && Object.is(value, (other as Record<string, unknown>)[key]),
    )
  );
}
