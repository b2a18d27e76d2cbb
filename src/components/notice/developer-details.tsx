'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { developer } from '../../messages/english/components.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { Part } from '../parts/part.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { BelowProps } from './notice-content.ts';

type Report = typeof import('./developer-report.tsx').DeveloperReport;

/** The cause and the fix, for who builds the app. Most people never see them, so they are loaded for those who do. */
export function DeveloperDetails({ notice, settings, slot }: BelowProps): ReactElement | null {
  const { connection } = useDocumentState(notice.document);
  const [Report, setReport] = useState<Report | null>(null);
  useEffect(() => {
    import('./developer-report.tsx').then(
      (loaded) => setReport(() => loaded.DeveloperReport),
      () => {
        // Not to be had, as with no network: the notice has to do without.
      },
    );
  }, []);
  return (
    Report && (
      <Part tag="details" name="notice-details" {...slot('details')}>
        <summary>{wordsOf(settings, developer).show('developer.summary')}</summary>
        <Report notice={notice} connection={connection} />
      </Part>
    )
  );
}
