'use client';
import { useEffect, useRef } from 'react';
import { over } from '../../messages/english/components.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { Told } from './notice-content.ts';
import type { Notice } from './notice-watch.ts';

/** Says a notice when it appears, and that all is well when it has gone because the document is in sync. */
export function useNoticeAnnouncement(told: Told | null, settings: NoticeSettings): void {
  const speak = useSpeaker(settings);
  const latest = useRef<Told | null>(null);
  const key = told && keyOf(told.notice);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a notice, whatever else renders
  useEffect(() => {
    const before = latest.current;
    latest.current = told;
    if (told !== null)
      speak(keyOf(told.notice), told.content.isUrgent ? 'assertive' : 'polite', told.title, told.body);
    else if (before !== null)
      return whenInSync(before, () => speak(`${keyOf(before.notice)} over`, 'polite', endOf(before)));
    return undefined;
  }, [key]);

  function endOf({ notice, content }: Told) {
    const hasJoined = content.isWaitingRoom && notice.placement === 'page';
    return wordsOf(settings, over).say(hasJoined ? 'joined' : 'recovered');
  }
}

/** Once all that was not sent is there, too. @returns gives it up */
function whenInSync({ notice }: Told, run: () => void): () => void {
  const { store } = notice.document;
  const look = () => {
    const { connection, unsynced } = store.getState();
    if (connection.status !== 'live' || unsynced) return;
    stop();
    run();
  };
  const stop = store.subscribe(look);
  look();
  return stop;
}

function keyOf({ document, kind, since }: Notice): string {
  return `${document.name} ${kind} ${since}`;
}
