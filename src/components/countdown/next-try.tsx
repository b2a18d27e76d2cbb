'use client';
import type { ReactElement } from 'react';
import { waiting } from '../../messages/english/components.ts';
import { formatSeconds } from '../../messages/translate.ts';
import { useRetryCountdown } from '../../react/use-retry-countdown.ts';
import type { BelowProps } from '../notice/notice-content.ts';
import { Part } from '../parts/part.tsx';
import { wordsOf } from '../settings/words.tsx';

/** “Trying again in {time}.”, in silence: who waits for a place may wait for long. Nothing where the app paused it. */
export function NextTry({ notice, settings, slot }: BelowProps): ReactElement | null {
  const seconds = useRetryCountdown(notice.document);
  const part = slot('countdown');
  if (seconds === null && part.state.status === 'waiting') return null;
  const time = formatSeconds(settings.messages, seconds ?? 0);
  return (
    <Part tag="p" name="countdown" {...part} role="timer">
      {wordsOf(settings, waiting).show(seconds ? 'countdown.trying' : 'countdown.now', { time })}
    </Part>
  );
}
