import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/TipTap' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./tiptap.tsx')), documentName: 'editors-tiptap' },
};
