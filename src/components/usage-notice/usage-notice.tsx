'use client';
import { forwardRef, type ReactElement, type Ref } from 'react';
import { usageCritical, usageWarning } from '../../messages/english/notices.ts';
import { formatPercent } from '../../messages/translate.ts';
import { useUsage } from '../../react/use-usage.ts';
import { forADay, forTheSession } from '../notice/dismissals.ts';
import { dismiss, seePlans, upgrade, viewUsage } from '../notice/notice-actions.ts';
import type { NoticeLook, NoticeState } from '../notice/notice-look.ts';
import { PlainNotice } from '../notice/plain-notice.tsx';
import type { PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';

/** What a {@link UsageNotice} takes. */
export interface UsageNoticeProps extends PartProps<NoticeState>, NoticeSettingsProps, NoticeLook {
  /** Default: a banner. */
  readonly form?: 'banner' | 'indicator' | undefined;
}

const LEVELS = {
  warning: {
    actions: [seePlans, dismiss],
    dismissal: forADay,
  },
  critical: {
    actions: [upgrade, viewUsage, dismiss],
    dismissal: forTheSession,
  },
} as const;

/** For admins: the plan's live connections run out. Nothing while they do not, and where there is no limit that could be met. */
export const UsageNotice = forwardRef(function UsageNotice(
  { form, ...props }: UsageNoticeProps,
  ref: Ref<HTMLElement>,
): ReactElement | null {
  const [settings, rest] = useSettings(props);
  const use = useUsage().value?.connections;
  if (!use?.limit || use.level === 'healthy' || use.limit === Number.POSITIVE_INFINITY) return null;
  const { say } = wordsOf(settings, { ...usageWarning, ...usageCritical });
  const percent = formatPercent(settings.messages, use.percent);
  const values = { percent, value: use.current, max: use.limit };
  return (
    <PlainNotice
      // Another level is another notice: what was put away was the one before.
      key={use.level}
      root={ref}
      settings={settings}
      kind="usage"
      severity={use.level}
      form={form}
      dismissedAs={`usage ${use.level}`}
      text={{ title: say(`usage-${use.level}.title`, values), body: say(`usage-${use.level}.body`, values) }}
      {...LEVELS[use.level]}
      {...rest}
    />
  );
});
