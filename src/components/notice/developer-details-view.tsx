'use client';
import type { ReactElement } from 'react';
import type { Problem } from '../../protocol/problem.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';
import { documentationOf } from './developer-details.ts';
import type { NoticeState } from './notice-view.tsx';

/** What {@link DeveloperDetails} show. */
export interface DeveloperDetailsProps {
  readonly problem: Problem;
  readonly settings: NoticeSettings;
  readonly part: PartProps<NoticeState> & { readonly state: NoticeState };
}

/** The cause and the fix, in English and left to right, whatever the page is. */
export function DeveloperDetails({ problem, settings, part }: DeveloperDetailsProps): ReactElement {
  const { kind, code, reason, docsUrl } = problem;
  const docs = documentationOf(problem);
  return (
    <Part tag="details" name="notice-details" {...part}>
      <summary>
        <Text settings={settings} id="developer.summary" />
      </summary>
      <div lang="en" dir="ltr">
        <p>
          <code>{code === null ? kind : `${kind} (${code})`}</code> {reason}
        </p>
        {docs === null ? null : (
          <p>
            {docs.description}. {docs.action}
          </p>
        )}
        <a href={docsUrl} target="_blank" rel="noreferrer">
          {docsUrl}
        </a>
      </div>
    </Part>
  );
}
