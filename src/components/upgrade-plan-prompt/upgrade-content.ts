import type { WireSocketDocument } from '../../client/document.ts';
import type { Slots } from '../parts/look.ts';
import type { Audience, NoticeSettings } from '../settings/settings.tsx';

/** What an UpgradePlanPrompt shows of its state as `data-*`. */
export type UpgradeState = { readonly audience: Audience };

/** The parts of an UpgradePlanPrompt that a host can restyle or replace: each button and link, and the dialog. */
export type UpgradeSlot = 'action' | 'dialog';

/** What is in an UpgradePlanPrompt gets this, inline or in a dialog. */
export interface UpgradeContentProps {
  readonly document: WireSocketDocument | undefined;
  readonly limit: number | null | undefined;
  readonly settings: NoticeSettings;
  readonly titleId: string;
  readonly slot: Slots<UpgradeSlot, UpgradeState>;
  /** Only in a dialog. */
  readonly onClose?: () => void;
}
