import { Source } from '@storybook/addon-docs/blocks';
import cursors from '../../editors/cursors.css?raw';
import liveEditor from '../../editors/live-editor.tsx?raw';

/** What a guide shows: the very files that its story and its test run. */
export interface ListingProps {
  /** What to install beside the kit. */
  readonly packages: string;
  readonly editor: string;
}

/** The files that an app needs for an editor. */
export function Listing({ packages, editor }: ListingProps) {
  return (
    <>
      <Source language="bash" code={`npm install wiresocket-react yjs y-protocols lib0 ${packages}`} />
      <Source language="tsx" code={editor} />
      <p>
        <code>live-editor.tsx</code> is the same for every editor: it opens the document, shows the notice
        above the editor, and mounts the editor with the first sync. From then on nothing unmounts it: not a
        lost connection, not a close code. Another document gets another editor. Before that there is none to
        write in; put a skeleton where it says <code>null</code>.
      </p>
      <Source language="tsx" code={liveEditor} />
      <Source language="css" code={cursors} />
    </>
  );
}
