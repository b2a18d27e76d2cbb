import type { ReactElement } from 'react';
import type { MessageId, Messages } from '../../messages/en.ts';
import type { ActionOffer } from '../parts/action-button.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import type { NoticeSlots } from './notice-look.ts';
import type { Notice } from './notice-watch.ts';

/** Something that a notice can offer. */
export interface NoticeAction<Where = Situation> {
  /** Its button has it as `data-action`, and says `action.` and this, unless the offer has another label. */
  readonly id: string;
  /** All that its button says. */
  readonly english: Messages;
  /** `null` where it can do nothing here, as when the app gave no handler for it. */
  readonly offer: (where: Where) => (ActionOffer & { readonly label?: MessageId }) | null;
}

/** Where an action is offered. */
export interface Situation {
  readonly notice: Notice;
  readonly settings: NoticeSettings;
  readonly slot: NoticeSlots;
  /** Puts the notice away. */
  readonly dismiss: () => void;
  /** Shows a dialog beside the notice, or, with `null`, none. */
  readonly setDialog: (dialog: ReactElement | null) => void;
}
