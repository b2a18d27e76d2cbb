'use client';
import type { ReactElement } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { useRetryCountdown } from '../../react/use-retry-countdown.ts';

/** What a {@link CountdownRing} shows. */
export interface CountdownRingProps {
  readonly document: WireSocketDocument;
  /** When the wait began, in ms since the epoch. */
  readonly since: number;
}

/** A wait as a ring that empties. The sentence beside it says the same, so it is hidden from assistive technology. */
export function CountdownRing({ document, since }: CountdownRingProps): ReactElement | null {
  const { connection } = useDocumentState(document);
  const seconds = useRetryCountdown(document);
  if (seconds === null || connection.status !== 'waiting' || connection.retryAt === null) return null;
  const total = Math.max((connection.retryAt - since) / 1000, 1);
  return (
    <svg className="ws-ring" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
      <circle className="ws-ring-track" cx="18" cy="18" r="16" pathLength={1} />
      <circle
        className="ws-ring-left"
        cx="18"
        cy="18"
        r="16"
        pathLength={1}
        strokeDasharray={`${Math.min(seconds / total, 1)} 1`}
      />
    </svg>
  );
}
