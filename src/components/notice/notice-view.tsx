'use client';
import { type ReactElement, type Ref, useId, useState } from 'react';
import type { MessageId, Messages } from '../../messages/en.ts';
import { collapse } from '../../messages/english/actions.ts';
import { Icon } from '../icon/icon.tsx';
import { busy, critical, type Shape, warning } from '../icon/shapes.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { slotsOf } from '../parts/look.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import { shown, wordsOf } from '../settings/words.tsx';
import type { NoticeAction } from './notice-action.ts';
import type { NoticeText } from './notice-content.ts';
import type { NoticeLook, NoticeState } from './notice-look.ts';

/** What a {@link NoticeView} takes. What it has below its text are its children. */
export interface NoticeViewProps<Where> extends PartProps<NoticeState>, NoticeLook {
  /** Is given the notice's element. */
  readonly root: Ref<HTMLElement>;
  readonly settings: NoticeSettings;
  readonly state: Omit<NoticeState, 'collapsed'>;
  readonly canCollapse: boolean;
  readonly text: NoticeText;
  /** What can be done about it, the most useful first. */
  readonly actions: readonly NoticeAction<Where>[];
  readonly situation: Where;
}

const SHAPES: Readonly<Record<NoticeState['severity'], Shape>> = { critical, warning, info: busy };

/** A notice as the kit shows it: an icon, its words, what is below them, and what can be done. */
export function NoticeView<Where>({
  root,
  settings,
  state: given,
  canCollapse,
  text,
  actions,
  situation,
  classNames,
  slots,
  children,
  ...props
}: NoticeViewProps<Where>): ReactElement {
  const [collapsed, setCollapsed] = useState(false);
  const titleId = useId();
  const state = { ...given, collapsed };
  const slot = slotsOf({ classNames, slots }, state);
  const offers = actions.flatMap((action) => {
    const offer = action.offer(situation);
    return offer ? { ...action, offer } : [];
  });
  return (
    <Part tag="div" name="notice" role="group" aria-labelledby={titleId} state={state} ref={root} {...props}>
      <Icon {...SHAPES[state.severity]} />
      <div className="ws-notice-text">
        <Part tag="p" name="notice-title" id={titleId} {...slot('title')}>
          {shown(text.title)}
        </Part>
        {!collapsed && (
          <>
            <Part tag="p" name="notice-body" {...slot('body')}>
              {shown(text.body)}
            </Part>
            {children}
          </>
        )}
      </div>
      <Part tag="div" name="notice-actions" {...slot('actions')}>
        {!collapsed &&
          offers.map(({ id, english, offer }, index) => (
            <ActionButton
              key={id}
              id={id}
              label={offer.label ?? (`action.${id}` as MessageId)}
              words={wordsOf(settings, english as Required<Messages>)}
              offer={offer}
              isPrimary={index === 0}
              part={slot('action')}
            />
          ))}
        {canCollapse && (
          <Part
            tag="button"
            name="notice-toggle"
            {...slot('toggle')}
            {...{ type: 'button' }}
            aria-expanded={!collapsed}
            onClick={() => setCollapsed(!collapsed)}
          >
            {wordsOf(settings, collapse).show(collapsed ? 'action.expand' : 'action.collapse')}
          </Part>
        )}
      </Part>
    </Part>
  );
}
