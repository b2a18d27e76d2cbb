import { LexicalCollaboration } from '@lexical/react/LexicalCollaborationContext';
import { CollaborationPluginV2__EXPERIMENTAL as CollaborationPlugin } from '@lexical/react/LexicalCollaborationPlugin';
import { LexicalComposer } from '@lexical/react/LexicalComposer';
import { useLexicalComposerContext } from '@lexical/react/LexicalComposerContext';
import { ContentEditable } from '@lexical/react/LexicalContentEditable';
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary';
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin';
import { type Provider, CLEAR_DIFF_VERSIONS_COMMAND__EXPERIMENTAL as SHOW_DOCUMENT } from '@lexical/yjs';
import { useEffect } from 'react';
import { sparesOthers } from 'wiresocket-react';
import type { UndoManager } from 'yjs';
import type { EditorProps } from './live-editor.tsx';

const UNDO = Symbol.for('@lexical/yjs/UndoManager');

export default function Lexical({ document, user, canEdit }: EditorProps) {
  const config = { namespace: document.name, editorState: null, editable: canEdit, onError: console.error };
  return (
    <LexicalCollaboration>
      <LexicalComposer initialConfig={config}>
        <RichTextPlugin
          contentEditable={<ContentEditable aria-label="Notes" />}
          ErrorBoundary={LexicalErrorBoundary}
        />
        <CollaborationPlugin
          id={document.name}
          doc={document.doc}
          // Its type of a provider allows for no awareness states but Lexical’s own.
          provider={document as unknown as Provider}
          username={user.name}
          cursorColor={user.color}
        />
        <Follow document={document} canEdit={canEdit} />
      </LexicalComposer>
    </LexicalCollaboration>
  );
}

function Follow({ document, canEdit }: Omit<EditorProps, 'user'>) {
  const [editor] = useLexicalComposerContext();
  useEffect(() => editor.setEditable(canEdit), [editor, canEdit]);
  useEffect(() => {
    // The plugin shows what comes from now on; this has it show what is there already.
    const isEmpty = document.doc.getXmlElement('root-v2').length === 0;
    if (!isEmpty) editor.dispatchCommand(SHOW_DOCUMENT, undefined);
    const { [UNDO]: undo } = editor as { readonly [UNDO]?: UndoManager };
    if (undo) undo.deleteFilter = sparesOthers;
  }, [editor, document]);
  return null;
}
