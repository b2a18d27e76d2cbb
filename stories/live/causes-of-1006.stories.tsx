import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { problemOf } from '../../src/index.ts';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { nextTries } from './next-tries.ts';
import { type LivePage, played } from './played.ts';
import type { Visit } from './visit.ts';

const meta = {
  title: 'Live/Causes of 1006',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

const remedy = { label: 'Put it right', apply: ({ emulator }: Visit) => emulator.recover() };

/** Two handshakes fail, then the state says why, and after the remedy all is well. */
async function tells({ visit, notice, isWell, apply }: LivePage, reason: RegExp): Promise<void> {
  await leap(2_000);
  await waitFor(() => {
    const connection = visit.connection();
    expect(connection === null ? null : problemOf(connection)?.reason).toMatch(reason);
  });
  await leap(5_000);
  await notice('Trying to reconnect…');
  await apply('Put it right');
  await nextTries(visit);
  await isWell();
}

export const StopsWebSockets: Story = {
  name: 'A proxy stops WebSockets',
  args: {
    what: 'HTTP gets through, and no WebSocket does. A browser shows 1006; after two of them one request to /discovery tells that it is the proxy.',
    async provoke({ emulator, openAndSync }) {
      await openAndSync();
      await emulator.fail({ handshake: { status: 403 } });
      await emulator.close(1006);
    },
    remedy,
  },
  play: played((page) => tells(page, /a proxy stops WebSockets/)),
};

export const StripsSubprotocol: Story = {
  name: 'A proxy strips the subprotocol',
  args: {
    what: 'A proxy takes the subprotocol off the handshake, which a browser then fails. A socket without one opens, and that tells it.',
    async provoke({ emulator, openAndSync, documentName }) {
      await openAndSync();
      await emulator.fail({ proxy: 'strips-subprotocol', documentName });
      await emulator.close(1006);
    },
    remedy,
  },
  play: played((page) => tells(page, /strips the subprotocol/)),
};

export const NothingListens: Story = {
  name: 'Nothing listens there',
  args: {
    what: 'The node is gone: neither a WebSocket nor HTTP gets through. That is told apart from a proxy that stops WebSockets.',
    async provoke({ emulator, openAndSync }) {
      await openAndSync();
      await emulator.fail({ proxy: 'cuts' });
      await emulator.close(1006);
    },
    remedy,
  },
  play: played((page) => tells(page, /nothing listens there/i)),
};

export const WithoutCors: Story = {
  name: 'An error without CORS headers',
  args: {
    what: 'A proxy in front of the node answers with an error of its own, which the page may not read. That something answers shows all the same.',
    async provoke({ emulator, openAndSync }) {
      await openAndSync();
      await emulator.fail({ handshake: { status: 502 } });
      await emulator.fail({ http: 'discovery', status: 502, cors: false });
      await emulator.close(1006);
    },
    remedy,
  },
  play: played((page) => tells(page, /no CORS headers/)),
};
