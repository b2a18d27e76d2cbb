import type { Meta, StoryObj } from '@storybook/react-vite';
import { ConnectionLimitBanner } from '../src/components/index.ts';
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

const trouble = TROUBLES['connection-limit'];

/**
 * 4004: a waiting room for the connections of the app. It tries by itself, and a person may try now; when a
 * place frees the document is simply there, and it is announced.
 */
const meta = {
  title: 'Components/ConnectionLimitBanner',
  component: ConnectionLimitBanner,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof ConnectionLimitBanner>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

/** Before the first sync there is no editor: the notice takes its place. */
export const Page: Story = { parameters: { stage: staged({ trouble, begins: 'before-sync' }) } };

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  play: collapses(),
};

/** An admin sees the limit, and where it is raised. */
export const ForAdmins: Story = { args: { audience: 'admin', app: 'Acme Docs' } };

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** A reason that does not tell the limit, as a proxy may cut it. */
export const LimitUnknown: Story = limitUnknown(trouble);

/** The notice is the page: the editor comes with the document. */
export const InContextBeforeFirstSync: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', begins: 'before-sync' }) },
};

/** A place frees. Nobody has to press anything. */
export const APlaceFrees: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', begins: 'before-sync' }) },
  beforeEach: withLeaps,
  play: aPlaceFrees,
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['connection-limit']} words="All lines are busy." />
  ),
};
