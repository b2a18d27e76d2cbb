import 'quill/dist/quill.core.css';
import QuillEditor from 'quill';
import QuillCursors from 'quill-cursors';
import { useMountedEditor } from 'wiresocket-react';
import { QuillBinding } from 'y-quill';
import type { EditorProps } from './live-editor.tsx';

QuillEditor.register('modules/cursors', QuillCursors);

export default function Quill({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    const page = element.appendChild(globalThis.document.createElement('div'));
    const quill = new QuillEditor(page, { modules: { cursors: true, history: { userOnly: true } } });
    // While a word is composed, Quill would take what arrives for typed (slab/quill#4629).
    quill.on('composition-start', () => quill.scroll.batchEnd());
    Object.assign(quill.root, { role: 'textbox', ariaLabel: 'Notes' });
    const binding = new QuillBinding(document.doc.getText('quill'), quill, document.awareness);
    return { setEditable: (is) => quill.enable(is), destroy: () => binding.destroy() };
  });

  return <div ref={host} />;
}
