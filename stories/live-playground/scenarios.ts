import type { WireSocketDocument } from '../../src/index.ts';
import type { Device } from '../support/device.ts';
import type { EmulatorControls } from './emulator.ts';

/** What a scenario can act on. */
export interface Stage {
  readonly documentName: string;
  readonly emulator: EmulatorControls;
  readonly device: Device;
  /** Everybody's. */
  documents(): readonly WireSocketDocument[];
}

/** Something that can go wrong, and what there is to see. */
export interface Scenario {
  readonly label: string;
  readonly hint: string;
  /** Whether it goes on until all is made well again. */
  readonly lasts?: boolean;
  provoke(stage: Stage): Promise<void>;
}

/** Scenarios that belong together. */
export interface ScenarioGroup {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
}

function closing(code: number, name: string, hint: string): Scenario {
  return { label: `${code} ${name}`, hint, provoke: ({ emulator }) => emulator.close(code) };
}

/** Handshakes are refused over HTTP, where a browser cannot see why, until somebody recovers. */
function refusing(status: number, name: string, hint: string): Scenario {
  return {
    label: `HTTP ${status} ${name}`,
    hint,
    lasts: true,
    async provoke({ documentName, emulator }) {
      const retryAfter = status === 401 ? {} : { retryAfter: 20 };
      await emulator.fail({ handshake: { status, ...retryAfter }, documentName });
      await emulator.fail({ http: 'discovery', status, ...retryAfter, documentName });
      await emulator.close(1006);
    },
  };
}

/** The panel of the playground: each is provoked for real, at the emulator. */
export const SCENARIOS: readonly ScenarioGroup[] = [
  {
    title: 'Close codes of the service',
    scenarios: [
      closing(4001, 'Missing Token', 'A fresh token, once, at once.'),
      closing(4002, 'Invalid Token', 'A fresh token, once, at once.'),
      closing(4003, 'Forbidden', 'Stops: only a developer can help.'),
      closing(4004, 'Connection Limit', 'Waiting room: 30 s, 60 s, 120 s …'),
      closing(4005, 'Document Limit', 'Waiting room, shorter when this app closes a document.'),
      closing(4006, 'Rate Limit', 'At least 30 s, whoever asks.'),
      closing(4007, 'Invalid Name', 'Stops: the name has to change.'),
      closing(4008, 'Users Per Doc', 'Waiting room: joins when a place frees.'),
      closing(4009, 'Wrong Region', 'Follows the redirect at once, to a trusted host.'),
    ],
  },
  {
    title: 'Network and server',
    scenarios: [
      closing(1006, 'Abnormal', 'Back in a moment: full jitter from 0.5 s.'),
      closing(1011, 'Internal Error', 'Back in a moment: full jitter from 0.5 s.'),
      closing(1013, 'Try Again Later', 'Back after 10 s or more.'),
      {
        label: 'Offline',
        hint: 'Waits for the network. Type on: nothing is lost.',
        lasts: true,
        async provoke({ documentName, emulator, device }) {
          await emulator.fail({ handshake: 'silence', documentName });
          await emulator.close(1006);
          device.setOnline(false);
        },
      },
      {
        label: 'Slow network',
        hint: 'Every message takes 1.5 s.',
        lasts: true,
        provoke: ({ documentName, emulator }) => emulator.fail({ delay: 1_500, documentName }),
      },
    ],
  },
  {
    title: 'Handshakes refused over HTTP',
    scenarios: [
      refusing(
        401,
        'Unauthorized',
        'A browser sees 1006, and a probe names it. A fresh token, then it stops.',
      ),
      refusing(
        429,
        'Too Many Requests',
        'A browser sees 1006, and a probe names it. It waits for Retry-After.',
      ),
      refusing(503, 'Unavailable', 'A browser sees 1006, and a probe names it. It waits for Retry-After.'),
    ],
  },
];

/** Ends every fault, brings the network back, and has everybody try again as soon as the rules allow it. */
export async function recover({ emulator, device, documents }: Stage): Promise<void> {
  await emulator.recover();
  device.setOnline(true);
  for (const { store, connect, retry } of documents()) {
    if (store.getState().connection.status === 'stopped') connect();
    else retry();
  }
}
