import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/CodeMirror' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./codemirror.tsx')), documentName: 'editors-codemirror' },
};
