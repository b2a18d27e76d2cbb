import { useEffect, useMemo, useState } from 'react';
import {
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClient,
  type WireSocketClientOptions,
  WireSocketProvider,
} from '../../src/index.ts';
import { Controls } from './controls.tsx';
import { createDevice, type Device } from './device.ts';
import { controlsOf, type EmulatorInfo, findEmulator, TOKEN_URL } from './emulator.ts';
import { Pane } from './pane.tsx';
import './playground.css';
import type { Stage } from './scenarios.ts';
import { TimelineView } from './timeline-view.tsx';

const ADA = { name: 'Ada', color: '#4f46e5' };
const BEN = { name: 'Ben', color: '#c2410c' };
const GUEST = { name: 'Cleo', color: '#047857' };

/** What a {@link Playground} is about. */
export interface PlaygroundProps {
  /** Default: one of its own for every visit, so that two tabs do not meet by accident. */
  readonly documentName?: string | undefined;
}

/** Two people in one document, each with a client of their own, and everything that can go wrong. */
export function Playground({ documentName = 'playground' }: PlaygroundProps) {
  const [emulator, setEmulator] = useState<EmulatorInfo | 'missing' | null>(null);
  useEffect(() => {
    findEmulator().then(setEmulator, () => setEmulator('missing'));
  }, []);

  if (emulator === null) return <p className="pg-note">Looking for the emulator …</p>;
  if (emulator === 'missing') return <NoEmulator />;
  return <Stages key={documentName} emulator={emulator} documentName={documentName} />;
}

function NoEmulator() {
  return (
    <p className="pg-note">
      There is no emulator here, as in a static build of this catalogue. Clone the repository and run{' '}
      <code>npm ci && npm start</code> to see it live.
    </p>
  );
}

function Stages({
  emulator,
  documentName,
}: {
  readonly emulator: EmulatorInfo;
  readonly documentName: string;
}) {
  const device = useMemo(createDevice, []);
  const controls = useMemo(() => controlsOf(emulator, documentName), [emulator, documentName]);
  const stage: Stage = { documentName, emulator: controls, device };
  const [ada] = useState(() => clientOf(emulator, device, fetchAccessToken(TOKEN_URL)));
  const [ben] = useState(() => clientOf(emulator, device, fetchAccessToken(TOKEN_URL)));
  const [guest, setGuest] = useState<WireSocketClient | null>(null);

  function inviteGuest(isHere: boolean): void {
    const token = () => controls.tokenWith({ maxUsersPerDoc: 2 });
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
      <div className="pg-panes">
        <Seat client={ada} documentName={documentName} person={ADA} />
        <Seat client={ben} documentName={documentName} person={BEN} />
        {guest === null ? null : <Seat client={guest} documentName={documentName} person={GUEST} />}
      </div>
      <div className="pg-desk">
        <Controls stage={stage} hasGuest={guest !== null} onGuest={inviteGuest} />
        <TimelineView />
      </div>
    </div>
  );
}

function Seat({ client, ...pane }: { readonly client: WireSocketClient } & Parameters<typeof Pane>[0]) {
  return (
    <WireSocketProvider client={client}>
      <Pane {...pane} />
    </WireSocketProvider>
  );
}

function clientOf(
  { url, regions }: EmulatorInfo,
  environment: Device,
  getAccessToken: WireSocketClientOptions['getAccessToken'],
): WireSocketClient {
  const trustedHosts = Object.values(regions).map((region) => new URL(region.url).host);
  return createWireSocketClient({ endpoint: url, getAccessToken, trustedHosts, environment });
}
