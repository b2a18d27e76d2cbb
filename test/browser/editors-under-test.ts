import type { ComponentType } from 'react';
import type { EditorProps } from '../../stories/editors/live-editor.tsx';

/** What tells one editor from another, from outside. */
export interface EditorUnderTest {
  readonly load: () => Promise<{ default: ComponentType<EditorProps> }>;
  /** What is typed into. */
  readonly surface: string;
  /** Where the cursors of others are. */
  readonly cursor: string;
  /** Where the text is, if not in the surface. */
  readonly text?: string;
}

export const EDITORS: Readonly<Record<string, EditorUnderTest>> = {
  TipTap: {
    load: () => import('../../stories/editors/tiptap.tsx'),
    surface: '.tiptap',
    cursor: '.collaboration-carets__caret',
  },
  BlockNote: {
    load: () => import('../../stories/editors/blocknote.tsx'),
    surface: '.bn-editor',
    cursor: '.bn-collaboration-cursor__base',
  },
  CodeMirror: {
    load: () => import('../../stories/editors/codemirror.tsx'),
    surface: '.cm-content',
    cursor: '.cm-ySelectionCaret',
  },
  Lexical: {
    load: () => import('../../stories/editors/lexical.tsx'),
    surface: '[data-lexical-editor]',
    cursor: 'body > div > span',
  },
  Quill: {
    load: () => import('../../stories/editors/quill.tsx'),
    surface: '.ql-editor',
    cursor: '.ql-cursor',
  },
  Monaco: {
    load: () => import('../../stories/editors/monaco.tsx'),
    surface: '.monaco-editor .native-edit-context',
    text: '.view-lines',
    cursor: '.yRemoteSelectionHead',
  },
  ProseMirror: {
    load: () => import('../../stories/editors/prosemirror.tsx'),
    surface: '.ProseMirror',
    cursor: '.ProseMirror-yjs-cursor',
  },
};
