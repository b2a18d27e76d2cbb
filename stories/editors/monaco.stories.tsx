import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/Monaco' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./monaco.tsx')), documentName: 'editors-monaco' },
};
