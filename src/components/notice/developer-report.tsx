'use client';
import type { ReactElement } from 'react';
import { noteOn } from './developer-notes.ts';
import type { Notice } from './notice-watch.ts';

/** English and left to right, whatever the page is. */
export function DeveloperReport(notice: Notice): ReactElement {
  const { problem, document } = notice;
  const { kind, code, reason, docsUrl } = problem;
  const { connection } = document.store.getState();
  return (
    <>
      <summary lang="en">For developers</summary>
      <div lang="en" dir="ltr">
        <p>
          <code>{code === null ? kind : `${kind} (${code})`}</code> <bdi>{reason}</bdi>
        </p>
        <p>{noteOn(notice, connection, Date.now())}</p>
        <a href={docsUrl} target="_blank" rel="noreferrer">
          {docsUrl}
        </a>
      </div>
    </>
  );
}
