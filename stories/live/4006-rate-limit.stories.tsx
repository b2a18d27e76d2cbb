import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { leap, withLeaps } from '../support/leaping-clock.ts';
import { runAway } from './elsewhere.ts';
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

/** A client of this kit paces itself: it takes another one to exceed the limit. */
export const RateLimit: Story = {
  name: '4006 Rate Limit',
  args: {
    what: 'The plan allows 60 operations a minute. A script runs away with them, and the next word that is typed here is one too many. It can go on being edited.',
    service: { limits: { opsPerMinute: 60 } },
    async provoke({ openAndSync, service, emulator, documentName }) {
      const { doc } = await openAndSync();
      await runAway(service, documentName, await emulator.tokenWith({}));
      doc.getText('notes').insert(0, 'One word too many. ');
    },
  },
  play: played(async ({ notice, happened, type, editor, canvas }) => {
    await notice('Syncing is paused for a moment');
    await happened(/waiting 3\d\.\d s: rate-limit \(4006\)/);
    await expect(canvas.getByRole('timer')).toHaveTextContent(/Reconnecting in (2\d|3[0-3]) seconds/);
    await type('Typed meanwhile.');
    await expect(editor()).toHaveTextContent('Typed meanwhile.');
    await expect(
      await canvas.findByText(/^\d+ unsent changes are kept in this tab\. Keep it open\.$/),
    ).toBeVisible();
  }),
};

export const RateLimitPasses: Story = {
  name: '4006 Rate Limit: 30 seconds later',
  args: {
    what: 'The service closes with 4006, and lets everybody in again after the 30 seconds that it asks for.',
    async provoke({ openAndSync, emulator }) {
      await openAndSync();
      await emulator.close(4006);
    },
  },
  play: played(async ({ notice, isWell, type, visit }) => {
    await notice('Syncing is paused for a moment');
    await type('Typed meanwhile.');
    await leap(29_000);
    await expect(await visit.emulator.handshakes()).toBe(1);
    await leap(4_500);
    await isWell();
    await expect(await visit.emulator.handshakes()).toBe(2);
  }),
};
