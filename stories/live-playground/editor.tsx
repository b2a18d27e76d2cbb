import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { useEffect } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { UndoManager } from 'yjs';
import { useMountedEditor, type WireSocketDocument } from '../../src/index.ts';

/** Who types, and the color of the cursor that others see. */
export interface Person {
  readonly name: string;
  readonly color: string;
}

/** What an {@link Editor} shows. */
export interface EditorProps {
  readonly document: WireSocketDocument;
  readonly person: Person;
  readonly canEdit: boolean;
}

/** No history() beside it: Yjs’ undo takes back what this person did, and nothing else. */
const UNDO_KEYS = keymap.of(yUndoManagerKeymap);

/** Yjs’ undo does not ask whether the editor is read-only: it has no keys then, and a browser’s menu gets nothing. */
const READ_ONLY = [EditorState.readOnly.of(true), EditorView.domEventHandlers({ beforeinput: () => true })];

/** CodeMirror on the document's text. It stays mounted through every reconnection. */
export function Editor({ document, person: { name, color }, canEdit }: EditorProps) {
  useEffect(
    () => document.awareness.setLocalStateField('user', { name, color, colorLight: `${color}33` }),
    [document, name, color],
  );

  const host = useMountedEditor(document, canEdit, (parent) => {
    const text = document.doc.getText('notes');
    const undoManager = new UndoManager(text);
    const access = new Compartment();
    const view = new EditorView({
      parent,
      doc: text.toString(),
      extensions: [
        drawSelection(),
        access.of(READ_ONLY),
        keymap.of(defaultKeymap),
        EditorView.lineWrapping,
        // Each line runs as its own text does, whatever the page is.
        EditorView.perLineTextDirection.of(true),
        placeholder('Type here.'),
        EditorView.contentAttributes.of({ 'aria-label': `Editor of ${name}` }),
        yCollab(text, document.awareness, { undoManager }),
      ],
    });
    return {
      setEditable: (is) => view.dispatch({ effects: access.reconfigure(is ? UNDO_KEYS : READ_ONLY) }),
      destroy() {
        view.destroy();
        undoManager.destroy();
      },
    };
  });

  return <div ref={host} className="pg-editor" data-editable={canEdit} />;
}
