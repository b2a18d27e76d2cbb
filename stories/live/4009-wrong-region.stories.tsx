import type { Meta, StoryObj } from '@storybook/react-vite';
import { withLeaps } from '../support/leaping-clock.ts';
import { LiveStory } from './live-story.tsx';
import { played } from './played.ts';
import type { Visit } from './visit.ts';

const meta = {
  title: 'Live/Close codes',
  component: LiveStory,
  tags: ['!autodocs'],
  beforeEach: withLeaps,
} satisfies Meta<typeof LiveStory>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Somebody in the other region was here first, which pins the document there. */
function pinElsewhere({ invite, documentName, service }: Visit): Promise<void> {
  return invite(documentName, { endpoint: service.regions['us-east-1']?.url ?? '' });
}

export const WrongRegion: Story = {
  name: '4009 Wrong Region',
  args: {
    what: 'The document lives in us-east-1, and is asked for in eu-central-1. The redirect is followed at once, before anybody notices.',
    async provoke(visit) {
      await pinElsewhere(visit);
      visit.open();
    },
  },
  play: played(async ({ happened, isWell }) => {
    await happened(/handshake, attempt 2, after wrong-region \(4009\)/);
    await isWell();
  }),
};

export const WrongRegionSlowly: Story = {
  name: '4009 Wrong Region: on a slow network',
  args: {
    what: 'The same where everything takes a second: that is long enough to say what goes on.',
    async provoke(visit) {
      await pinElsewhere(visit);
      await visit.emulator.fail({ delay: 1_000 });
      visit.open();
    },
  },
  play: played(async ({ notice, isWell }) => {
    await notice('Switching to a faster connection…');
    await isWell();
  }),
};
