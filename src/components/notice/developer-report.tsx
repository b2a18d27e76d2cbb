'use client';
import type { ReactElement } from 'react';
import type { ConnectionState } from '../../connection/state.ts';
import { noteOn } from './developer-notes.ts';
import type { Notice } from './notice-watch.ts';

/** What a {@link DeveloperReport} is about. */
export interface DeveloperReportProps {
  readonly notice: Notice;
  readonly connection: ConnectionState;
}

/** English and left to right, whatever the page is. */
export function DeveloperReport({ notice, connection }: DeveloperReportProps): ReactElement {
  const { kind, code, reason, docsUrl } = notice.problem;
  return (
    <div lang="en" dir="ltr">
      <p>
        <code>{code === null ? kind : `${kind} (${code})`}</code> {reason}
      </p>
      <p>{noteOn(notice, connection, Date.now())}</p>
      <a href={docsUrl} target="_blank" rel="noreferrer">
        {docsUrl}
      </a>
    </div>
  );
}
