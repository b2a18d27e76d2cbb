import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/ProseMirror' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./prosemirror.tsx')), documentName: 'editors-prosemirror' },
};
