import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { ServiceStatusBanner } from '../../src/components/index.ts';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';

const meta = {
  title: 'Live/Dataplane',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

/** No document is needed to hear of it: `/health` is asked once a minute. */
export const Health: Story = {
  name: 'Health: overloaded',
  args: {
    what: 'The node says of itself that it is overloaded. Asked again a minute later, it is well.',
    watched: <ServiceStatusBanner />,
    prepare: ({ emulator }) => emulator.fail({ http: 'health', status: 503 }),
    remedy: { label: 'The node recovers', apply: ({ emulator }) => emulator.recover() },
  },
  play: played(async ({ notice, apply }) => {
    const banner = await notice('Syncing is slow right now');
    await apply('The node recovers');
    await leap(61_000);
    await waitFor(() => expect(banner).not.toBeInTheDocument());
  }),
};
