import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { OfflineBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { collapses, narrow, noticedAfter, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES.offline;

/** It takes 1 s until anybody is told. */
const afterDelay = noticedAfter(2_000);

/**
 * The device has had no network for 1 s. It waits for it: there is nothing to press.
 */
const meta = {
  title: 'Components/OfflineBanner',
  component: OfflineBanner,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  beforeEach: withLeaps,
  play: afterDelay,
} satisfies Meta<typeof OfflineBanner>;

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

/** Back online: the notice goes, and what was typed is sent. */
export const BackOnline: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed on the train.' }) },
  async play(context) {
    await afterDelay(context);
    const { canvasElement } = context;
    (await stageIn(canvasElement)).recover();
    await leap(5_000);
    await expect(within(canvasElement).queryByRole('group')).not.toBeInTheDocument();
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => <HeadlessNotice document={document} kinds={['offline']} words="No bars." />,
};
