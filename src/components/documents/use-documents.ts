'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand/react';
import type { ReadonlyStore, WireSocketDocument } from '../../client/document.ts';
import { useClientBeside } from '../../react/context.ts';
import { useOpenDocuments } from '../../react/use-open-documents.ts';

/** The document that a component was given, else those that its provider holds open. */
export function useDocuments(document: WireSocketDocument | undefined): readonly WireSocketDocument[] {
  useClientBeside(document);
  const open = useOpenDocuments();
  return useMemo(() => (document ? [document] : open), [document, open]);
}

/** For {@link useStores}: what is known of a document. */
export function documentStore({ store }: WireSocketDocument): WireSocketDocument['store'] {
  return store;
}

/**
 * What a store of each of some documents says, picked from all of them.
 *
 * @param storeOf - has to be the same function each time, and to give a document the same store
 * @param pick - renders again only when it picks something else
 */
export function useStores<State, Picked>(
  documents: readonly WireSocketDocument[],
  storeOf: (document: WireSocketDocument) => ReadonlyStore<State>,
  pick: (states: readonly State[]) => Picked,
): Picked {
  return useStore(
    useMemo(() => together(documents.map(storeOf)), [documents, storeOf]),
    pick,
  );
}

/** Several stores as one. */
function together<State>(stores: readonly ReadonlyStore<State>[]): ReadonlyStore<readonly State[]> {
  let states: readonly State[] = [];
  const getState = () => {
    const now = stores.map((store) => store.getState());
    // The same list while nothing in it is new, as a store has to be read.
    if (now.some((state, index) => state !== states[index])) states = now;
    return states;
  };
  return {
    getState,
    getInitialState: () => stores.map((store) => store.getInitialState()),
    subscribe(listener) {
      const changed = () => listener(getState(), states);
      const ends = stores.map((store) => store.subscribe(changed));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
