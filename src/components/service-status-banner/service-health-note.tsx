'use client';
import { forwardRef, type Ref, useId, useState } from 'react';
import { Icon } from '../icon/icon.tsx';
import { dismiss, isDismissed } from '../notice/dismissals.ts';
import type { NoticeComponentProps } from '../notice/notice-of.tsx';
import type { NoticeState } from '../notice/notice-view.tsx';
import { Part } from '../parts/part.tsx';
import { splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';

const STATE: NoticeState = {
  kind: 'degraded',
  severity: 'warning',
  placement: 'banner',
  status: 'live',
  collapsed: false,
};

/** That the service says of itself that it is slow, while this connection is well. */
export const ServiceHealthNote = forwardRef(function ServiceHealthNote(
  { document, form, classNames, slots, children, ...props }: NoticeComponentProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const titleId = useId();
  const [isAway, setAway] = useState(() => isDismissed('degraded'));
  if (isAway) return null;
  return (
    <Part
      tag="section"
      name="notice"
      role="group"
      aria-labelledby={titleId}
      state={STATE}
      ref={ref}
      {...rest}
    >
      <Icon name="warning" />
      <div className="ws-notice-text">
        <p className="ws-notice-title" id={titleId}>
          <Text settings={settings} id="degraded.title" />
        </p>
        <p className="ws-notice-body">
          <Text settings={settings} id="degraded.body" />
        </p>
        {children}
      </div>
      <div className="ws-notice-actions">
        <a
          className="ws-notice-action"
          data-primary=""
          href={settings.links.status}
          target="_blank"
          rel="noreferrer"
        >
          <Text settings={settings} id="action.check-status" />
        </a>
        <button
          type="button"
          className="ws-notice-action"
          onClick={() => {
            dismiss('degraded');
            setAway(true);
          }}
        >
          <Text settings={settings} id="action.dismiss" />
        </button>
      </div>
    </Part>
  );
});
