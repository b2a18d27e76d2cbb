'use client';
import { forwardRef, type Ref, useState } from 'react';
import type { WireSocketDocument } from '../../client/document.ts';
import { useDocumentState } from '../../react/use-document-state.ts';
import { copyText } from '../notice/copy-text.ts';
import { textOf } from '../notice/text-of.ts';
import { Part, type PartProps } from '../parts/part.tsx';
import { type NoticeSettingsProps, splitSettings, useNoticeSettings } from '../settings/settings.tsx';
import { Text } from '../settings/text.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';

/** What {@link UnsyncedChanges} take. */
export interface UnsyncedChangesProps
  extends PartProps<{ unsynced: boolean; status: string }>,
    NoticeSettingsProps {
  readonly document: WireSocketDocument;
}

/**
 * Whether everything was sent. Leaving the page is guarded only while something would be lost, and what was
 * not sent can be copied as text while the connection is down.
 */
export const UnsyncedChanges = forwardRef(function UnsyncedChanges(
  { document, ...props }: UnsyncedChangesProps,
  ref: Ref<HTMLElement>,
) {
  const { settings: given, rest } = splitSettings(props);
  const settings = useNoticeSettings(given);
  const { unsynced, connection } = useDocumentState(document);
  const [hasCopied, setCopied] = useState(false);
  const isDown = connection.status === 'waiting' || connection.status === 'stopped';
  useLeaveGuard(unsynced && settings.keeps === 'tab');

  const message = unsynced ? (isDown ? 'unsynced.kept' : 'unsynced.pending') : 'unsynced.none';
  const copy = () =>
    copyText(textOf(document.doc)).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Part tag="span" name="unsynced" state={{ unsynced, status: connection.status }} ref={ref} {...rest}>
      <Text settings={settings} id={message} />
      {unsynced && isDown ? (
        <button type="button" className="ws-notice-action" onClick={copy} onBlur={() => setCopied(false)}>
          <Text settings={settings} id={hasCopied ? 'action.copied' : 'action.copy-changes'} />
        </button>
      ) : null}
    </Part>
  );
});
