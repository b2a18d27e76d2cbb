import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useMountedEditor } from 'wiresocket-react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { EditorProps } from './live-editor.tsx';

export default function CodeMirror({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (parent) => {
    const text = document.doc.getText('codemirror');
    const access = new Compartment();
    const extensions = [
      yCollab(text, document.awareness),
      // No history() beside it: Yjs’ undo takes back what this person did, and nothing else.
      keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Notes' }),
      access.of([]),
    ];
    const view = new EditorView({ parent, doc: text.toString(), extensions });
    return {
      setEditable: (is) => view.dispatch({ effects: access.reconfigure(EditorState.readOnly.of(!is)) }),
      destroy: () => view.destroy(),
    };
  });

  return <div ref={host} />;
}
