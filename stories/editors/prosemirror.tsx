import 'prosemirror-view/style/prosemirror.css';
import { baseKeymap } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useMountedEditor } from 'wiresocket-react';
import { redo, undo, yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import type { EditorProps } from './live-editor.tsx';
import './prosemirror.css';

export default function ProseMirror({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    const plugins = [
      ySyncPlugin(document.doc.getXmlFragment('prosemirror')),
      yCursorPlugin(document.awareness),
      yUndoPlugin(),
      keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo }),
      keymap(baseKeymap),
    ];
    const view = new EditorView(element, {
      state: EditorState.create({ schema, plugins }),
      attributes: { role: 'textbox', 'aria-label': 'Notes' },
      dispatchTransaction(this: EditorView, transaction) {
        // y-prosemirror may have something to tell after the end.
        if (!this.isDestroyed) this.updateState(this.state.apply(transaction));
      },
    });
    return { setEditable: (is) => view.setProps({ editable: () => is }), destroy: () => view.destroy() };
  });

  return <div ref={host} />;
}
