'use client';
import type { WireSocketDocument } from '../../client/document.ts';
import { useDocuments, useStores } from '../documents/use-documents.ts';
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
  return useStores(useDocuments(document), noticeWatchOf, (notices) =>
    mostImportant(
      notices.filter((notice): notice is Notice => notice !== null && (kinds?.includes(notice.kind) ?? true)),
    ),
  );
}

function mostImportant(notices: readonly Notice[]): Notice | null {
  return notices.reduce<Notice | null>(
    (top, notice) => (top && !outranks(notice.kind, top.kind) ? top : notice),
    null,
  );
}
