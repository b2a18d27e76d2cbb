'use client';
import { type ReactElement, useId, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useOpenDocuments } from '../../react/use-open-documents.ts';
import { Dialog } from '../dialog/dialog.tsx';
import type { NoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';

/** What a {@link CloseDocumentsDialog} takes. */
export interface CloseDocumentsDialogProps {
  /** The document that waits for a place. */
  readonly document: WireSocketDocument;
  readonly settings: NoticeSettings;
  readonly onClose: () => void;
}

/**
 * Lists the app's other open documents and closes those that are chosen. The one that waits joins by itself
 * once the service has freed a place, which takes about 10 s.
 */
export function CloseDocumentsDialog({
  document,
  settings,
  onClose,
}: CloseDocumentsDialogProps): ReactElement {
  const others = useOpenDocuments().filter((open) => open !== document);
  const [chosen, setChosen] = useState<readonly WireSocketDocument[]>([]);
  const id = useId();

  function toggle(open: WireSocketDocument): void {
    setChosen(chosen.includes(open) ? chosen.filter((other) => other !== open) : [...chosen, open]);
  }

  function closeChosen(): void {
    for (const open of chosen) open.disconnect();
    onClose();
  }

  return (
    <Dialog titleId={id} onClose={onClose}>
      <h2 id={id} className="ws-dialog-title">
        <Text settings={settings} id="close-documents.title" />
      </h2>
      <p>
        <Text
          settings={settings}
          id={others.length === 0 ? 'close-documents.none' : 'close-documents.body'}
        />
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
        {others.length === 0 ? null : (
          <button
            type="button"
            className="ws-notice-action"
            data-primary=""
            disabled={chosen.length === 0}
            onClick={closeChosen}
          >
            <Text settings={settings} id="action.close-selected" values={{ n: chosen.length }} />
          </button>
        )}
        <button type="button" className="ws-notice-action" onClick={onClose}>
          <Text settings={settings} id="action.not-now" />
        </button>
      </div>
    </Dialog>
  );
}
