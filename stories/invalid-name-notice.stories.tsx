import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { InvalidNameNotice } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['invalid-name'];

/**
 * 4007, or a name that broke the rule before it reached the wire. It suggests one that would work, isolated
 * from the direction of the sentence.
 */
const meta = {
  title: 'Components/InvalidNameNotice',
  component: InvalidNameNotice,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof InvalidNameNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

/** Before the first sync there is no editor: the notice takes its place. */
export const Page: Story = { parameters: { stage: staged({ trouble, begins: 'before-sync' }) } };

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** Refused here already: nothing was sent. */
export const NotSent: Story = { parameters: { stage: staged({ documentName: 'Größe & Gewicht.md' }) } };

/** As long as a name may be, and more. */
export const LongName: Story = {
  parameters: { stage: staged({ documentName: 'ein sehr langer Name '.repeat(20) }) },
};

/** Arabic, and a mark that would turn the rest of the sentence around. */
export const BidirectionalName: Story = {
  parameters: { stage: staged({ documentName: 'خطة\u202E2027-plan', scene: 'editor' }) },
};

/** Nothing is left of it. */
export const NothingUsable: Story = { parameters: { stage: staged({ documentName: '文書' }) } };

/** `onRename` is handed the suggestion. */
export const Renamed: Story = {
  parameters: { stage: staged({ documentName: 'Größe & Gewicht' }) },
  async play({ args, canvasElement, userEvent }) {
    await noticed({ canvasElement });
    await userEvent.click(within(canvasElement).getByRole('button', { name: 'Rename' }));
    await expect(args.onRename).toHaveBeenLastCalledWith('Gro-e-Gewicht');
  },
};

/** An app that names its documents itself: the names are its own to mend, and no other is suggested. */
export const CannotBeRenamed: Story = {
  args: { canRename: false },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await expect(canvas.queryByRole('button', { name: 'Rename' })).not.toBeInTheDocument();
    await expect(canvas.queryByText(/would work/)).not.toBeInTheDocument();
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['invalid-name']} words="That is no name for a document." />
  ),
};
