'use client';
import { forwardRef, type ReactElement, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { Countdown } from '../countdown/countdown.tsx';
import { Icon, type IconName } from '../icon/icon.tsx';
import { Part, type PartProps } from '../parts/part.tsx';
import {
  type NoticeSettings,
  type NoticeSettingsProps,
  splitSettings,
  useNoticeSettings,
} from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';
import { DeveloperDetails } from './developer-details-view.tsx';
import { NoticeActionButton } from './notice-action-button.tsx';
import { actionOf, isPaused, type NoticeOwnActions } from './notice-actions.ts';
import { contentOf } from './notice-content.ts';
import type { Notice } from './notice-watch.ts';
import { useFocusReturn } from './use-focus-return.ts';

/** What the parts of a notice show of it as `data-*`, and hand to `className` and `render`. */
export type NoticeState = {
  readonly kind: string;
  readonly severity: string;
  readonly placement: string;
  readonly status: string;
  readonly collapsed: boolean;
};

/** The parts of a notice that a host can restyle or replace. */
export type NoticeSlot = 'title' | 'body' | 'work' | 'countdown' | 'actions' | 'action' | 'details';

/** How a host restyles and replaces the parts of a notice. */
export interface NoticeLook {
  readonly classNames?:
    | { readonly [Slot in NoticeSlot]?: string | ((state: NoticeState) => string) }
    | undefined;
  readonly slots?: { readonly [Slot in NoticeSlot]?: PartProps<NoticeState>['render'] } | undefined;
}

/** What a {@link NoticeView} takes. */
export interface NoticeViewProps extends PartProps<NoticeState>, NoticeSettingsProps, NoticeLook {
  readonly notice: Notice;
  readonly own: NoticeOwnActions;
  /** What belongs to one kind of notice alone, below its text. */
  readonly children?: React.ReactNode;
}

const ICONS: Readonly<Record<Notice['severity'], IconName>> = {
  critical: 'critical',
  warning: 'warning',
  info: 'busy',
};

/** A notice as the kit shows it: words, what was not sent, what can be done, and, for developers, the cause. */
export const NoticeView = forwardRef(function NoticeView(
  { notice, own, classNames = {}, slots = {}, children, ...props }: NoticeViewProps,
  ref: Ref<HTMLElement>,
): ReactElement {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const { document } = notice;
  const { connection } = useDocumentState(document);
  const [collapsed, setCollapsed] = useState(false);
  const root = useRef<HTMLElement>(null);
  useImperativeHandle(ref, () => root.current as HTMLElement);
  useFocusReturn(root);
  const titleId = useId();

  const content = contentOf(notice, settings.audience);
  const actions = content.actions
    .map((id) => actionOf(id, notice, settings, own))
    .filter((action) => action !== null);
  const { kind, severity, placement, canCollapse } = notice;
  const state: NoticeState = { kind, severity, placement, status: connection.status, collapsed };
  const slot = (name: NoticeSlot) => ({ state, className: classNames[name], render: slots[name] });

  return (
    <Part
      tag="section"
      name="notice"
      role="group"
      aria-labelledby={titleId}
      state={state}
      ref={root}
      {...rest}
    >
      <Icon name={ICONS[severity]} />
      <div className="ws-notice-text">
        <Part tag="p" name="notice-title" id={titleId} {...slot('title')}>
          <Text settings={settings} id={content.title} values={content.values} />
        </Part>
        {collapsed ? null : (
          <>
            <Part tag="p" name="notice-body" {...slot('body')}>
              <Text settings={settings} id={content.body} values={content.values} />
            </Part>
            <Work document={document} settings={settings} slot={slot('work')} />
            {content.countdown === undefined ? null : (
              <Countdown
                document={document}
                sentence={content.countdown}
                isPaused={isPaused(notice)}
                {...given}
                className={classNames.countdown && resolve(classNames.countdown, state)}
              />
            )}
            {children}
            {settings.audience === 'developer' ? (
              <DeveloperDetails problem={notice.problem} settings={settings} part={slot('details')} />
            ) : null}
          </>
        )}
      </div>
      <Part tag="div" name="notice-actions" {...slot('actions')}>
        {collapsed
          ? null
          : actions.map((action, index) => (
              <NoticeActionButton
                key={action.id}
                action={action}
                isPrimary={index === 0}
                settings={settings}
                part={slot('action')}
              />
            ))}
        {canCollapse && placement === 'banner' ? (
          <button
            type="button"
            className="ws-notice-toggle"
            aria-expanded={!collapsed}
            onClick={() => setCollapsed(!collapsed)}
          >
            <Text settings={settings} id={collapsed ? 'action.expand' : 'action.collapse'} />
          </button>
        ) : null}
      </Part>
    </Part>
  );
});

/** What was not sent is kept, and where. */
function Work({ document, settings, slot }: WorkProps): ReactElement | null {
  const { unsynced, hasSynced } = useDocumentState(document);
  if (!unsynced || !hasSynced) return null;
  return (
    <Part tag="p" name="notice-work" {...slot}>
      <Text settings={settings} id={settings.keeps === 'tab' ? 'work.some.tab' : 'work.some.device'} />
    </Part>
  );
}

interface WorkProps {
  readonly document: WireSocketDocument;
  readonly settings: NoticeSettings;
  readonly slot: PartProps<NoticeState> & { readonly state: NoticeState };
}

function resolve(className: string | ((state: NoticeState) => string), state: NoticeState): string {
  return typeof className === 'function' ? className(state) : className;
}
