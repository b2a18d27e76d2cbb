'use client';
import type { ReactElement } from 'react';
import { useStore } from 'zustand/react';
import { work } from '../../messages/english/components.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { unsentStore } from '../documents/unsent-changes.ts';
import { Part } from '../parts/part.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { BelowProps } from './notice-content.ts';

/** What was not sent is kept, and where. Before the first sync there is nothing that anybody could have done. */
export function UnsentWork({ notice: { document }, settings, slot }: BelowProps): ReactElement | null {
  const { unsynced, hasSynced } = useDocumentState(document);
  const n = useStore(unsentStore(document));
  if (!hasSynced) return null;
  return (
    <Part tag="p" name="notice-work" {...slot('work')}>
      {wordsOf(settings, work).show(unsynced ? `work.${n ? '' : 'some.'}${settings.keeps}` : 'work.none', {
        n: n ?? 0,
      })}
    </Part>
  );
}
