import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
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

export const UsersPerDoc: StoryObj<typeof meta> = {
  name: '4008 Users Per Doc',
  args: {
    what: 'The document holds two, and two are in it. A waiting room, which is left by itself when somebody goes: the document is simply there, and that is said.',
    service: { limits: { maxUsersPerDoc: 2 } },
    async provoke({ invite, open }) {
      await Promise.all([invite(), invite()]);
      open();
    },
    remedy: { label: 'The others go', apply: ({ dismissGuests }) => dismissGuests() },
  },
  play: played(async ({ notice, isWell, happened, editor, visit, apply }) => {
    await notice('This document is full');
    await happened(/waiting 3\d\.\d s: document-full \(4008\)/);
    await expect(editor()).not.toBeInTheDocument();
    await apply('The others go');
    await visit.guestsAreGone();
    await leap(37_000);
    await isWell();
    await expect(editor()).toHaveTextContent('Quarterly plan');
    await within(document.body).findByText('A place is free. You’re in.');
  }),
};
