import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand/react';
import { ConnectionNotices, NoticeSettingsProvider } from '../../src/components/index.ts';
import { useWireSocketDocument, type WireSocketClientOptions, WireSocketProvider } from '../../src/index.ts';
import { NoEmulator } from '../live-playground/no-emulator.tsx';
import { forgetDismissals } from '../support/forget-dismissals.ts';
import { Scene } from '../support/scene.tsx';
import { ConnectionLog } from './connection-log.tsx';
import './live.css';
import { type OwnService, type ServiceOptions, startOwnService } from './own-service.ts';
import { beginVisit, type Visit } from './visit.ts';

/** What can be done about what was provoked. */
export interface Remedy {
  readonly label: string;
  apply(visit: Visit): void | Promise<void>;
}

/** What happens in a live story. */
export interface LiveStoryProps {
  /** What is provoked, and how, in a sentence or two. */
  readonly what: string;
  /** The service that it happens on, which is the story's own. */
  readonly service?: ServiceOptions;
  /** What the app's client is made of, where that is other than usual. */
  readonly client?: (service: OwnService) => Partial<WireSocketClientOptions>;
  /** Happens before the page is there. */
  prepare?(visit: Visit): void | Promise<void>;
  /** Happens on the page. */
  provoke?(visit: Visit): void | Promise<void>;
  readonly remedy?: Remedy;
  /** What is watched. Default: the notices of the document. */
  readonly watched?: ReactNode;
  /** Where the service is asked for. Default: at the dev server. */
  readonly serviceUrl?: string;
}

/** A condition that is provoked for real: on an emulator, which enforces the service's rules. */
export function LiveStory(props: LiveStoryProps): ReactNode {
  const [round, setRound] = useState(1);
  return <Round key={round} {...props} onAgain={() => setRound(round + 1)} />;
}

/** Each begins with a service on which nothing has happened. */
function Round({ onAgain, ...props }: LiveStoryProps & { readonly onAgain: () => void }): ReactNode {
  const { what, remedy, watched = <ConnectionNotices /> } = props;
  const [visit, setVisit] = useState<Visit | 'impossible' | null>(null);
  const [isRemedied, setRemedied] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = (error: unknown) => setFailure(String(error));

  // biome-ignore lint/correctness/useExhaustiveDependencies: what happens is settled when it begins
  useEffect(() => begin(props, setVisit, fail), []);

  if (visit === 'impossible') return <NoEmulator />;
  async function act({ apply }: Remedy): Promise<void> {
    if (visit === null || visit === 'impossible') return;
    await apply(visit);
    setRemedied(true);
  }
  return (
    <div className="live" ref={(element) => keepVisit(element, visit)}>
      <p>{what}</p>
      <div className="live-actions">
        <button type="button" onClick={onAgain}>
          Provoke again
        </button>
        {remedy === undefined ? null : (
          <button type="button" disabled={visit === null} onClick={() => act(remedy).catch(fail)}>
            {remedy.label}
          </button>
        )}
        {isRemedied ? <span>Done.</span> : null}
      </div>
      {failure === null ? null : <p role="alert">{failure}</p>}
      {visit === null ? <p>Starting a service for this story …</p> : <Page visit={visit}>{watched}</Page>}
    </div>
  );
}

const visits = new WeakMap<Element, Visit>();

function keepVisit(element: Element | null, visit: Visit | null): void {
  if (element !== null && visit !== null) visits.set(element, visit);
}

/** The visit that a story is about, once it has begun. For its play function. */
export function visitIn(canvasElement: Element): Visit | undefined {
  const element = canvasElement.querySelector('.live');
  return element === null ? undefined : visits.get(element);
}

function begin(
  { service = {}, client, prepare, provoke, serviceUrl }: LiveStoryProps,
  show: (visit: Visit | 'impossible') => void,
  fail: (error: unknown) => void,
): () => void {
  let hasEnded = false;
  let end = () => {};

  async function start(): Promise<void> {
    const own = await startOwnService(service, serviceUrl);
    if (hasEnded) return own?.end();
    if (own === null) return show('impossible');
    forgetDismissals();
    const visit = beginVisit(own, client);
    end = visit.end;
    await prepare?.(visit);
    if (hasEnded) return;
    show(visit);
    await provoke?.(visit);
  }

  start().catch((error: unknown) => {
    // What is under way when the story goes has nobody to tell.
    if (!hasEnded) fail(error);
  });
  return () => {
    hasEnded = true;
    end();
  };
}

interface PageProps {
  readonly visit: Visit;
  readonly children: ReactNode;
}

/** The app. */
function Page({ visit, children }: PageProps): ReactNode {
  const documentName = useStore(visit.shown);
  return (
    <WireSocketProvider client={visit.client}>
      <NoticeSettingsProvider
        app="Acme Docs"
        onSignIn={() => visit.signIn()}
        onSwitchAccount={() => switchAccount(visit)}
        onRename={(name) => void visit.open(name)}
      >
        {documentName === null ? (
          children
        ) : (
          <OpenDocument key={documentName} name={documentName}>
            {children}
          </OpenDocument>
        )}
      </NoticeSettingsProvider>
    </WireSocketProvider>
  );
}

function OpenDocument({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const live = useWireSocketDocument(name);
  return (
    <>
      <Scene name="editor" live={live} hasStatus>
        {children}
      </Scene>
      <ConnectionLog document={live.document} />
    </>
  );
}

function switchAccount({ signIn, client }: Visit): void {
  signIn();
  for (const document of client.documents.getState()) document.renew();
}
