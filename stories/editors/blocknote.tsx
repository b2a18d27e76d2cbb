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
  const editor = useCreateBlockNote(
    {
      collaboration: { fragment: document.doc.getXmlFragment('blocknote'), provider: document, user },
      domAttributes: { editor: { role: 'textbox', 'aria-label': 'Notes' } },
    },
    [document, mounts],
  );

  useEffect(() => {
    const { pmSchema, prosemirrorState } = editor;
    void seed(document, (doc) =>
      prosemirrorJSONToYXmlFragment(pmSchema, FIRST, doc.getXmlFragment('blocknote')),
    );
    const undo = yUndoPluginKey.getState(prosemirrorState)?.undoManager;
    if (undo) undo.deleteFilter = sparesOthers;
  }, [document, editor]);
  // StrictMode mounts twice, and an editor that was unmounted cannot undo any more: the next mount gets a new one.
  useEffect(() => () => setMounts((count) => count + 1), []);

  // @ts-expect-error: BlockNote’s types were not made for exactOptionalPropertyTypes.
  return <BlockNoteView editor={editor} editable={canEdit} theme="light" />;
}
