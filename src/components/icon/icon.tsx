'use client';
import type { ReactElement } from 'react';
import type { Shape } from './shapes.ts';

/** An icon in the color of its text. The words beside it say the same. */
export function Icon({ name, path }: Shape): ReactElement {
  return (
    <svg
      className="ws-icon"
      data-icon={name}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
