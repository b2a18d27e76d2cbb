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

export const MissingToken: StoryObj<typeof meta> = {
  name: '4001 Missing Token',
  args: {
    what: 'A proxy strips the subprotocol off the handshake, and with it the token. The app is asked for a token once more, and then it stops.',
    provoke({ proxy, open }) {
      proxy.setStripping(true);
      open();
    },
    remedy: { label: 'Put the proxy right', apply: ({ proxy }) => proxy.setStripping(false) },
  },
  play: played(async ({ notice, press, isWell, editor, visit, apply }) => {
    await notice('Live editing couldn’t start');
    await expect(editor()).not.toBeInTheDocument();
    await expect(await visit.emulator.handshakes()).toBe(2);
    await apply('Put the proxy right');
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};
