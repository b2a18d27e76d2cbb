'use client';
import { forwardRef, type ReactNode, type Ref, useEffect, useId, useState } from 'react';
import type { MessageId } from '../../messages/en.ts';
import type { MessageValues } from '../../messages/message.ts';
import { useAnnouncer } from '../announcer/use-announcer.ts';
import { Icon } from '../icon/icon.tsx';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { say, Text } from '../settings/text.tsx';
import { dismiss, isDismissed } from './dismissals.ts';
import type { NoticeState } from './notice-view.tsx';
import { sentence } from './use-notice-announcement.ts';

/** What a {@link PlainNotice} takes. */
export interface PlainNoticeProps extends PartProps<NoticeState>, NoticeSettingsProps {
  readonly kind: 'degraded' | 'usage';
  readonly severity: 'critical' | 'warning';
  readonly heading: MessageId;
  readonly text: MessageId;
  readonly values?: MessageValues | undefined;
  /** What it offers, and where that leads. */
  readonly action: MessageId;
  readonly href: string;
  /** Has it spoken when it appears, once a key. */
  readonly spokenAs?: string | undefined;
  readonly children?: ReactNode;
}

/** A notice about the service or the plan, while the connection itself is well. It can be put away for a day. */
export const PlainNotice = forwardRef(function PlainNotice(
  { kind, severity, heading, text, values, action, href, spokenAs, children, ...props }: PlainNoticeProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const titleId = useId();
  const [isAway, setAway] = useState(() => isDismissed(kind));
  const announce = useAnnouncer();

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when it appears
  useEffect(() => {
    if (isAway || spokenAs === undefined) return;
    const words = [say(settings, heading, values), say(settings, text, values)];
    announce({
      key: spokenAs,
      text: words.map(({ text }) => sentence(text)).join(' '),
      urgency: 'polite',
      lang: words[0]?.lang ?? settings.messages.locale,
    });
  }, []);

  if (isAway) return null;

  const state: NoticeState = { kind, severity, placement: 'banner', status: 'live', collapsed: false };
  return (
    <Part
      tag="section"
      name="notice"
      role="group"
      aria-labelledby={titleId}
      state={state}
      ref={ref}
      {...rest}
    >
      <Icon name={severity} />
      <div className="ws-notice-text">
        <p className="ws-notice-title" id={titleId}>
          <Text settings={settings} id={heading} values={values} />
        </p>
        <p className="ws-notice-body">
          <Text settings={settings} id={text} values={values} />
        </p>
        {children}
      </div>
      <div className="ws-notice-actions">
        <a className="ws-notice-action" data-primary="" href={href} target="_blank" rel="noreferrer">
          <Text settings={settings} id={action} />
        </a>
        <button
          type="button"
          className="ws-notice-action"
          onClick={() => {
            dismiss(kind);
            setAway(true);
          }}
        >
          <Text settings={settings} id="action.dismiss" />
        </button>
      </div>
    </Part>
  );
});
