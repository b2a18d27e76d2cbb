import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { EditorContent, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect } from 'react';
import type { EditorProps } from './live-editor.tsx';
import './tiptap.css';

export default function TipTap({ document, user, canEdit }: EditorProps) {
  const editor = useEditor(
    {
      editable: canEdit,
      editorProps: { attributes: { role: 'textbox', 'aria-label': 'Notes' } },
      extensions: [
        // Its own undo would take back what others did; Yjs’ takes back what this person did.
        StarterKit.configure({ undoRedo: false }),
        Collaboration.configure({ document: document.doc }),
        CollaborationCaret.configure({ provider: document, user }),
      ],
    },
    [document],
  );

  useEffect(() => {
    editor.setEditable(canEdit);
  }, [editor, canEdit]);

  return <EditorContent editor={editor} />;
}
