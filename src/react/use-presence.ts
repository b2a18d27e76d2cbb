'use client';
import type { Awareness } from 'y-protocols/awareness';
import { useStore } from 'zustand/react';
import type { ReadonlyStore, WireSocketDocument } from '../client/document.ts';
import { oneForEach } from '../client/one-for-each.ts';
import { useShallow } from './use-shallow.ts';

/** One who has the document open. */
export interface Presence {
  /** The awareness client id. */
  readonly clientId: number;
  /** Whether it is this one. */
  readonly isLocal: boolean;
  /** What it tells of itself: whatever its app, or its editor's binding, puts there. */
  readonly state: Readonly<Record<string, unknown>>;
}

const NOBODY: readonly Presence[] = [];

/**
 * Who has the document open, oneself included.
 *
 * @example const people = usePresence(document);
 */
export function usePresence(document: WireSocketDocument): readonly Presence[];
/**
 * What is picked of those who have the document open, oneself included.
 *
 * @param select - picks what the component renders; it renders again only when that changes, compared shallowly
 * @example const count = usePresence(document, (people) => people.length);
 */
export function usePresence<Selected>(
  document: WireSocketDocument,
  select: (people: readonly Presence[]) => Selected,
): Selected;
/** For a hook of your own, whose caller may pass a `select` or none. */
export function usePresence<Selected>(
  document: WireSocketDocument,
  select: ((people: readonly Presence[]) => Selected) | undefined,
): Selected | readonly Presence[];
export function usePresence<Selected>(
  document: WireSocketDocument,
  select?: (people: readonly Presence[]) => Selected,
): Selected | readonly Presence[] {
  return useStore(
    presenceStoreOf(document),
    useShallow<readonly Presence[], Selected | readonly Presence[]>(select ?? everybody),
  );
}

function everybody(people: readonly Presence[]): readonly Presence[] {
  return people;
}

/** Who has a document open, as a store: one for all who ask. */
export const presenceStoreOf = /* @__PURE__ */ oneForEach(createPresenceStore);

/** Its awareness as a store, which listens for as long as anybody does: one new list for each change, however many listen. */
function createPresenceStore({ awareness }: WireSocketDocument): ReadonlyStore<readonly Presence[]> {
  let people = peopleIn(awareness);
  let told: unknown;
  return {
    getState: () => people,
    getInitialState: () => NOBODY,
    subscribe(listener) {
      const changed = (change: unknown) => {
        const before = people;
        if (change !== told) people = peopleIn(awareness);
        told = change;
        listener(people, before);
      };
      // Nobody may have listened for a while.
      people = peopleIn(awareness);
      awareness.on('change', changed);
      return () => awareness.off('change', changed);
    },
  };
}

function peopleIn(awareness: Awareness): readonly Presence[] {
  return [...awareness.getStates()].map(([clientId, state]) => ({
    clientId,
    isLocal: clientId === awareness.clientID,
    state,
  }));
}
