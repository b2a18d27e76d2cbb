import type { ReactNode } from 'react';
import { type Audience, ConnectionNotices } from '../../src/components/index.ts';
import { appHandlers } from './notice-story.tsx';
import { Theatre } from './on-stage.tsx';
import { type Condition, TROUBLES } from './trouble.ts';
import './catalogue.css';

const AUDIENCES: readonly Audience[] = ['user', 'admin', 'developer'];
const BEGINNINGS = ['before-sync', 'after-sync'] as const;
const CONDITIONS = Object.keys(TROUBLES) as Condition[];

/** One document a row, each with a client of its own, seen by all audiences. */
export function Matrix(): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section className="cat-matrix-scroll" aria-label="Conditions by audience" tabIndex={0}>
      <table className="cat-matrix">
        <thead>
          <tr>
            <th scope="col">Condition</th>
            {AUDIENCES.map((audience) => (
              <th key={audience} scope="col">
                {audience}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CONDITIONS.flatMap((condition) =>
            BEGINNINGS.map((begins) => (
              <Row key={`${condition} ${begins}`} condition={condition} begins={begins} />
            )),
          )}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly condition: Condition;
  readonly begins: (typeof BEGINNINGS)[number];
}

function Row({ condition, begins }: RowProps): ReactNode {
  const documentName = `${condition}-${begins}`;
  return (
    <Theatre plot={{ documentName, begins, trouble: TROUBLES[condition] }}>
      {({ document }) => (
        <tr>
          <th scope="row">
            {condition}
            <small>{begins === 'before-sync' ? 'before the first sync' : 'after the first sync'}</small>
          </th>
          {AUDIENCES.map((audience) => (
            <td key={audience}>
              <ConnectionNotices document={document} audience={audience} app="Acme Docs" {...appHandlers} />
            </td>
          ))}
        </tr>
      )}
    </Theatre>
  );
}
