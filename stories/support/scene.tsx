import type { ReactNode } from 'react';
import { ConnectionStatus } from '../../src/components/index.ts';
import type { LiveDocument } from '../../src/index.ts';
import { Editor } from '../live-playground/editor.tsx';
import './catalogue.css';

/** Where a component is seen: alone, in a column as narrow as a phone, or in an app above its editor. */
export type SceneName = 'bare' | 'narrow' | 'editor';

const ME = { name: 'Ada Lovelace', color: '#4f46e5' };

/** What a {@link Scene} shows. */
export interface SceneProps {
  readonly name: SceneName;
  readonly live: LiveDocument;
  /** Whether the app has an indicator of its own. */
  readonly hasStatus: boolean;
  readonly children: ReactNode;
}

/** The surroundings of a component. A document that was never in sync has no editor: the notice is its page. */
export function Scene({ name, live, hasStatus, children }: SceneProps): ReactNode {
  if (name !== 'editor') return <div className={`cat-${name}`}>{children}</div>;
  const { document, canEdit, hasSynced } = live;
  return (
    <article className="cat-app" aria-label="An app">
      <header className="cat-app-head">
        <h2>
          <bdi>{document.name}</bdi>
        </h2>
        {hasStatus ? <ConnectionStatus document={document} /> : null}
      </header>
      <div className="cat-app-notice">{children}</div>
      {hasSynced ? <Editor document={document} person={ME} canEdit={canEdit} /> : null}
    </article>
  );
}
