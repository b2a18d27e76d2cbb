import 'quill/dist/quill.snow.css';
import QuillEditor from 'quill';
import QuillCursors from 'quill-cursors';
import { useEffect, useRef, useState } from 'react';
import { QuillBinding } from 'y-quill';
import type { EditorProps } from './live-editor.tsx';

QuillEditor.register('modules/cursors', QuillCursors);

export default function Quill({ document, canEdit }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<QuillEditor | null>(null);

  useEffect(() => {
    const page = host.current;
    if (page === null) return;
    const quill = new QuillEditor(page.appendChild(globalThis.document.createElement('div')), {
      theme: 'snow',
      // Undo takes back what this person did, and nothing that came from others.
      modules: { cursors: true, toolbar: false, history: { userOnly: true } },
      readOnly: true,
    });
    Object.assign(quill.root, { role: 'textbox', ariaLabel: 'Notes' });
    const binding = new QuillBinding(document.doc.getText('quill'), quill, document.awareness);
    setEditor(quill);
    return () => {
      binding.destroy();
      page.replaceChildren();
    };
  }, [document]);

  useEffect(() => editor?.enable(canEdit), [editor, canEdit]);

  return <div ref={host} />;
}
