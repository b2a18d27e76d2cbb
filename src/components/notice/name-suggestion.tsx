'use client';
import type { ReactElement } from 'react';
import { invalidName } from '../../messages/english/notices.ts';
import { wordsOf } from '../settings/words.tsx';
import type { BelowProps } from './notice-content.ts';
import { suggestName } from './suggest-name.ts';

/** Stands for the name while the sentence is filled. */
const MARK = '\uFFFC';

/** A name that would work, for who can give it. It is isolated from the sentence, which may run the other way. */
export function NameSuggestion({ notice, settings }: BelowProps): ReactElement | null {
  const { name } = notice.document;
  const suggested = suggestName(name);
  // The server refused a name that keeps to the rule: it may have read the path of an `endpoint` as a part of it.
  if (!settings.canRename || suggested === name) return null;
  const { text, lang, dir } = wordsOf(settings, invalidName).say('invalid-name.suggestion', { name: MARK });
  const [before = '', after = ''] = text.split(MARK);
  return (
    <p className="ws-notice-suggestion" lang={lang} dir={dir}>
      {before}
      <bdi>{suggested}</bdi>
      {after}
    </p>
  );
}
