'use client';
import { type CSSProperties, type ReactElement, useState } from 'react';

/** What a {@link CountdownRing} shows. */
export interface CountdownRingProps {
  /** When the wait began and when it ends, in ms since the epoch. */
  readonly since: number;
  readonly until: number;
}

/**
 * A wait as a ring that empties. The sentence beside it says the same, so it is hidden from assistive
 * technology. The stylesheet moves it: it renders once a wait.
 */
export function CountdownRing({ since, until }: CountdownRingProps): ReactElement {
  // An animation that is told another delay starts anew.
  const [now] = useState(Date.now);
  const style = { '--ws-wait': `${until - since}ms`, '--ws-waited': `${since - now}ms` } as CSSProperties;
  return (
    <svg className="ws-ring" viewBox="0 0 36 36" style={style} aria-hidden="true">
      <circle cx="18" cy="18" r="16" pathLength={1} />
    </svg>
  );
}
