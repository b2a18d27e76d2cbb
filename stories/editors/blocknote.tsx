import '@blocknote/mantine/style.css';
import { BlockNoteView } from '@blocknote/mantine';
import { useCreateBlockNote } from '@blocknote/react';
import { useEffect, useState } from 'react';
import { seed } from 'wiresocket-react';
import { yUndoPluginKey } from 'y-prosemirror';
import { ContentType, type Doc, type Item, XmlElement } from 'yjs';
import type { EditorProps } from './live-editor.tsx';

export default function BlockNote({ document, user, canEdit }: EditorProps) {
  const [mounts, setMounts] = useState(0);
  const editor = useCreateBlockNote(
    {
      collaboration: { fragment: document.doc.getXmlFragment('blocknote'), provider: document, user },
      domAttributes: { editor: { role: 'textbox', 'aria-label': 'Notes' } },
    },
    [document, mounts],
  );

  useEffect(() => void seed(document, firstBlock), [document]);
  // StrictMode mounts twice, and an editor that was unmounted cannot undo any more: the next mount gets a new one.
  useEffect(() => () => setMounts((count) => count + 1), []);
  useEffect(() => {
    const undo = yUndoPluginKey.getState(editor.prosemirrorState)?.undoManager;
    // A block that one began stays as long as anything is in it that another wrote.
    if (undo)
      undo.deleteFilter = ({ content }: Item) => !(content instanceof ContentType && content.type._length);
  }, [editor]);

  // @ts-expect-error: BlockNote’s types were not made for exactOptionalPropertyTypes.
  return <BlockNoteView editor={editor} editable={canEdit} theme="light" />;
}

/** Everybody begins with the same block. Of two that were begun apart, BlockNote drops one, and what is in it. */
function firstBlock(doc: Doc): void {
  const [group, block] = [new XmlElement('blockGroup'), new XmlElement('blockContainer')];
  block.setAttribute('id', 'initialBlockId');
  block.insert(0, [new XmlElement('paragraph')]);
  group.insert(0, [block]);
  doc.getXmlFragment('blocknote').insert(0, [group]);
}
