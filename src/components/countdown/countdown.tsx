'use client';
import { forwardRef, type Ref, useEffect, useRef } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { countdown, waiting } from '../../messages/english/components.ts';
import { formatSeconds } from '../../messages/translate.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { useRetryCountdown } from '../../react/use-retry-countdown.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import { isConnecting } from '../notice/is-connecting.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

/** What a {@link Countdown} takes. */
export interface CountdownProps extends PartProps<{ readonly paused: boolean }>, NoticeSettingsProps {
  /** Whose next try is counted down to. */
  readonly document: WireSocketDocument;
  /** The sentence with `{time}`. Default: “Reconnecting in {time}.” */
  readonly sentence?: 'countdown.reconnecting' | 'countdown.trying' | undefined;
  /** Whether the person turned the next try off. Default: `false`. */
  readonly isPaused?: boolean | undefined;
}

/** Spoken once more when this many seconds are left. */
const MILESTONE = 10;

/**
 * The seconds to the next try, in words; nothing where no try is planned, turned off or under way. It renders by itself
 * once a second; what assistive technology says of it is the milestone alone.
 */
export const Countdown = forwardRef(function Countdown(
  { document, sentence = 'countdown.reconnecting', isPaused = false, ...props }: CountdownProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, rest] = useSettings(props);
  const { connection } = useDocumentState(document);
  const seconds = useRetryCountdown(document);
  const speak = useSpeaker(settings);
  const wasLong = useRef(false);
  if (seconds === null) wasLong.current = false;
  else if (seconds > MILESTONE) wasLong.current = true;
  const isSoon = seconds !== null && seconds <= MILESTONE && wasLong.current;
  const { say, show } = wordsOf(settings, { ...waiting, ...countdown });
  const message = isPaused ? 'countdown.paused' : seconds ? sentence : 'countdown.now';
  const values = { time: formatSeconds(settings.messages, seconds ?? 0) };

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a wait
  useEffect(() => {
    if (!isSoon || isPaused || connection.status !== 'waiting') return;
    speak(`${document.name} ${connection.retryAt}`, 'polite', say(message, values));
  }, [isSoon]);

  if (seconds === null && !isPaused && !isConnecting(connection)) return null;
  return (
    <Part
      tag="p"
      name="countdown"
      role="timer"
      aria-live="off"
      state={{ paused: isPaused }}
      ref={ref}
      {...rest}
    >
      {show(message, values)}
    </Part>
  );
});
