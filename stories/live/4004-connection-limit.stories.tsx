import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';

const meta = {
  title: 'Live/Close codes',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;

export const ConnectionLimit: StoryObj<typeof meta> = {
  name: '4004 Connection Limit',
  args: {
    what: 'The plan allows two connections, and two people have them, in other documents. A waiting room, which is left by itself when one of them goes.',
    service: { limits: { maxConnections: 2 } },
    async provoke({ invite, open }) {
      await Promise.all([invite('minutes'), invite('budget')]);
      open();
    },
    remedy: { label: 'The others go', apply: ({ dismissGuests }) => dismissGuests() },
  },
  play: played(async ({ notice, isWell, happened, editor, visit, apply }) => {
    await notice('Live editing is full right now');
    await happened(/waiting 3\d\.\d s: connection-limit \(4004\)/);
    await expect(editor()).not.toBeInTheDocument();
    await apply('The others go');
    await visit.guestsAreGone();
    await leap(37_000);
    await isWell();
  }),
};
