'use client';
import type { ReactElement } from 'react';

/** What an icon tells beside the words: the shape says it, not the color alone. */
export type IconName = 'critical' | 'warning' | 'info' | 'busy' | 'live' | 'offline';

const PATHS: Readonly<Record<IconName, string>> = {
  critical: 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.5v4M8 11v.5',
  warning: 'M8 1.8 14.8 14H1.2zM8 6.3v3.5M8 11.7v.3',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 7.3v4M8 4.7V5',
  busy: 'M8 1.5a6.5 6.5 0 1 1-6.5 6.5',
  live: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM5 8.2l2.1 2.1L11 6.2',
  offline: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM3.4 12.6l9.2-9.2',
};

/** An icon in the color of its text. The words beside it say the same. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg
      className="ws-icon"
      data-icon={name}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
