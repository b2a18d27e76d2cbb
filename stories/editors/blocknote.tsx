import '@blocknote/mantine/style.css';
import { BlockNoteView } from '@blocknote/mantine';
import { useCreateBlockNote } from '@blocknote/react';
import type { EditorProps } from './live-editor.tsx';

export default function BlockNote({ document, user, canEdit }: EditorProps) {
  const editor = useCreateBlockNote(
    {
      collaboration: { fragment: document.doc.getXmlFragment('blocknote'), provider: document, user },
      domAttributes: { editor: { role: 'textbox', 'aria-label': 'Notes' } },
    },
    [document],
  );

  // @ts-expect-error: BlockNote’s types were not made for exactOptionalPropertyTypes.
  return <BlockNoteView editor={editor} editable={canEdit} theme="light" />;
}
