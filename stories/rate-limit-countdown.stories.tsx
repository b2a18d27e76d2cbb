import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { RateLimitCountdown } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { collapses, limitUnknown, narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['rate-limit'];

/**
 * 4006, and a 429 of the app’s token endpoint: the seconds to the next try as a sentence and a ring, counted
 * from a deadline. The digits are silent; the start, the last 10 seconds and the end are announced.
 */
const meta = {
  title: 'Components/RateLimitCountdown',
  component: RateLimitCountdown,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof RateLimitCountdown>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  play: collapses(),
};

/** An admin sees the limit that was met. */
export const ForAdmins: Story = { args: { audience: 'admin', app: 'Acme Docs' } };

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** A reason that does not tell the limit, as a proxy may cut it. */
export const LimitUnknown: Story = limitUnknown(trouble);

/** Too many tokens were asked for: a 429 with Retry-After. */
export const Busy: Story = { parameters: { stage: staged({ trouble: TROUBLES.busy }) } };

/** Turned off by the person, and on again. */
export const TurnedOff: Story = {
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Don’t reconnect automatically' }));
    await expect(canvas.getByRole('timer')).toHaveTextContent('Not reconnecting automatically.');
    await userEvent.click(canvas.getByRole('button', { name: 'Reconnect automatically' }));
    await expect(canvas.getByRole('timer')).toHaveTextContent(/^Reconnecting in \d+ seconds\.$/);
  },
};

/** Half of the wait is over: the same deadline, whatever the timers of the tab did meanwhile. */
export const HalfWay: Story = {
  beforeEach: withLeaps,
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    await leap(16_000);
    await expect(within(canvasElement).getByRole('timer')).toHaveTextContent(/in 1[0-9] seconds/);
  },
};

/** The wait is over, and so is the notice. */
export const InSyncAgain: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
  beforeEach: withLeaps,
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    (await stageIn(canvasElement)).recover();
    await leap(40_000);
    await expect(within(canvasElement).queryByRole('group')).not.toBeInTheDocument();
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['rate-limit', 'busy']} words="Catching our breath." />
  ),
};
