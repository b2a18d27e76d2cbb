import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';

const meta = {
  title: 'Live/Network',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

export const ConnectionLost: Story = {
  name: '1006 Abnormal closure',
  args: {
    what: 'The connection breaks, and nothing answers any more. Blips stay silent: people are told after 5 seconds.',
    async provoke({ openAndSync, emulator }) {
      await openAndSync();
      await emulator.fail({ handshake: 'silence' });
      await emulator.close(1006);
    },
    remedy: { label: 'The line is back', apply: ({ emulator }) => emulator.recover() },
  },
  play: played(async ({ notice, happened, type, isWell, canvas, apply }) => {
    await happened(/waiting 0\.\d s: connection-lost \(1006\)/);
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
    await type('Typed meanwhile.');
    await leap(5_000);
    await notice('Trying to reconnect…');
    await apply('The line is back');
    // The handshake that nobody answers has to be given up first.
    await leap(12_000);
    await isWell();
    await within(document.body).findByText('Back online. All changes are synced.');
  }),
};

export const TryAgainLater: Story = {
  name: '1013 Try again later',
  args: {
    what: 'The server is overloaded, and says so. It is left alone for 10 seconds.',
    async provoke({ openAndSync, emulator }) {
      await openAndSync();
      await emulator.close(1013);
    },
  },
  play: played(async ({ notice, happened, isWell }) => {
    await notice('Syncing is slow right now');
    await happened(/waiting 1\d\.\d s: overloaded \(1013\)/);
    await leap(20_000);
    await isWell();
  }),
};

export const Offline: Story = {
  args: {
    what: 'The device has no network. It can go on being edited, and when the network is back everything is sent.',
    async provoke({ openAndSync, emulator, device }) {
      await openAndSync();
      await emulator.fail({ handshake: 'silence' });
      await emulator.close(1006);
      device.setOnline(false);
    },
    remedy: {
      label: 'The network is back',
      async apply({ emulator, device }) {
        await emulator.recover();
        device.setOnline(true);
      },
    },
  },
  play: played(async ({ notice, type, isWell, apply }) => {
    await notice('You’re offline');
    await type('Typed offline.');
    await apply('The network is back');
    await isWell();
    await within(document.body).findByText('Back online. All changes are synced.');
  }),
};
