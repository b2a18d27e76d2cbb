import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
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

export const DocumentLimit: StoryObj<typeof meta> = {
  name: '4005 Document Limit',
  args: {
    what: 'The plan allows two documents at once, and this app has two others open. Close one of them: its place is free 10 seconds later, and is taken by itself.',
    service: { limits: { maxDocuments: 2 }, gracePeriod: 1_000 },
    async provoke({ client, open }) {
      const others = ['minutes', 'budget'].map((name) => client.open(name));
      await Promise.all(others.map(({ whenSynced }) => whenSynced));
      open();
    },
  },
  play: played(async ({ notice, press, isWell, visit }) => {
    await notice('Too many documents are open');
    await press('Close unused documents');
    const dialog = within(document.body).getByRole('dialog', { name: 'Close unused documents' });
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'minutes' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close 1 document' }));
    // Its grace is over: the service has forgotten it.
    await waitFor(async () => expect(await visit.emulator.sessions()).not.toHaveProperty('minutes'));
    await leap(10_600);
    await isWell();
  }),
};
