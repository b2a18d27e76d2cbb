import type { ComponentType } from 'react';
import type { MessageId, Messages } from '../../messages/en.ts';
import type { MessageValues } from '../../messages/message.ts';
import type { Translation } from '../../messages/translate.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { Dismissal } from './dismissals.ts';
import type { NoticeAction } from './notice-action.ts';
import type { NoticeKind } from './notice-kind.ts';
import type { NoticeSlots } from './notice-look.ts';
import type { Notice } from './notice-watch.ts';

/** What a kind of notice says and offers. */
export interface NoticeContent extends Offered {
  readonly kind: NoticeKind;
  /** All that it says, but its buttons. */
  readonly english: Messages;
  /** For those who can change the plan: they are told `{kind}.admin.title` and `{kind}.admin.body`. */
  readonly admin?: Offered;
  /** It interrupts: a person has to know before going on. */
  readonly isUrgent?: true;
  /** It waits for a place that somebody else has. */
  readonly isWaitingRoom?: true;
  /** It can be put away. */
  readonly dismissal?: Dismissal;
  /** What it has below its text. */
  readonly Below?: ComponentType<BelowProps>;
}

interface Offered {
  /** The most useful first. */
  readonly actions: readonly NoticeAction[];
  /** What its body tells. Where that is not known, `null`, it says `{kind}.body.unknown`. */
  readonly values?: (notice: Notice, settings: NoticeSettings) => MessageValues | null;
}

/** What is below the text of a notice gets this. */
export interface BelowProps {
  readonly notice: Notice;
  readonly settings: NoticeSettings;
  readonly slot: NoticeSlots;
}

/** A notice in words. */
export interface NoticeText {
  readonly title: Translation;
  readonly body: Translation;
}

/** A notice, in words for whom the settings name, and what they can do about it. */
export interface Told extends NoticeText {
  readonly notice: Notice;
  readonly content: NoticeContent;
  readonly actions: readonly NoticeAction[];
}

/** Limits and numbers are for those who can change the plan. */
export function tell(content: NoticeContent, notice: Notice, settings: NoticeSettings): Told {
  const { kind, admin, english } = content;
  const forAdmin = settings.audience === 'user' ? undefined : admin;
  const { actions, values } = forAdmin ?? content;
  const known = values?.(notice, settings);
  const id = forAdmin ? `${kind}.admin` : kind;
  const { say } = wordsOf(settings, english as Required<Messages>);
  return {
    notice,
    content,
    actions,
    title: say(`${id}.title` as MessageId),
    body: say(`${id}.body${known === null ? '.unknown' : ''}` as MessageId, known),
  };
}
