import { defaultKeymap } from '@codemirror/commands';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { UndoManager } from 'yjs';
import type { WireSocketDocument } from '../../src/index.ts';

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

/** CodeMirror on the document's text. It stays mounted through every reconnection. */
export function Editor({ document, person, canEdit }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const editable = useRef(new Compartment());
  const view = useRef<EditorView>(null);

  useEffect(() => {
    if (host.current === null) return;
    const text = document.doc.getText('notes');
    const undoManager = new UndoManager(text);
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          drawSelection(),
          // No history() beside it: Yjs’ undo takes back what this person did, and nothing else.
          keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          // Each line runs as its own text does, whatever the page is.
          EditorView.perLineTextDirection.of(true),
          placeholder('Type here.'),
          EditorView.contentAttributes.of({ 'aria-label': `Editor of ${person.name}` }),
          editable.current.of(EditorState.readOnly.of(true)),
          yCollab(text, document.awareness, { undoManager }),
        ],
      }),
    });
    view.current = editor;
    document.awareness.setLocalStateField('user', {
      name: person.name,
      color: person.color,
      colorLight: `${person.color}33`,
    });
    return () => {
      editor.destroy();
      undoManager.destroy();
    };
  }, [document, person.name, person.color]);

  useEffect(() => {
    view.current?.dispatch({ effects: editable.current.reconfigure(EditorState.readOnly.of(!canEdit)) });
  }, [canEdit]);

  return <div ref={host} className="pg-editor" data-editable={canEdit} />;
}
