import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { ReconnectingBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { collapses, narrow, noticedAfter, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES.reconnecting;

/** It takes 5 s until anybody is told. */
const afterDelay = noticedAfter(6_000);

/**
 * The connection has been lost for 5 s; after a minute it says so in other words.
 */
const meta = {
  title: 'Components/ReconnectingBanner',
  component: ReconnectingBanner,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  beforeEach: withLeaps,
  play: afterDelay,
} satisfies Meta<typeof ReconnectingBanner>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  play: collapses(afterDelay),
};

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** A minute later: what a person can look at meanwhile. */
export const StillUnreachable: Story = {
  async play(context) {
    await afterDelay(context);
    await leap(60_000);
    await expect(within(context.canvasElement).getByRole('group')).toHaveTextContent('Still can’t connect');
  },
};

/** A blip shows nothing. */
export const Blip: Story = {
  async play({ canvasElement }) {
    const stage = await stageIn(canvasElement);
    await leap(3_000);
    stage.recover();
    await leap(6_000);
    await expect(within(canvasElement).queryByRole('group')).not.toBeInTheDocument();
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['reconnecting', 'unreachable']} words="Hold the line." />
  ),
};
