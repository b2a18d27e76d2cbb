import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { DocumentFullBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { appHandlers, collapses, noticeControls, noticed } from './support/notice-story.tsx';
import { onStage, staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['document-full'];

/**
 * 4008: a waiting room. Before the first sync it takes the editor’s place, afterwards it is a banner above
 * one that stays editable. It tries by itself, and when somebody leaves the document is simply there.
 */
const meta = {
  title: 'Components/DocumentFullBanner',
  component: DocumentFullBanner,
  decorators: [onStage],
  argTypes: noticeControls,
  args: appHandlers,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof DocumentFullBanner>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

/** Never empty and editable: before the first sync there is no editor. */
export const Page: Story = { parameters: { stage: staged({ trouble, begins: 'before-sync' }) } };

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  play: collapses(),
};

/** An admin sees the limit, and where it is raised. */
export const ForAdmins: Story = { args: { audience: 'admin' } };

export const PageForAdmins: Story = {
  args: { audience: 'admin' },
  parameters: { stage: staged({ trouble, begins: 'before-sync' }) },
};

/** A reason that does not tell the limit, as a proxy may cut it. */
export const LimitUnknown: Story = {
  args: { audience: 'admin' },
  parameters: { stage: staged({ trouble: { ...trouble, reason: '' } }) },
};

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed while it was full.' }) },
};

/** The notice is the page: the editor comes with the document. */
export const InContextBeforeFirstSync: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', begins: 'before-sync' }) },
};

/** Somebody leaves. Nobody has to press anything. */
export const APlaceFrees: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', begins: 'before-sync' }) },
  beforeEach: withLeaps,
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await expect(canvas.queryByRole('textbox')).not.toBeInTheDocument();
    (await stageIn(canvasElement)).recover();
    await leap(40_000);
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
    await expect(await canvas.findByRole('textbox')).toHaveTextContent('Quarterly plan');
  },
};

export const Narrow: Story = {
  args: { audience: 'admin', app: 'Donaudampfschifffahrtsgesellschaft' },
  parameters: { stage: staged({ trouble, scene: 'narrow', typed: 'Typed while it was full.' }) },
};

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['document-full']} words="No chair left at this table." />
  ),
};
