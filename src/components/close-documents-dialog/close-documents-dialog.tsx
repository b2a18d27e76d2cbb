'use client';
import { type ReactElement, useId, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import * as actions from '../../messages/english/actions.ts';
import { closeDocuments } from '../../messages/english/components.ts';
import { useOpenDocuments } from '../../react/use-open-documents.ts';
import { useSpeaker } from '../announcer/use-speaker.ts';
import { bodyIdOf, Dialog } from '../dialog/dialog.tsx';
import type { BelowProps } from '../notice/notice-content.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { wordsOf } from '../settings/words.tsx';

/** What a {@link CloseDocumentsDialog} takes. */
export interface CloseDocumentsDialogProps extends BelowProps {
  readonly onClose: () => void;
}

/**
 * Lists the app's other open documents and closes those that are chosen. The one that waits joins by itself
 * once the service has freed a place, which takes about 10 s.
 */
export function CloseDocumentsDialog({
  notice: { document },
  settings,
  slot,
  onClose,
}: CloseDocumentsDialogProps): ReactElement {
  const others = useOpenDocuments().filter((open) => open !== document && takesAPlace(open));
  const [chosen, setChosen] = useState<readonly WireSocketDocument[]>([]);
  const n = chosen.length;
  const speak = useSpeaker(settings);
  const titleId = useId();
  const words = wordsOf(settings, {
    ...closeDocuments,
    ...actions.closeUnused,
    ...actions.closeSelected,
    ...actions.notNow,
  });

  function toggle(open: WireSocketDocument): void {
    setChosen(chosen.includes(open) ? chosen.filter((other) => other !== open) : [...chosen, open]);
  }

  function closeChosen(): void {
    for (const open of chosen) open.disconnect();
    onClose();
    speak(`${document.name} waits since ${Date.now()}`, 'polite', words.say('close-documents.waiting'));
  }

  return (
    <Dialog language={settings.messages} titleId={titleId} onClose={onClose} part={slot('dialog')}>
      <h2 id={titleId} className="ws-dialog-title">
        {words.show('close-documents.title')}
      </h2>
      <p id={bodyIdOf(titleId)}>
        {words.show(others.length === 0 ? 'close-documents.none' : 'close-documents.body')}
      </p>
      <ul className="ws-dialog-list">
        {others.map((open) => (
          <li key={open.name}>
            <label>
              <input type="checkbox" checked={chosen.includes(open)} onChange={() => toggle(open)} />
              <bdi>{open.name}</bdi>
            </label>
          </li>
        ))}
      </ul>
      <div className="ws-dialog-actions">
        {others.length > 0 && (
          <ActionButton
            label={n === 0 ? 'action.close-unused' : 'action.close-selected'}
            values={{ n }}
            words={words}
            offer={{ run: closeChosen }}
            isPrimary
            disabled={n === 0}
            part={slot('action')}
          />
        )}
        <ActionButton label="action.not-now" words={words} offer={{ run: onClose }} part={slot('action')} />
      </div>
    </Dialog>
  );
}

/** One that waits for a place itself, or that was closed before, frees none. */
function takesAPlace({ store }: WireSocketDocument): boolean {
  const { status } = store.getState().connection;
  return status !== 'waiting' && status !== 'stopped';
}
