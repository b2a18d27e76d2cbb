import '@blocknote/mantine/style.css';
import { BlockNoteView } from '@blocknote/mantine';
import { useCreateBlockNote } from '@blocknote/react';
import { useEffect, useState } from 'react';
import { seed, sparesOthers } from 'wiresocket-react';
import { prosemirrorJSONToYXmlFragment, yUndoPluginKey } from 'y-prosemirror';
import type { EditorProps } from './live-editor.tsx';

/** Everybody begins with the same block. Of two that were begun apart, BlockNote drops one, and what is in it. */
const BLOCK = { type: 'blockContainer', attrs: { id: 'initialBlockId' }, content: [{ type: 'paragraph' }] };
const FIRST = { type: 'doc', content: [{ type: 'blockGroup', content: [BLOCK] }] };

export default function BlockNote({ document, user, canEdit }: EditorProps) {
  const [mounts, setMounts] = useState(0);
  const collaboration = { fragment: document.doc.getXmlFragment('notes'), provider: document, user };
  const domAttributes = { editor: { 'aria-label': 'Notes' } };
  const editor = useCreateBlockNote({ collaboration, domAttributes }, [mounts]);
  // StrictMode mounts twice, and an editor that was unmounted cannot undo any more: the next mount gets a new one.
  useEffect(() => () => setMounts((count) => count + 1), []);

  useEffect(() => {
    const undo = yUndoPluginKey.getState(editor.prosemirrorState)?.undoManager;
    if (undo) undo.deleteFilter = sparesOthers;
    void seed(document, (doc) =>
      prosemirrorJSONToYXmlFragment(editor.pmSchema, FIRST, doc.getXmlFragment('notes')),
    );
  }, [document, editor]);

  // @ts-expect-error: BlockNote’s types were not made for exactOptionalPropertyTypes.
  return <BlockNoteView editor={editor} editable={canEdit} />;
}
