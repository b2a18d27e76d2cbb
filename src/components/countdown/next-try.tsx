'use client';
import type { ReactElement } from 'react';
import { waiting } from '../../messages/english/components.ts';
import { formatSeconds } from '../../messages/translate.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { useRetryCountdown } from '../../react/use-retry-countdown.ts';
import { isConnecting } from '../notice/is-connecting.ts';
import type { BelowProps } from '../notice/notice-content.ts';
import { Part } from '../parts/part.tsx';
import { wordsOf } from '../settings/words.tsx';

/**
 * “Trying again in {time}.”, in silence: what is waited for, a place or a busy service, may take long. Nothing where no
 * try is planned or under way: where the app paused it, and in the moment that a notice outlasts its trouble.
 */
export function NextTry({ notice: { document }, settings, slot }: BelowProps): ReactElement | null {
  const { connection } = useDocumentState(document);
  const seconds = useRetryCountdown(document);
  if (seconds === null && !isConnecting(connection)) return null;
  const time = formatSeconds(settings.messages, Number(seconds));
  return (
    <Part tag="p" name="countdown" {...slot('countdown')} role="timer">
      {wordsOf(settings, waiting).show(seconds ? 'countdown.trying' : 'countdown.now', { time })}
    </Part>
  );
}
