'use client';
import type { ReactNode } from 'react';
import type { MessageId, Messages } from '../../messages/en.ts';
import { app as appName } from '../../messages/english/components.ts';
import type { Message, MessageValues } from '../../messages/message.ts';
import { type Translation, translate } from '../../messages/translate.ts';
import type { NoticeSettings } from './settings.tsx';

/** Says some messages in the language of the settings. */
export interface Words<Id extends MessageId> {
  readonly settings: NoticeSettings;
  readonly say: (id: Id, values?: MessageValues | null) => Translation;
  /** The same, to be rendered. */
  readonly show: (id: Id, values?: MessageValues) => ReactNode;
}

/**
 * The words of a component.
 *
 * @param english - all that it says, for what the language of the settings lacks
 */
export function wordsOf<Id extends MessageId>(
  settings: NoticeSettings,
  english: { readonly [Each in Id]: Message },
): Words<Id> {
  const { messages, app } = settings;
  const name = app ?? translate(messages, 'app', {}, appName).text;
  // What is written in the other direction turns the punctuation beside it around.
  const isolated = messages.dir === 'rtl' || /[\u0590-\u08ff]/.test(name) ? `\u2068${name}\u2069` : name;
  const say = (id: Id, values?: MessageValues | null) =>
    translate(messages, id, { app: isolated, ...values }, english as Messages);
  return { settings, say, show: (id, values) => shown(say(id, values)) };
}

/** What was said, in an element of its own language where that is not the one asked for. */
export function shown({ text, lang, dir }: Translation): ReactNode {
  return lang ? (
    <span lang={lang} dir={dir}>
      {text}
    </span>
  ) : (
    text
  );
}
