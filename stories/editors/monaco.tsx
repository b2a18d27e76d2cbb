import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import { useMountedEditor } from 'wiresocket-react';
import { MonacoBinding } from 'y-monaco';
import { UndoManager } from 'yjs';
import type { EditorProps } from './live-editor.tsx';
import './monaco.css';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
const { KeyCode, KeyMod } = monaco;

export default function Monaco({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    const text = document.doc.getText('monaco');
    const model = monaco.editor.createModel('', 'plaintext');
    const code = monaco.editor.create(element, { model, ariaLabel: 'Notes', automaticLayout: true });
    const binding = new MonacoBinding(text, model, new Set([code]), document.awareness);
    // Monaco’s own undo would take back what others did; Yjs’ takes back what this person did.
    const history = new UndoManager(text, { trackedOrigins: new Set([binding]) });
    for (const id of ['undo', 'redo'] as const) {
      const keybindings = [KeyMod.CtrlCmd | (id === 'undo' ? KeyCode.KeyZ : KeyCode.KeyY)];
      code.addAction({ id, label: id, keybindings, run: () => void history[id]() });
    }
    return {
      setEditable: (is) => code.updateOptions({ readOnly: !is }),
      destroy: () => [history.destroy(), code.dispose(), model.dispose()],
    };
  });

  return <div ref={host} className="monaco-page" />;
}
