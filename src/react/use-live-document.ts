'use client';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { useStore } from 'zustand/react';
import type { WireSocketDocument } from '../client/document.ts';
import { canEdit, type DocumentState } from '../client/document-state.ts';
import { cannot, check } from '../protocol/check-options.ts';
import { useShallow } from './use-shallow.ts';

/** A document, and what an app most often wants to know of it. */
export interface LiveDocument
  extends Pick<DocumentState, 'connection' | 'hasSynced' | 'unsynced' | 'limits'> {
  /** What components and other hooks take. */
  readonly document: WireSocketDocument;
  /** The Yjs document, for an editor's binding. */
  readonly doc: Doc;
  /** Who is here, for an editor's binding. */
  readonly awareness: Awareness;
  /** Whether a person may edit: what is shown is real, and an edit can be sent sooner or later. */
  readonly canEdit: boolean;
  /** Tries now, where the policy allows it. */
  readonly retry: () => void;
}

/**
 * What `useWireSocketDocument` gives, of a document that is open already, such as that of an adopted provider.
 * It needs no `WireSocketProvider`.
 *
 * @example const { connection, canEdit } = useLiveDocument(document);
 */
export function useLiveDocument(document: WireSocketDocument): LiveDocument;
/**
 * What is picked of the state of a document that is open already. It needs no `WireSocketProvider`.
 *
 * @param select - picks what the component renders; it renders again only when that changes, compared shallowly
 * @example const status = useLiveDocument(document, ({ connection }) => connection.status);
 */
export function useLiveDocument<Selected>(
  document: WireSocketDocument,
  select: (state: DocumentState) => Selected,
): Selected;
/** For a hook of your own, whose caller may pass a `select` or none. */
export function useLiveDocument<Selected>(
  document: WireSocketDocument,
  select: ((state: DocumentState) => Selected) | undefined,
): Selected | LiveDocument;
export function useLiveDocument<Selected>(
  document: WireSocketDocument,
  select?: (state: DocumentState) => Selected,
): Selected | LiveDocument {
  check('useLiveDocument', { select: cannot(select) });
  const pick = select ?? ((state: DocumentState) => describe(document, state));
  return useStore(document.store, useShallow<DocumentState, Selected | LiveDocument>(pick));
}

function describe(document: WireSocketDocument, state: DocumentState): LiveDocument {
  const { doc, awareness, retry } = document;
  const { connection, hasSynced, unsynced, limits } = state;
  return {
    document,
    doc,
    awareness,
    connection,
    hasSynced,
    unsynced,
    limits,
    canEdit: canEdit(state),
    retry,
  };
}
