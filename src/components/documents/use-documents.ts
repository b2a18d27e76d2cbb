'use client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
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
 * @param storeOf - has to be the same function each time, and to give a document the same store, or one that says the same
 * @param pick - picks the same from the same; renders again only when it picks something else
 */
export function useStores<State, Picked>(
  documents: readonly WireSocketDocument[],
  storeOf: (document: WireSocketDocument) => ReadonlyStore<State>,
  pick: (states: readonly State[]) => Picked,
): Picked {
  const subscribe = useCallback(
    (changed: () => void) => {
      const ends = documents.map((document) => storeOf(document).subscribe(changed));
      return () => {
        for (const end of ends) end();
      };
    },
    [documents, storeOf],
  );
  const stores = documents.map(storeOf);
  return useSyncExternalStore(
    subscribe,
    () => pick(stores.map((store) => store.getState())),
    () => pick(stores.map((store) => store.getInitialState())),
  );
}
