import type { ReactNode } from 'react';
import { ConnectionNotices, ConnectionStatus, UnsyncedChanges } from '../../../src/components/index.ts';
import { useLiveDocument, type WireSocketDocument } from '../../../src/index.ts';

interface NotesProps {
  readonly document: WireSocketDocument;
  /** The editor as it is today. */
  readonly editor: (canEdit: boolean) => ReactNode;
}

export function Notes({ document, editor }: NotesProps) {
  const { hasSynced, canEdit } = useLiveDocument(document);
  return (
    <>
      <header>
        <ConnectionStatus document={document} />
        <UnsyncedChanges document={document} />
      </header>
      <ConnectionNotices document={document} />
      {hasSynced ? editor(canEdit) : null}
    </>
  );
}
