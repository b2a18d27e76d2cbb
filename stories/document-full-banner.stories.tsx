import type { Meta, StoryObj } from '@storybook/react-vite';
import { DocumentFullBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { withLeaps } from './support/leaping-clock.ts';
import {
  aPlaceFrees,
  collapses,
  limitUnknown,
  narrow,
  noticed,
  noticeMeta,
} from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['document-full'];

/**
 * 4008: a waiting room. Before the first sync it takes the editor’s place, afterwards it is a banner above
 * one that stays editable. It tries by itself, and when somebody leaves the document is simply there.
 */
const meta = {
  title: 'Components/DocumentFullBanner',
  component: DocumentFullBanner,
  ...noticeMeta,
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
export const LimitUnknown: Story = limitUnknown(trouble);

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
  play: aPlaceFrees,
};

export const Narrow: Story = narrow(trouble, 'Typed while it was full.');

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['document-full']} words="No chair left at this table." />
  ),
};
