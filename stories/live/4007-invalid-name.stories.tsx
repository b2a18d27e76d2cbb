import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { withLeaps } from '../support/leaping-clock.ts';
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

export const InvalidName: Story = {
  name: '4007 Invalid Name',
  args: {
    what: 'The endpoint has a folder too many, which the service takes for a part of the name. It stops at once.',
    client: ({ url }) => ({ endpoint: `${url}/documents` }),
    provoke({ open }) {
      open();
    },
  },
  play: played(async ({ notice, happened, editor }) => {
    await notice('This document can’t be opened');
    await happened(/stopped: invalid-name \(4007\)/);
    await expect(editor()).not.toBeInTheDocument();
  }),
};

export const CheckedFirst: Story = {
  name: '4007 Invalid Name: checked first',
  args: {
    what: 'A name that breaks the rule never reaches the service. One that would work is suggested.',
    provoke({ open }) {
      open('Quarterly plan');
    },
  },
  play: played(async ({ notice, press, isWell, visit }) => {
    await notice('This document can’t be opened');
    await expect(await visit.emulator.handshakes()).toBe(0);
    await press('Rename');
    await isWell();
  }),
};
