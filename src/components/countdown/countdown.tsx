'use client';
import { forwardRef, type Ref, useEffect, useRef } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { formatSeconds } from '../../messages/translate.ts';
import { useRetryCountdown } from '../../react/use-retry-countdown.ts';
import { useAnnouncer } from '../announcer/use-announcer.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { say } from '../settings/text.tsx';

/** What a {@link Countdown} takes. */
export interface CountdownProps extends PartProps<{ paused: boolean }>, NoticeSettingsProps {
  readonly document: WireSocketDocument;
  /** The sentence with `{time}`. Default: “Reconnecting in {time}.” */
  readonly sentence?: 'countdown.reconnecting' | 'countdown.trying';
  /** Whether the person turned the next try off. */
  readonly isPaused?: boolean;
}

/** Spoken once more when this many seconds are left. */
const MILESTONE = 10;

/**
 * The seconds to the next try, in words. It renders by itself once a second; what assistive technology says
 * of it is the milestone alone.
 */
export const Countdown = forwardRef(function Countdown(
  { document, sentence = 'countdown.reconnecting', isPaused = false, ...props }: CountdownProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const seconds = useRetryCountdown(document);
  const announce = useAnnouncer();
  const wasLong = useRef(false);
  if (seconds === null) wasLong.current = false;
  else if (seconds > MILESTONE) wasLong.current = true;
  const isSoon = seconds !== null && seconds <= MILESTONE && wasLong.current;
  const time = seconds === null ? '' : formatSeconds(settings.messages, seconds);
  const { text } = isPaused
    ? say(settings, 'countdown.paused')
    : seconds === null || seconds === 0
      ? say(settings, 'countdown.now')
      : say(settings, sentence, { time });

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a wait
  useEffect(() => {
    const { connection } = document.store.getState();
    if (!isSoon || isPaused || connection.status !== 'waiting') return;
    announce({
      key: `${document.name} ${connection.retryAt}`,
      text,
      urgency: 'polite',
      lang: settings.messages.locale,
    });
  }, [isSoon]);

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
      {text}
    </Part>
  );
});
