'use client';
import { useMemo } from 'react';
import { useStore } from 'zustand/react';
import type { ReadonlyStore, WireSocketDocument } from '../../client/document.ts';
import { useClientBeside } from '../../react/context.ts';
import { useOpenDocuments } from '../../react/use-open-documents.ts';
import { type NoticeKind, outranks } from './notice-kind.ts';
import { type Notice, noticeWatchOf } from './notice-watch.ts';

/**
 * The one notice that matters: of a document, or, without one, of all that the provider holds open.
 * Delays, priority and persistence are those of the kit; what to make of it is up to you.
 *
 * @param kinds - only these; default: all
 * @returns `null` while there is nothing to tell
 */
export function useNotice(document?: WireSocketDocument, kinds?: readonly NoticeKind[]): Notice | null {
  const open = useDocuments(document);
  const store = useMemo(() => mostImportant(open.map(noticeWatchOf)), [open]);
  const notice = useStore(store);
  return notice === null || (kinds !== undefined && !kinds.includes(notice.kind)) ? null : notice;
}

/** The document that a component was given, else those that are open. */
export function useDocuments(document: WireSocketDocument | undefined): readonly WireSocketDocument[] {
  useClientBeside(document);
  const open = useOpenDocuments();
  return useMemo(() => (document === undefined ? open : [document]), [document, open]);
}

function mostImportant(watches: readonly ReadonlyStore<Notice | null>[]): ReadonlyStore<Notice | null> {
  const getState = () => {
    const notices = watches.map((watch) => watch.getState()).filter((notice) => notice !== null);
    return notices.reduce<Notice | null>(
      (top, notice) => (top === null || outranks(notice.kind, top.kind) ? notice : top),
      null,
    );
  };
  return {
    getState,
    getInitialState: () => null,
    subscribe(listener) {
      let before = getState();
      const changed = () => {
        const notice = getState();
        if (notice !== before) listener(notice, before);
        before = notice;
      };
      const ends = watches.map((watch) => watch.subscribe(changed));
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
