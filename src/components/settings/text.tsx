'use client';
import type { ReactNode } from 'react';
import type { MessageId } from '../../messages/en.ts';
import type { MessageValues } from '../../messages/message.ts';
import { type Translation, translate } from '../../messages/translate.ts';
import type { NoticeSettings } from './settings.tsx';

/** Says a message in the language of the settings. The app's name is there for every message. */
export function say(
  { messages, app }: NoticeSettings,
  id: MessageId,
  values: MessageValues = {},
): Translation {
  return translate(messages, id, { app: app ?? translate(messages, 'app').text, ...values });
}

/** What {@link Text} shows. */
export interface TextProps {
  readonly settings: NoticeSettings;
  readonly id: MessageId;
  readonly values?: MessageValues | undefined;
}

/** A message, in an element of its own language where that is not the one asked for. */
export function Text({ settings, id, values }: TextProps): ReactNode {
  const { text, lang, dir } = say(settings, id, values);
  if (lang === undefined) return text;
  return (
    <span lang={lang} dir={dir}>
      {text}
    </span>
  );
}
