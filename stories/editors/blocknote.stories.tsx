import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/BlockNote' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./blocknote.tsx')), documentName: 'editors-blocknote' },
};
