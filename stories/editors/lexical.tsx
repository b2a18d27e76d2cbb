import { LexicalCollaboration } from '@lexical/react/LexicalCollaborationContext';
import { CollaborationPluginV2__EXPERIMENTAL as CollaborationPlugin } from '@lexical/react/LexicalCollaborationPlugin';
import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { EditorRefPlugin } from '@lexical/react/LexicalEditorRefPlugin';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { type Provider, CLEAR_DIFF_VERSIONS_COMMAND__EXPERIMENTAL as SHOW_DOCUMENT } from '@lexical/yjs';
import type { LexicalEditor } from 'lexical';
import { useEffect, useMemo, useRef } from 'react';
import { sparesOthers } from 'wiresocket-react';
import type { EditorProps } from './live-editor.tsx';

export default function Lexical({ document, user, canEdit }: EditorProps) {
  const editor = useRef<LexicalEditor>(null);
  // Lexical would disconnect it when unmounted. And its type of a provider has no awareness states but Lexical’s own.
  const provider = useMemo(() => ({ ...document, disconnect() {} }) as unknown as Provider, [document]);
  useEffect(() => editor.current?.setEditable(canEdit), [canEdit]);
  useEffect(() => {
    // The plugin shows what comes from now on; this has it show what is there already.
    const isEmpty = document.doc.getXmlElement('root-v2').length === 0;
    if (!isEmpty) editor.current?.dispatchCommand(SHOW_DOCUMENT, undefined);
    const undo = Object(editor.current)[Symbol.for('@lexical/yjs/UndoManager')];
    if (undo) undo.deleteFilter = sparesOthers;
  }, [document]);

  const config = { namespace: document.name, editorState: null, editable: canEdit, onError: console.error };
  const person = { username: user.name, cursorColor: user.color };
  const page = <ContentEditable aria-label="Notes" />;
  return (
    <LexicalCollaboration>
      <LexicalComposer initialConfig={config}>
        <RichTextPlugin contentEditable={page} ErrorBoundary={LexicalErrorBoundary} />
        <CollaborationPlugin id={document.name} doc={document.doc} provider={provider} {...person} />
        <EditorRefPlugin editorRef={editor} />
      </LexicalComposer>
    </LexicalCollaboration>
  );
}
