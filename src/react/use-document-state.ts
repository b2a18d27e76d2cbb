'use client';
import { useStore } from 'zustand/react';
import type { WireSocketDocument } from '../client/document.ts';
import type { DocumentState } from '../client/document-state.ts';

/** What is known of a document that another component holds open. */
export function useDocumentState({ store }: WireSocketDocument): DocumentState {
  return useStore(store);
}
