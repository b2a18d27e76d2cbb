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
type Story = StoryObj<typeof meta>;

/** In the middle of the work: the content stays, and so does what was typed. */
export const ExpiredToken: Story = {
  name: '4002 Invalid Token: expired',
  args: {
    what: 'The session ends: the service closes, and the tokens that the app gets from then on have expired. One fresh token is tried, then the person is asked to sign in, without leaving the page.',
    async provoke({ openAndSync, emulator, signIn }) {
      await openAndSync();
      const now = Math.floor(Date.now() / 1000);
      signIn(() => emulator.tokenWith({ iat: now - 1_000, exp: now - 100 }));
      await emulator.close(4002);
    },
  },
  play: played(async ({ notice, press, isWell, editor, visit }) => {
    await notice('Your session has expired');
    await expect(editor()).toBeVisible();
    await expect(await visit.emulator.handshakes()).toBe(2);
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};

export const ForeignToken: Story = {
  name: '4002 Invalid Token: foreign',
  args: {
    what: 'The tokens are signed by somebody else: the signature is not one of the service’s.',
    provoke({ open, emulator, signIn }) {
      signIn(async () => withForeignSignature(await emulator.tokenWith({})));
      open();
    },
  },
  play: played(async ({ notice, press, isWell, editor }) => {
    await notice('Your session has expired');
    await expect(editor()).not.toBeInTheDocument();
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};

export const StaticToken: Story = {
  name: '4002 Invalid Token: always the same',
  args: {
    what: 'The app has one token, and gives it whenever one is asked for. Once that has expired, nobody gets in with it; the reason, for developers, says that it is the same again.',
    async provoke({ open, emulator, signIn }) {
      const now = Math.floor(Date.now() / 1000);
      const token = await emulator.tokenWith({ iat: now - 1_000, exp: now - 100 });
      signIn(() => token);
      open();
    },
  },
  play: played(async ({ notice, press, isWell, visit }) => {
    await notice('Your session has expired');
    await expect(visit.connection()).toMatchObject({
      problem: { reason: expect.stringContaining('the same token again') },
    });
    await expect(await visit.emulator.handshakes()).toBe(2);
    await leap(2_000);
    await press('Sign in');
    await isWell();
  }),
};

function withForeignSignature(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  return [header, payload, [...signature].reverse().join('')].join('.');
}
