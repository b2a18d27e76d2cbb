'use client';
import { forwardRef, type Ref, useEffect, useId, useRef } from 'react';
import type { LimitUse } from '../../client/client-polls.ts';
import { usage as english } from '../../messages/english/components.ts';
import type { Translation } from '../../messages/translate.ts';
import type { UsageLevel } from '../../protocol/usage-level.ts';
import { useUsage } from '../../react/use-usage.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettings, type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { shown, wordsOf } from '../settings/words.tsx';

/** What a {@link UsageMeter} takes. */
export interface UsageMeterProps extends PartProps<{ readonly level: UsageLevel }>, NoticeSettingsProps {
  /** Which limit of the plan. Default: `connections`. */
  readonly of?: 'connections' | 'documents' | undefined;
}

/** How much of a limit of the plan is in use. Nothing before the service has told. */
export const UsageMeter = forwardRef(function UsageMeter(
  { of = 'connections', ...props }: UsageMeterProps,
  ref: Ref<HTMLElement>,
) {
  const [settings, rest] = useSettings(props);
  const { value: plan, at } = useUsage();
  const use = plan?.[of] ?? null;
  const labelId = useId();
  const { say, show } = wordsOf(settings, english);
  const isLimited = use !== null && Number.isFinite(use.limit);
  const value = say(isLimited ? 'usage.value' : 'usage.value.unlimited', {
    value: use?.current ?? 0,
    max: use?.limit ?? 0,
  });
  useLevelAnnouncement(isLimited ? use : null, `usage ${of} ${at}`, settings, say(`usage.${of}`), value);
  if (use === null) return null;

  return (
    <Part tag="div" name="usage" state={{ level: use.level }} ref={ref} {...rest}>
      <span className="ws-usage-label" id={labelId}>
        {show(`usage.${of}`)}
      </span>
      <span className="ws-usage-value">{shown(value)}</span>
      {isLimited && (
        // A <meter> cannot be styled alike in all browsers.
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          className="ws-usage-bar"
          role="meter"
          aria-labelledby={labelId}
          aria-valuemin={0}
          aria-valuemax={use.limit}
          aria-valuenow={Math.min(use.current, use.limit)}
          aria-valuetext={value.text}
        >
          <span style={{ inlineSize: `${Math.min(use.percent, 100)}%` }} />
        </div>
      )}
      {/* The last place may go long before the threshold of a small plan, or by the limits of the token. */}
      {isLimited && (use.level !== 'healthy' || use.left <= 1) && (
        <span className="ws-usage-left">{show('usage.left', { n: use.left })}</span>
      )}
    </Part>
  );
});

/** Only a change of the level is said, as it is shown, and only to those who can do something about it. */
function useLevelAnnouncement(
  use: LimitUse | null,
  key: string,
  settings: NoticeSettings,
  ...sentences: readonly [Translation, Translation]
): void {
  const speak = useSpeaker(settings);
  const level = use?.level ?? null;
  const before = useRef(level);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a change
  useEffect(() => {
    const hasChanged = before.current !== null && before.current !== level;
    before.current = level;
    if (use === null || use.level === 'healthy' || !hasChanged || settings.audience === 'user') return;
    speak(key, 'polite', ...sentences);
  }, [level]);
}
