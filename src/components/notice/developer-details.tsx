'use client';
import { type ReactElement, useEffect, useState } from 'react';
import { Part } from '../parts/part.tsx';
import type { BelowProps } from './notice-content.ts';

type Report = typeof import('./developer-report.tsx').DeveloperReport;

/** The cause and the fix, for who builds the app. Most people never see them, so they are loaded for those who do. */
export function DeveloperDetails({ notice, slot }: BelowProps): ReactElement | null {
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
        <Report {...notice} />
      </Part>
    )
  );
}
