import 'prosemirror-view/style/prosemirror.css';
import { baseKeymap } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { useEffect, useRef, useState } from 'react';
import { redo, undo, yCursorPlugin, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import type { EditorProps } from './live-editor.tsx';
import './prosemirror.css';

export default function ProseMirror({ document, canEdit }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | null>(null);

  useEffect(() => {
    const plugins = [
      ySyncPlugin(document.doc.getXmlFragment('prosemirror')),
      yCursorPlugin(document.awareness),
      yUndoPlugin(),
      keymap({ 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo }),
      keymap(baseKeymap),
    ];
    const editor = new EditorView(host.current, {
      state: EditorState.create({ schema, plugins }),
      attributes: { role: 'textbox', 'aria-label': 'Notes' },
      editable: () => false,
      dispatchTransaction(this: EditorView, transaction) {
        // y-prosemirror may have something to tell after the end.
        if (!this.isDestroyed) this.updateState(this.state.apply(transaction));
      },
    });
    setView(editor);
    return () => editor.destroy();
  }, [document]);

  useEffect(() => {
    view?.setProps({ editable: () => canEdit });
  }, [view, canEdit]);

  return <div ref={host} />;
}
