'use client';
import { forwardRef, type Ref, useEffect, useId, useRef } from 'react';
import type { LimitUse } from '../../client/client-polls.ts';
import type { MessageId } from '../../messages/en.ts';
import { formatPercent } from '../../messages/translate.ts';
import { useUsage } from '../../react/use-usage.ts';
import { useAnnouncer } from '../announcer/use-announcer.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import {
  type NoticeSettings,
  type NoticeSettingsProps,
  splitSettings,
  useNoticeSettings,
} from '../settings/settings.tsx';
import { say, Text } from '../settings/text.tsx';

/** What a {@link UsageMeter} takes. */
export interface UsageMeterProps extends PartProps<{ level: string }>, NoticeSettingsProps {
  /** Which limit of the plan. Default: `connections`. */
  readonly of?: 'connections' | 'documents' | undefined;
}

/** How much of a limit of the plan is in use. Nothing before the service has told. */
export const UsageMeter = forwardRef(function UsageMeter(
  { of = 'connections', ...props }: UsageMeterProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const use = useUsage().value?.[of] ?? null;
  const labelId = useId();
  useLevelAnnouncement(use, settings);
  if (use === null) return null;

  const { text: value } = wordsFor(use, settings);
  const isLimited = Number.isFinite(use.limit);
  return (
    <Part tag="div" name="usage" state={{ level: use.level }} ref={ref} {...rest}>
      <span className="ws-usage-label" id={labelId}>
        <Text settings={settings} id={`usage.${of}`} />
      </span>
      <span className="ws-usage-value">{value}</span>
      {isLimited ? (
        // A <meter> cannot be styled alike in all browsers.
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          className="ws-usage-bar"
          role="meter"
          aria-labelledby={labelId}
          aria-valuemin={0}
          aria-valuemax={use.limit}
          aria-valuenow={Math.min(use.current, use.limit)}
          aria-valuetext={value}
        >
          <span style={{ inlineSize: `${Math.min(use.percent, 100)}%` }} />
        </div>
      ) : null}
      {/* The last place may go long before the threshold of a small plan, or by the limits of the token. */}
      {isLimited && (use.level !== 'healthy' || use.left <= 1) ? (
        <span className="ws-usage-left">
          <Text settings={settings} id="usage.left" values={{ n: use.left }} />
        </span>
      ) : null}
    </Part>
  );
});

function wordsFor({ current, limit }: LimitUse, settings: NoticeSettings) {
  return Number.isFinite(limit)
    ? say(settings, 'usage.value', { value: current, max: limit })
    : say(settings, 'usage.value.unlimited', { value: current });
}

const LEVEL_TITLES: { readonly [Level in LimitUse['level']]?: MessageId } = {
  warning: 'usage-warning.title',
  critical: 'usage-critical.title',
};

/** Only a change of the level is said, and only to those who can do something about it. */
function useLevelAnnouncement(use: LimitUse | null, settings: NoticeSettings): void {
  const announce = useAnnouncer();
  const level = use?.level ?? null;
  const before = useRef(level);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once a change
  useEffect(() => {
    const title = level === null ? undefined : LEVEL_TITLES[level];
    const hasChanged = before.current !== null && before.current !== level;
    before.current = level;
    if (use === null || title === undefined || !hasChanged || settings.audience === 'user') return;
    const percent = formatPercent(settings.messages, use.percent);
    const { text, lang = settings.messages.locale } = say(settings, title, { percent });
    announce({ key: `usage ${level} ${use.current}`, text, urgency: 'polite', lang });
  }, [level]);
}
