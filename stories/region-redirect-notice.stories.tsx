import type { Meta, StoryObj } from '@storybook/react-vite';
import { RegionRedirectNotice } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { withLeaps } from './support/leaping-clock.ts';
import { collapses, narrow, noticedAfter, noticeMeta } from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES.redirect;

/** It takes 2 s until anybody is told. */
const afterDelay = noticedAfter(3_000);

/**
 * 4009, once it takes longer than 2 s: a line of text in the indicator.
 */
const meta = {
  title: 'Components/RegionRedirectNotice',
  component: RegionRedirectNotice,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  beforeEach: withLeaps,
  play: afterDelay,
} satisfies Meta<typeof RegionRedirectNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  args: { form: 'banner' },
  play: collapses(afterDelay),
};

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['redirect']} words="Taking another road." />
  ),
};
