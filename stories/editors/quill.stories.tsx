import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/Quill' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./quill.tsx')), documentName: 'editors-quill' },
};
