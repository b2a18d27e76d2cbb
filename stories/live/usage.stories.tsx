import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor } from 'storybook/test';
import { UsageMeter, UsageNotice } from '../../src/components/index.ts';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';
import type { Visit } from './visit.ts';

const meta = {
  title: 'Live/Dataplane',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

/** `/usage` is asked once a minute, by one tab. Three of four places are a warning. */
export const Usage: Story = {
  name: 'Usage: warning, then critical',
  args: {
    what: 'The plan allows four connections, and three people have one. Then comes the fourth.',
    service: { limits: { maxConnections: 4 } },
    watched: (
      <>
        <UsageNotice audience="admin" />
        <UsageMeter audience="admin" />
      </>
    ),
    prepare: ({ invite }) => invitePeople(invite, 3),
    remedy: { label: 'One more comes', apply: ({ invite }) => invite() },
  },
  play: played(async ({ notice, canvas, visit, apply }) => {
    await notice('75% of live connections in use');
    await expect(canvas.getByRole('meter')).toHaveAttribute('aria-valuetext', '3 of 4');
    await apply('One more comes');
    await waitFor(async () => expect(await visit.emulator.connections()).toBe(4));
    await leap(61_000);
    await notice('Almost out of live connections');
    await expect(canvas.getByRole('meter')).toHaveAttribute('aria-valuetext', '4 of 4');
  }),
};

async function invitePeople(invite: Visit['invite'], count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => invite()));
}
