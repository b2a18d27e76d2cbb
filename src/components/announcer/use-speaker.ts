'use client';
import type { Translation } from '../../messages/translate.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import type { Announcement } from './announcer.ts';
import { useAnnouncer } from './use-announcer.ts';

/** Says sentences in the language of the settings, one after the other. */
export type Speaker = (
  key: string,
  urgency: Announcement['urgency'],
  ...sentences: readonly [Translation, ...Translation[]]
) => void;

/** Speaks through the page's one announcer. */
export function useSpeaker({ messages }: NoticeSettings): Speaker {
  const announce = useAnnouncer();
  return (key, urgency, ...sentences) =>
    announce({
      key,
      urgency,
      text: sentences.map(({ text }) => ended(text, messages.locale)).join(' '),
      lang: sentences[0].lang ?? messages.locale,
    });
}

/** A title has no full stop, and would be read as one with what follows. */
function ended(text: string, locale: string): string {
  return /\p{P}$/u.test(text) ? text : text + (/^(ja|zh)/.test(locale) ? '。' : '.');
}
