'use client';
import { forwardRef, type Ref } from 'react';
import { formatPercent } from '../../messages/translate.ts';
import { useUsage } from '../../react/use-usage.ts';
import type { NoticeState } from '../notice/notice-view.tsx';
import { PlainNotice } from '../notice/plain-notice.tsx';
import type { PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, splitSettings, useNoticeSettings } from '../settings/settings.tsx';

/** What a {@link UsageNotice} takes. */
export interface UsageNoticeProps extends PartProps<NoticeState>, NoticeSettingsProps {}

/** For admins: the plan's live connections run out. Nothing while they do not, or nothing is known. */
export const UsageNotice = forwardRef(function UsageNotice(props: UsageNoticeProps, ref: Ref<HTMLElement>) {
  const { messages, links } = useNoticeSettings(splitSettings(props).settings);
  const use = useUsage().value?.connections ?? null;
  if (use === null || use.level === 'healthy') return null;
  const values = { percent: formatPercent(messages, use.percent), value: use.current, max: use.limit };
  return (
    <PlainNotice
      // Another level is another notice: what was put away was the one before.
      key={use.level}
      ref={ref}
      kind="usage"
      severity={use.level}
      heading={`usage-${use.level}.title`}
      text={`usage-${use.level}.body`}
      values={values}
      action={use.level === 'critical' ? 'action.upgrade' : 'action.see-plans'}
      href={links.dashboard}
      {...props}
    />
  );
});
