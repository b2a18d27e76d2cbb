import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { NoticeSettingsProvider } from '../../src/components/index.ts';
import {
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClient,
  type WireSocketClientOptions,
  WireSocketProvider,
} from '../../src/index.ts';
import { createDevice, type Device } from '../support/device.ts';
import { Controls } from './controls.tsx';
import { controlsOf, type EmulatorInfo, findEmulator } from './emulator.ts';
import { NoEmulator } from './no-emulator.tsx';
import { Pane, type PaneProps } from './pane.tsx';
import './playground.css';
import type { Stage } from './scenarios.ts';
import { TimelineView } from './timeline-view.tsx';

const ADA = { name: 'Ada', color: '#4f46e5' };
const BEN = { name: 'Ben', color: '#c2410c' };
const GUEST = { name: 'Cleo', color: '#047857' };

/** What a {@link Playground} is about. */
export interface PlaygroundProps {
  /** Default: `playground`, so that two tabs meet, and a reloaded one finds what was typed. */
  readonly documentName?: string | undefined;
  /** Where to ask for the emulator. Default: at the dev server. */
  readonly infoUrl?: string | undefined;
}

/** Two people in one document, each with a client of their own, and everything that can go wrong. */
export function Playground({ documentName = 'playground', infoUrl }: PlaygroundProps): ReactNode {
  const [emulator, setEmulator] = useState<EmulatorInfo | 'missing' | null>(null);
  useEffect(() => {
    const missing = () => setEmulator('missing');
    findReady(documentName, infoUrl).then((found) => setEmulator(found ?? 'missing'), missing);
  }, [documentName, infoUrl]);

  if (emulator === null) return <p className="pg-note">Looking for the emulator …</p>;
  if (emulator === 'missing') return <NoEmulator />;
  return <Meeting key={documentName} emulator={emulator} documentName={documentName} />;
}

/** What went wrong on purpose before a page was reloaded is over. */
async function findReady(documentName: string, infoUrl?: string): Promise<EmulatorInfo | null> {
  const found = await findEmulator(infoUrl);
  if (found !== null) await controlsOf(found, documentName).recover();
  return found;
}

interface MeetingProps {
  readonly emulator: EmulatorInfo;
  readonly documentName: string;
}

function Meeting({ emulator, documentName }: MeetingProps): ReactNode {
  const device = useMemo(createDevice, []);
  const controls = useMemo(() => controlsOf(emulator, documentName), [emulator, documentName]);
  const [ada] = useState(() => clientOf(emulator, device, fetchAccessToken(emulator.tokenUrl)));
  const [ben] = useState(() => clientOf(emulator, device, fetchAccessToken(emulator.tokenUrl)));
  const [guest, setGuest] = useState<WireSocketClient | null>(null);
  const clients = guest === null ? [ada, ben] : [ada, ben, guest];
  const documents = () => clients.flatMap((client) => client.documents.getState());
  const stage: Stage = { documentName, emulator: controls, device, documents };

  function inviteGuest(isHere: boolean): void {
    const token = () => controls.tokenWith({ limits: { maxUsersPerDoc: 2 } });
    setGuest(isHere ? clientOf(emulator, device, token) : null);
  }

  return (
    <div className="pg">
      <header className="pg-head">
        <h1>Live playground</h1>
        <p>
          Two people, two clients, one document named <code>{documentName}</code> on the emulator at{' '}
          <code>{emulator.url}</code>. Type in both, then make something go wrong.
        </p>
      </header>
      <NoticeSettingsProvider app="This playground">
        <div className="pg-panes">
          <Seat client={ada} documentName={documentName} person={ADA} />
          <Seat client={ben} documentName={documentName} person={BEN} />
          {guest === null ? null : <Seat client={guest} documentName={documentName} person={GUEST} />}
        </div>
      </NoticeSettingsProvider>
      <Controls stage={stage} hasGuest={guest !== null} onGuest={inviteGuest} />
      <TimelineView />
    </div>
  );
}

function Seat({ client, ...pane }: { readonly client: WireSocketClient } & PaneProps): ReactNode {
  return (
    <WireSocketProvider client={client}>
      <Pane {...pane} />
    </WireSocketProvider>
  );
}

function clientOf(
  { url }: EmulatorInfo,
  environment: Device,
  getAccessToken: WireSocketClientOptions['getAccessToken'],
): WireSocketClient {
  return createWireSocketClient({ endpoint: url, getAccessToken, environment });
}
