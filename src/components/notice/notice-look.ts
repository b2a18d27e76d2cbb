import type { ConnectionStatus } from '../../connection/state.ts';
import type { Look, Slots } from '../parts/look.ts';
import type { NoticeKind, NoticeSeverity } from './notice-kind.ts';
import type { Notice } from './notice-watch.ts';

/** What the parts of a notice show of it as `data-*`, and hand to `className` and `render`. */
export type NoticeState = {
  /** What it is about. `usage` is that of the plan, which no document's connection tells. */
  readonly kind: NoticeKind | 'usage';
  /** How much it matters. */
  readonly severity: NoticeSeverity;
  /** Where it is shown. */
  readonly placement: Notice['placement'];
  /** Where the document's connection is. */
  readonly status: ConnectionStatus;
  /** Whether the person put its details out of sight. */
  readonly collapsed: boolean;
};

/** Where a notice is shown; `auto`: where its kind belongs. */
export type NoticeForm = 'auto' | Notice['placement'];

/** The parts of a notice that a host can restyle or replace. */
export type NoticeSlot =
  | 'title'
  | 'body'
  | 'work'
  | 'countdown'
  | 'actions'
  /** Each button and link, also in a dialog of the notice. */
  | 'action'
  /** What hides the details and shows them again. */
  | 'toggle'
  | 'dialog'
  | 'details';

/** How a host restyles and replaces the parts of a notice. */
export interface NoticeLook extends Look<NoticeSlot, NoticeState> {}

/** Hands each part of a notice what the host wishes for it. */
export type NoticeSlots = Slots<NoticeSlot, NoticeState>;
