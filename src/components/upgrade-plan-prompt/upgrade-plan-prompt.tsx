'use client';
import { forwardRef, type ReactElement, type Ref, useId, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { tellAdmin, upgrade } from '../../messages/english/actions.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { type Look, slotsOf } from '../parts/look.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, useSettings } from '../settings/settings.tsx';
import { wordsOf } from '../settings/words.tsx';
import { AskAdmin } from './ask-admin.tsx';
import type { UpgradeContentProps, UpgradeSlot, UpgradeState } from './upgrade-content.ts';
import { UpgradeForAdmin } from './upgrade-for-admin.tsx';

/** What an {@link UpgradePlanPrompt} takes. */
export interface UpgradePlanPromptProps
  extends PartProps<UpgradeState>,
    NoticeSettingsProps,
    Look<UpgradeSlot, UpgradeState> {
  /** “I’ve upgraded” connects it with a fresh token. Default: all that the provider holds open. */
  readonly document?: WireSocketDocument | undefined;
  /** Default: `inline`. A dialog is opened by the person, never by itself. */
  readonly form?: 'inline' | 'dialog' | undefined;
  /** The plan's limit was met. Default: what the service says of its use. */
  readonly limit?: number | null | undefined;
}

/**
 * For an admin: the plan's limit, its use, and where it is upgraded. For all others: a message to copy to an
 * admin. As a dialog it is a button that opens one.
 */
export const UpgradePlanPrompt = forwardRef(function UpgradePlanPrompt(
  { document, form = 'inline', limit, classNames, slots, ...props }: UpgradePlanPromptProps,
  ref: Ref<HTMLElement>,
): ReactElement {
  const [settings, rest] = useSettings(props);
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();
  const state = { audience: settings.audience };
  const slot = slotsOf({ classNames, slots }, state);
  const isForAdmin = settings.audience !== 'user';
  const Content = isForAdmin ? UpgradeForAdmin : AskAdmin;
  const content: UpgradeContentProps = { document, limit, settings, titleId, slot };
  if (form === 'inline') {
    return (
      <Part tag="section" name="upgrade" aria-labelledby={titleId} state={state} ref={ref} {...rest}>
        <Content {...content} />
      </Part>
    );
  }
  const close = () => setOpen(false);
  const words = wordsOf(settings, { ...upgrade, ...tellAdmin });
  return (
    <>
      <Part
        tag="button"
        name="notice-action"
        state={state}
        ref={ref}
        {...{ type: 'button' }}
        {...rest}
        onClick={(event) => {
          rest.onClick?.(event);
          setOpen(true);
        }}
      >
        {words.show(isForAdmin ? 'action.upgrade' : 'action.tell-admin')}
      </Part>
      {isOpen ? (
        <Dialog language={settings.messages} titleId={titleId} onClose={close} part={slot('dialog')}>
          <Content {...content} onClose={close} />
        </Dialog>
      ) : null}
    </>
  );
});
