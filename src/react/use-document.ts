'use client';
import { useEffect, useMemo, useReducer } from 'react';
import type { DocumentOptions, WireSocketDocument } from '../client/document.ts';
import type { DocumentState } from '../client/document-state.ts';
import { useWireSocketClient } from './context.ts';
import { type LiveDocument, useLiveDocument } from './use-live-document.ts';

/** What {@link useWireSocketDocument} takes. Its `doc` and `awareness` are read when a name is new. */
export interface UseDocumentOptions<Selected = never> extends DocumentOptions {
  /** Picks what the component renders; it renders again only when that changes, compared shallowly. */
  readonly select?: ((state: DocumentState) => Selected) | undefined;
}

/**
 * Opens a document for as long as the component is mounted, and keeps it in sync. Components that open
 * the same name share the document and its connection. An incoming edit causes no render: an editor's
 * binding listens to `doc` itself.
 *
 * On a server nothing is opened and no token asked for: the connection is `idle`.
 *
 * A hook cannot wait. While the name is not known yet, do not render the component: `{id && <Editor name={id} />}`.
 * A `doc` or `awareness` of your own is made once, as by `useState`.
 *
 * @param name - letters, digits, hyphens and underscores, 1 to 255; another one is `stopped` with `invalid-name`
 * @returns the document and its state
 * @throws TypeError where the name is no string
 * @throws Error where there is no provider, or the document is open with another `Y.Doc`
 * @example const { doc, connection, canEdit } = useWireSocketDocument('notes');
 */
export function useWireSocketDocument(
  name: string,
  options?: DocumentOptions & { readonly select?: undefined },
): LiveDocument;
/**
 * Opens a document for as long as the component is mounted, and renders it only when what `select` picks of the
 * document's state changes, compared shallowly: for a status that is shown beside the editor.
 *
 * @param name - letters, digits, hyphens and underscores, 1 to 255; another one is `stopped` with `invalid-name`
 * @returns what `select` picks
 * @throws TypeError where the name is no string
 * @throws Error where there is no provider, or the document is open with another `Y.Doc`
 * @example const status = useWireSocketDocument('notes', { select: ({ connection }) => connection.status });
 */
export function useWireSocketDocument<Selected>(
  name: string,
  options: DocumentOptions & { readonly select: (state: DocumentState) => Selected },
): Selected;
/** For a hook of your own, whose caller may pass a `select` or none. */
export function useWireSocketDocument<Selected>(
  name: string,
  options: UseDocumentOptions<Selected>,
): Selected | LiveDocument;
export function useWireSocketDocument<Selected>(
  name: string,
  options?: UseDocumentOptions<Selected>,
): Selected | LiveDocument {
  return useLiveDocument(useHold(name, options ?? {}), options?.select);
}

/**
 * Rendering prepares the document, being mounted holds it. What was prepared may be gone by then, as when
 * a tree was suspended for long: then it is prepared again.
 */
function useHold(name: string, { doc, awareness }: DocumentOptions): WireSocketDocument {
  const client = useWireSocketClient();
  const [losses, countLoss] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a doc written inline must not reconnect
  const document = useMemo(() => client.prepare(name, { doc, awareness }), [client, name, losses]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useEffect(() => {
    // Those of the render that prepared it: StrictMode renders again, and what is written inline is another one by then.
    const held = client.open(name, { doc: doc && document.doc, awareness: awareness && document.awareness });
    if (held !== document) countLoss();
    return held.close;
  }, [client, name]);
  return document;
}
