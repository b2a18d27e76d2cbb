import { useEffect } from 'react';
import { ConnectionNotices } from '../../src/components/index.ts';
import {
  type ConnectionState,
  type Presence,
  problemOf,
  usePresence,
  useRetryCountdown,
  useWireSocketDocument,
} from '../../src/index.ts';
import { Editor, type Person } from './editor.tsx';
import { follow, nameOf } from './timeline.ts';

/** What a {@link Pane} shows. */
export interface PaneProps {
  readonly documentName: string;
  readonly person: Person;
}

/** One person's view of the document, and the state of their connection. */
export function Pane({ documentName, person }: PaneProps) {
  const { document, connection, canEdit, hasSynced, unsynced, retry } = useWireSocketDocument(documentName);
  const countdown = useRetryCountdown(document);
  const people = usePresence(document);

  useEffect(() => follow(person.name, document), [person.name, document]);

  return (
    <section className="pg-pane" aria-label={`${person.name}’s pane`} data-status={connection.status}>
      <header className="pg-pane-head">
        <h2 style={{ '--pg-person': person.color } as React.CSSProperties}>{person.name}</h2>
        <People people={people} />
        <span className="pg-status" data-status={connection.status}>
          {connection.status}
        </span>
      </header>
      <div className="pg-notices">
        <ConnectionNotices document={document} />
      </div>
      {hasSynced ? (
        <Editor document={document} person={person} canEdit={canEdit} />
      ) : (
        <p className="pg-empty">No content yet: nothing is editable before the first sync.</p>
      )}
      <dl className="pg-facts">
        <Fact term="Attempt">{attemptOf(connection)}</Fact>
        <Fact term="Next try">{nextTry(connection, countdown)}</Fact>
        <Fact term="Edits">{unsynced ? 'not synced yet' : 'synced'}</Fact>
        <Fact term="Problem">
          <ProblemFact connection={connection} />
        </Fact>
      </dl>
      <div className="pg-actions">
        <button type="button" onClick={retry} disabled={problemOf(connection) === null}>
          Try now
        </button>
        {connection.status === 'stopped' ? (
          <button type="button" onClick={document.connect}>
            Connect
          </button>
        ) : (
          <button type="button" onClick={document.disconnect}>
            Disconnect
          </button>
        )}
      </div>
    </section>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function People({ people }: { readonly people: readonly Presence[] }) {
  return (
    <ul className="pg-people" aria-label="Here now">
      {people.map(({ clientId, isLocal, state }) => {
        const { name, color } = Object(state.user) as Partial<Person>;
        return typeof name !== 'string' ? null : (
          <li key={clientId} style={{ '--pg-person': color } as React.CSSProperties} data-local={isLocal}>
            <span className="pg-dot" aria-hidden="true" />
            {isLocal ? `${name} (you)` : name}
          </li>
        );
      })}
    </ul>
  );
}

function ProblemFact({ connection }: { readonly connection: ConnectionState }) {
  const problem = problemOf(connection);
  if (problem === null) return 'none';
  return (
    <>
      <a href={problem.docsUrl}>{nameOf(problem)}</a>
      {problem.reason === '' ? null : <span className="pg-reason"> {problem.reason}</span>}
    </>
  );
}

function attemptOf(connection: ConnectionState): string {
  return 'attempt' in connection ? String(connection.attempt) : '–';
}

function nextTry(connection: ConnectionState, countdown: number | null): string {
  if (connection.status !== 'waiting') return '–';
  return countdown === null ? 'when the network is back' : `in ${countdown} s`;
}
