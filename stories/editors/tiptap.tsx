import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { EditorContent, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect } from 'react';
import type { EditorProps } from './live-editor.tsx';

/** Undo takes none of them away as long as there is anything in it, since another may have written that. */
const BLOCKS = ['paragraph', 'heading', 'blockquote', 'codeBlock', 'bulletList', 'orderedList', 'listItem'];

export default function TipTap({ document, user, canEdit }: EditorProps) {
  const extensions = [
    // Its own undo would take back what others did; Collaboration’s takes back what this person did.
    StarterKit.configure({ undoRedo: false }),
    Collaboration.configure({ document: document.doc, yUndoOptions: { protectedNodes: new Set(BLOCKS) } }),
    CollaborationCaret.configure({ provider: document, user }),
  ];
  const attributes = { role: 'textbox', 'aria-label': 'Notes' };
  const editor = useEditor({ extensions, editable: canEdit, editorProps: { attributes } });
  useEffect(() => void editor.setEditable(canEdit), [editor, canEdit]);

  return <EditorContent editor={editor} />;
}
