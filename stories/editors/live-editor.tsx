import { type ComponentType, useEffect } from 'react';
import { useWireSocketDocument, type WireSocketDocument } from 'wiresocket-react';
import { ConnectionNotices } from 'wiresocket-react/components';
import './cursors.css';

/** Who edits, as the cursors of every binding show it. */
export interface User {
  readonly name: string;
  readonly color: string;
}

/** What an editor needs. */
export interface EditorProps {
  readonly document: WireSocketDocument;
  readonly user: User;
  readonly canEdit: boolean;
}

/** What a {@link LiveEditor} takes. */
export interface LiveEditorProps {
  readonly name: string;
  readonly user: User;
  readonly Editor: ComponentType<EditorProps>;
}

/** An editor comes with a document’s first sync, stays as long as this shows it, and has the notice above it. */
export function LiveEditor({ name, user, Editor }: LiveEditorProps) {
  const { document, hasSynced, canEdit } = useWireSocketDocument(name);

  useEffect(() => document.awareness.setLocalStateField('user', user), [document, user]);

  return (
    <>
      <ConnectionNotices document={document} />
      {hasSynced ? (
        <Editor key={document.doc.guid} document={document} user={user} canEdit={canEdit} />
      ) : null}
    </>
  );
}
