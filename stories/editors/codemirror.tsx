import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { useMountedEditor } from 'wiresocket-react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import type { EditorProps } from './live-editor.tsx';

export default function CodeMirror({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (parent) => {
    const text = document.doc.getText('codemirror');
    // Yjs’ undo does not ask whether the editor is read-only: not that of its keys, and not that of a browser’s menu.
    const undo = yUndoManagerKeymap.map((key) => ({
      ...key,
      run: (view: EditorView) => view.state.readOnly || key.run?.(view) === true,
    }));
    const gate = EditorView.domEventHandlers({ beforeinput: (_event, view) => view.state.readOnly });
    const live = [gate, yCollab(text, document.awareness), keymap.of([...undo, ...defaultKeymap])];
    const look = [EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Notes' })];
    const access = new Compartment();
    const view = new EditorView({ parent, doc: text.toString(), extensions: [live, look, access.of([])] });
    const allow = (is: boolean) => access.reconfigure(EditorState.readOnly.of(!is));
    return { setEditable: (is) => view.dispatch({ effects: allow(is) }), destroy: () => view.destroy() };
  });

  return <div ref={host} />;
}
