'use client';
import type { ReactNode } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { work } from '../../messages/english/components.ts';
import { unsentStore } from '../documents/unsent-changes.ts';
import { useStores } from '../documents/use-documents.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

/** What a {@link KeptChanges} takes. */
export interface KeptChangesProps {
  readonly documents: readonly WireSocketDocument[];
  readonly settings: NoticeSettings;
}

/** How many changes were not sent, where that is known, and where they are kept. It renders by itself once a second at most. */
export function KeptChanges({ documents, settings }: KeptChangesProps): ReactNode {
  const n = useStores(documents, unsentStore, sumOf);
  return wordsOf(settings, work).show(`work.${n ? '' : 'some.'}${settings.keeps}`, { n: n ?? 0 });
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, n) => (sum === null || n === null ? null : sum + n), 0);
}
