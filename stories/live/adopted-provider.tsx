import { type ReactNode, useEffect, useState } from 'react';
import { fetchAccessToken, type WireSocketDocument } from '../../src/index.ts';
import { Notes } from '../guides/adopting/notes.tsx';
import { Editor } from '../live-playground/editor.tsx';
import { controlsOf } from '../live-playground/emulator.ts';
import { NoEmulator } from '../live-playground/no-emulator.tsx';
import { ConnectionLog } from './connection-log.tsx';
import '../support/catalogue.css';
import './live.css';
import { type OwnService, startOwnService } from './own-service.ts';

/** What opens a provider and adopts it: the sample of a guide. */
export type OpenNotes = (
  url: string,
  name: string,
  getToken: () => Promise<string>,
) => Adopted | Promise<Adopted>;

interface Adopted {
  readonly provider: { destroy(): void };
  readonly document: WireSocketDocument;
}

/** What an {@link AdoptedProvider} shows. */
export interface AdoptedProviderProps {
  readonly openNotes: OpenNotes;
}

const NAME = 'quarterly-plan';
const ME = { name: 'Ada Lovelace', color: '#4f46e5' };
const CODES = [4002, 4006, 4008, 1006];

/** A provider of somebody else's on an emulator, which closes its connection as it is told to. */
export function AdoptedProvider({ openNotes }: AdoptedProviderProps): ReactNode {
  const [service, setService] = useState<OwnService | 'impossible' | null>(null);
  const [document, setDocument] = useState<WireSocketDocument | null>(null);
  const [handshakes, setHandshakes] = useState(0);
  useEffect(() => begin(openNotes, setService, setDocument), [openNotes]);

  if (service === 'impossible') return <NoEmulator />;
  if (service === null || document === null) return <p>Starting a service for this story …</p>;
  const emulator = controlsOf(service, NAME);
  const close = async (code: number) => {
    await emulator.close(code);
    setHandshakes(await emulator.handshakes());
  };
  return (
    <div className="live">
      <p>
        The connection is the provider’s own. The notices, and when it connects again, are the kit’s: at most
        as often as the documentation allows.
      </p>
      <article className="cat-app live-adopted" aria-label="An app">
        <Notes
          document={document}
          editor={(canEdit) => <Editor document={document} person={ME} canEdit={canEdit} />}
        />
      </article>
      <div className="live-actions">
        {CODES.map((code) => (
          <button key={code} type="button" onClick={() => void close(code)}>
            Close with {code}
          </button>
        ))}
        <button type="button" onClick={async () => setHandshakes(await emulator.handshakes())}>
          Count handshakes
        </button>
        <output>{handshakes === 0 ? '' : `${handshakes} so far`}</output>
      </div>
      <ConnectionLog document={document} />
    </div>
  );
}

function begin(
  openNotes: OpenNotes,
  showService: (service: OwnService | 'impossible') => void,
  showDocument: (document: WireSocketDocument) => void,
): () => void {
  const ending = new AbortController();
  const { signal } = ending;

  async function start(): Promise<void> {
    const service = await startOwnService({});
    if (service === null) return showService('impossible');
    const endWith = (end: () => void) =>
      signal.aborted ? end() : signal.addEventListener('abort', end, { once: true });
    endWith(service.end);
    if (signal.aborted) return;
    showService(service);
    const fromBackend = fetchAccessToken(service.tokenUrl);
    const getToken = async () => fromBackend({ documentName: NAME, reason: 'connect', signal });
    const { provider, document } = await openNotes(service.url, NAME, getToken);
    endWith(() => provider.destroy());
    if (!signal.aborted) showDocument(document);
  }

  start().catch((error: unknown) => {
    // What is under way when the story goes has nobody to tell.
    if (!signal.aborted) throw error;
  });
  return () => ending.abort();
}
