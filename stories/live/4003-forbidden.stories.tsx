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
  play: played(async ({ notice, press, isWell, editor, visit }) => {
    await notice('This document isn’t available to your account');
    await expect(editor()).not.toBeInTheDocument();
    await expect(await visit.emulator.handshakes()).toBe(1);
    await leap(2_000);
    await press('Switch account');
    await isWell();
  }),
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

export const AnotherTenant: Story = {
  name: '4003 Forbidden: another tenant',
  args: {
    what: 'The token is good, and for another tenant. One handshake, and no more of them.',
    provoke({ open, emulator, signIn }) {
      signIn(() => emulator.tokenWith({ tenantid: 'another-tenant' }));
      open();
    },
  },
};

export const AnotherApplication: Story = {
  name: '4003 Forbidden: another application',
  args: {
    what: 'The token is good, and for another application, as where the backend of a test is asked. One handshake, and no more of them.',
    provoke({ open, emulator, signIn }) {
      signIn(() => emulator.tokenWith({ appId: 'another-app' }));
      open();
    },
  },
};
