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
    // Yjs’ undo does not ask whether the editor is read-only: then it has no keys, and a browser’s menu gets nothing.
    const gate = EditorView.domEventHandlers({ beforeinput: () => true });
    const locked = [EditorState.readOnly.of(true), gate];
    const allow = (is: boolean) => access.reconfigure(is ? keymap.of(yUndoManagerKeymap) : locked);
    const live = [access.of(locked), yCollab(text, document.awareness), keymap.of(defaultKeymap)];
    const look = [EditorView.lineWrapping, EditorView.contentAttributes.of({ 'aria-label': 'Notes' })];
    const view = new EditorView({ parent, doc: text.toString(), extensions: [live, look] });
    return { setEditable: (is) => view.dispatch({ effects: allow(is) }), destroy: () => view.destroy() };
  });

  return <div ref={host} />;
}
