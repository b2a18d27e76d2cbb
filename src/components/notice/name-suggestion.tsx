'use client';
import type { ReactElement } from 'react';
import type { NoticeSettings } from '../settings/settings.tsx';
import { say } from '../settings/text.tsx';
import { suggestName } from './suggest-name.ts';

/** A name that would work. It is isolated from the sentence, which may run the other way. */
export function NameSuggestion({
  name,
  settings,
}: {
  readonly name: string;
  readonly settings: NoticeSettings;
}): ReactElement {
  const { text, lang, dir } = say(settings, 'invalid-name.suggestion', { name: MARK });
  const [before = '', after = ''] = text.split(MARK);
  return (
    <p className="ws-notice-suggestion" lang={lang} dir={dir}>
      {before}
      <bdi>{suggestName(name)}</bdi>
      {after}
    </p>
  );
}

/** Stands for the name while the sentence is filled. */
const MARK = '\uFFFC';
