'use client';
import type { ReactElement } from 'react';
import { notNow, seePlans, upgraded } from '../../messages/english/actions.ts';
import { upgradePlan } from '../../messages/english/components.ts';
import { useUsage } from '../../react/use-usage.ts';
import { bodyIdOf } from '../dialog/dialog.tsx';
import { useDocuments } from '../documents/use-documents.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { wordsOf } from '../settings/words.tsx';
import type { UpgradeContentProps } from './upgrade-content.ts';

/** The plan's limit, the use now, and where it is raised. */
export function UpgradeForAdmin({
  document,
  limit,
  settings,
  titleId,
  slot,
  onClose,
}: UpgradeContentProps): ReactElement {
  const documents = useDocuments(document);
  const use = useUsage().value?.connections;
  const max = limit ?? use?.limit ?? 0;
  const isKnown = Number.isFinite(max) && max > 0;
  const words = wordsOf(settings, { ...upgradePlan, ...seePlans, ...upgraded, ...notNow });

  /** Limits travel in the token, so an upgrade counts from the next one on. */
  function renew(): void {
    for (const each of documents) each.renew();
    onClose?.();
  }

  return (
    <>
      <h2 className="ws-dialog-title" id={titleId}>
        {words.show('upgrade.title')}
      </h2>
      <p id={bodyIdOf(titleId)}>{words.show(isKnown ? 'upgrade.body' : 'upgrade.body.unknown', { max })}</p>
      {use && isKnown && (
        <p className="ws-upgrade-use">{words.show('upgrade.use', { value: use.current, max })}</p>
      )}
      <div className="ws-dialog-actions">
        <ActionButton
          label="action.see-plans"
          words={words}
          offer={{ href: settings.links.dashboard }}
          isPrimary
          part={slot('action')}
        />
        <ActionButton label="action.upgraded" words={words} offer={{ run: renew }} part={slot('action')} />
        {onClose && (
          <ActionButton label="action.not-now" words={words} offer={{ run: onClose }} part={slot('action')} />
        )}
      </div>
    </>
  );
}
