'use client';
import { useEffect, useRef } from 'react';
import { over } from '../../messages/english/components.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import { unsentStore } from '../documents/unsent-changes.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { Told } from './notice-content.ts';
import type { Notice } from './notice-watch.ts';

/** What is still on its way this long after the notice has gone, in ms, is worth a word: most of it is there by then. */
const MOMENT = 2_000;

/**
 * Says a notice when it appears; what is still to be sent a moment after it has gone; and that all is well when the
 * document is in sync.
 */
export function useNoticeAnnouncement(told: Told | null, settings: NoticeSettings): void {
  const speak = useSpeaker(settings);
  const latest = useRef<Told | null>(null);
  const key = told && keyOf(told.notice);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a notice, whatever else renders
  useEffect(() => {
    const before = latest.current;
    latest.current = told;
    if (told && key) speak(key, told.content.isUrgent ? 'assertive' : 'polite', told.title, told.body);
    else if (before)
      return followUp(before, (id, n = 0) =>
        speak(keyOf(before.notice) + id, 'polite', wordsOf(settings, over).say(id, { n })),
      );
    return undefined;
  }, [key]);
}

/** @returns gives it up */
function followUp(
  { notice: { document, placement }, content }: Told,
  say: (id: keyof typeof over, n?: number) => void,
): () => void {
  const { store } = document;
  const look = (isLate = false) => {
    const { connection, unsynced } = store.getState();
    if (connection.status !== 'live') return;
    if (!unsynced) {
      stop();
      say(content.isWaitingRoom && placement === 'page' ? 'joined' : 'recovered');
    } else if (isLate) {
      const n = unsentStore(document).getState();
      if (n) say('reconnected', n);
    }
  };
  const timer = setTimeout(look, MOMENT, true);
  const unsubscribe = store.subscribe(() => look());
  const stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  look();
  return stop;
}

function keyOf({ document, kind, since }: Notice): string {
  return `${document.name} ${kind} ${since}`;
}
