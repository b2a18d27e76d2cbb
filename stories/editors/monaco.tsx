import './monaco-worker.ts';
import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import { useMountedEditor } from 'wiresocket-react';
import { MonacoBinding } from 'y-monaco';
import { UndoManager } from 'yjs';
import type { EditorProps } from './live-editor.tsx';

export default function Monaco({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    const text = document.doc.getText('monaco');
    const model = monaco.editor.createModel(text.toString());
    // On Windows it would begin with others, and count each as two characters.
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    const code = monaco.editor.create(element, { model, ariaLabel: 'Notes', automaticLayout: true });
    const binding = new MonacoBinding(text, model, new Set([code]), document.awareness);
    // Monaco’s own undo would take back what others did; Yjs’ takes back what this person did.
    const history = new UndoManager(text, { trackedOrigins: new Set([binding]) });
    Object.assign(model, { undo: () => history.undo(), redo: () => history.redo() });
    const destroy = () => [history.destroy(), code.dispose(), model.dispose()];
    return { setEditable: (is) => code.updateOptions({ readOnly: !is }), destroy };
  });

  return <div ref={host} style={{ blockSize: '12rem' }} />;
}
