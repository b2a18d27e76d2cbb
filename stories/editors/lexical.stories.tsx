import { lazy } from 'react';
import { type EditorStory, editorStories } from './frame/editor-stories.tsx';

export default { ...editorStories, title: 'Editors/Lexical' };

export const TwoPeople: EditorStory = {
  args: { Editor: lazy(() => import('./lexical.tsx')), documentName: 'editors-lexical' },
};
