import 'prosemirror-view/style/prosemirror.css';
import { baseKeymap } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useMountedEditor } from 'wiresocket-react';
import { redo, undo, yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import type { EditorProps } from './live-editor.tsx';

export default function ProseMirror({ document, canEdit }: EditorProps) {
  const host = useMountedEditor(document, canEdit, (element) => {
    const sync = ySyncPlugin(document.doc.getXmlFragment('prosemirror'));
    // Undo takes no node away as long as there is anything in it, since another may have written that.
    const spared = yUndoPlugin({ protectedNodes: new Set(Object.keys(schema.nodes)) });
    const keys = keymap({ ...baseKeymap, 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo });
    const plugins = [sync, yCursorPlugin(document.awareness), spared, keys];
    const state = EditorState.create({ schema, plugins });
    const attributes = { role: 'textbox', 'aria-label': 'Notes' };
    const view = new EditorView(element, { state, attributes });
    // y-prosemirror may have something to tell after the end.
    const destroy = () => [view.setProps({ dispatchTransaction() {} }), view.destroy()];
    return { setEditable: (is) => view.setProps({ editable: () => is }), destroy };
  });

  return <div ref={host} />;
}
