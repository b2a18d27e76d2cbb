import * as monaco from 'monaco-editor/esm/vs/editor/editor.api.js';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker';
import { useEffect, useRef, useState } from 'react';
import { MonacoBinding } from 'y-monaco';
import { UndoManager } from 'yjs';
import type { EditorProps } from './live-editor.tsx';
import './monaco.css';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };
const { KeyCode, KeyMod } = monaco;

export default function Monaco({ document, canEdit }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);

  useEffect(() => {
    if (host.current === null) return;
    const text = document.doc.getText('monaco');
    const model = monaco.editor.createModel('', 'plaintext');
    const code = monaco.editor.create(host.current, {
      model,
      ariaLabel: 'Notes',
      readOnly: true,
      automaticLayout: true,
    });
    const binding = new MonacoBinding(text, model, new Set([code]), document.awareness);
    // Monaco’s own undo would take back what others did; Yjs’ takes back what this person did.
    const history = new UndoManager(text, { trackedOrigins: new Set([binding]) });
    const on = (id: string, key: number, run: () => unknown) =>
      code.addAction({ id, label: id, keybindings: [KeyMod.CtrlCmd | key], run: () => void run() });
    on('Undo', KeyCode.KeyZ, () => history.undo());
    on('Redo', KeyCode.KeyY, () => history.redo());
    setEditor(code);
    return () => {
      history.destroy();
      code.dispose();
      model.dispose();
    };
  }, [document]);

  useEffect(() => editor?.updateOptions({ readOnly: !canEdit }), [editor, canEdit]);

  return <div ref={host} className="monaco-page" />;
}
