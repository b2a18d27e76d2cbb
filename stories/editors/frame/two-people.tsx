import { type ComponentType, StrictMode, Suspense, useEffect, useState } from 'react';
import { ConnectionStatus, PresenceAvatars } from '../../../src/components/index.ts';
import {
  createWireSocketClient,
  fetchAccessToken,
  useWireSocketDocument,
  WireSocketProvider,
} from '../../../src/index.ts';
import { controlsOf, type EmulatorInfo, findEmulator } from '../../live-playground/emulator.ts';
import { NoEmulator } from '../../live-playground/no-emulator.tsx';
import { createDevice, type Device } from '../../support/device.ts';
import { type EditorProps, LiveEditor, type User } from '../live-editor.tsx';
import './two-people.css';

const ADA: User = { name: 'Ada', color: '#4f46e5' };
const BEN: User = { name: 'Ben', color: '#c2410c' };

/** What {@link TwoPeople} write in. */
export interface TwoPeopleProps {
  /** Loaded when it is shown, so that the catalogue does not wait for seven editors. */
  readonly Editor: ComponentType<EditorProps>;
  readonly documentName: string;
}

/** Two people, each with a client of their own, in one document on the emulator. */
export function TwoPeople({ Editor, documentName }: TwoPeopleProps) {
  const [emulator, setEmulator] = useState<EmulatorInfo | 'missing' | null>(null);
  useEffect(() => {
    const missing = () => setEmulator('missing');
    findEmulator().then((found) => setEmulator(found ?? 'missing'), missing);
  }, []);

  if (emulator === null) return null;
  if (emulator === 'missing') return <NoEmulator />;
  return (
    // As an app’s development does, React mounts everything twice.
    <StrictMode>
      <div className="ed-people">
        {[ADA, BEN].map((user) => (
          <Seat key={user.name} {...{ emulator, documentName, user, Editor }} />
        ))}
      </div>
    </StrictMode>
  );
}

interface SeatProps extends TwoPeopleProps {
  readonly emulator: EmulatorInfo;
  readonly user: User;
}

function Seat({ emulator, ...page }: SeatProps) {
  const [device] = useState(createDevice);
  const [client] = useState(() =>
    createWireSocketClient({
      endpoint: emulator.url,
      getAccessToken: fetchAccessToken(emulator.tokenUrl),
      environment: device,
    }),
  );
  const { close } = controlsOf(emulator, page.documentName);
  return (
    <WireSocketProvider client={client}>
      <Page {...page} device={device} cut={() => close(1006)} />
    </WireSocketProvider>
  );
}

interface PageProps extends Omit<SeatProps, 'emulator'> {
  readonly device: Device;
  /** Cuts the document’s sockets; whose device is online is back in a moment. */
  readonly cut: () => Promise<void>;
}

function Page({ documentName, user, Editor, device, cut }: PageProps) {
  const { document } = useWireSocketDocument(documentName);
  const [isOnline, setOnline] = useState(device.online);

  function setNetwork(online: boolean): void {
    device.setOnline(online);
    setOnline(online);
    if (!online) void cut();
  }

  return (
    <section className="ed-page" aria-label={`${user.name}’s page`}>
      <header>
        <h2>{user.name}</h2>
        <PresenceAvatars document={document} personOf={({ state }) => Object(state.user ?? state)} />
        <ConnectionStatus document={document} />
      </header>
      <div className="ed-paper">
        <Suspense fallback={null}>
          <LiveEditor name={documentName} user={user} Editor={Editor} />
        </Suspense>
      </div>
      <footer>
        <button type="button" disabled={!isOnline} onClick={() => setNetwork(false)}>
          Cut the connection
        </button>
        <button type="button" disabled={isOnline} onClick={() => setNetwork(true)}>
          Restore it
        </button>
      </footer>
    </section>
  );
}
