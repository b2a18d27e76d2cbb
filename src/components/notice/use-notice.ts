'use client';
import type { WireSocketDocument } from '../../client/document.ts';
import { useDocuments, useStores } from '../documents/use-documents.ts';
import { NOTICE_KINDS, type NoticeKind, outranks } from './notice-kind.ts';
import { type Notice, noticeWatchOf } from './notice-watch.ts';

/**
 * The one notice that matters: of a document, or, without one, of all that the provider holds open.
 * Delays, priority and persistence are those of the kit; what to make of it is up to you.
 *
 * @param kinds - only these; default: all
 * @returns `null` while there is nothing to tell
 */
export function useNotice(
  document?: WireSocketDocument,
  kinds: readonly NoticeKind[] = NOTICE_KINDS,
): Notice | null {
  return useStores(useDocuments(document), noticeWatchOf, (notices) =>
    notices.reduce(
      (top, notice) =>
        notice && kinds.includes(notice.kind) && (!top || outranks(notice.kind, top.kind)) ? notice : top,
      null,
    ),
  );
}
