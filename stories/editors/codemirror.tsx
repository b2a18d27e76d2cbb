import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useEffect, useRef, useState } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { EditorProps } from './live-editor.tsx';

const access = new Compartment();

export default function CodeMirror({ document, canEdit }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | null>(null);

  useEffect(() => {
    if (host.current === null) return;
    const text = document.doc.getText('codemirror');
    const editor = new EditorView({
      parent: host.current,
      doc: text.toString(),
      extensions: [
        yCollab(text, document.awareness),
        // No history() beside it: Yjs’ undo takes back what this person did, and nothing else.
        keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Notes' }),
        access.of(EditorState.readOnly.of(true)),
      ],
    });
    setView(editor);
    return () => editor.destroy();
  }, [document]);

  useEffect(() => {
    view?.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(!canEdit)) });
  }, [view, canEdit]);

  return <div ref={host} />;
}
