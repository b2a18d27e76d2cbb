import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { SignInNotice } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['missing-token'];

/**
 * 4001, or no token to be had: live editing could not start.
 */
const meta = {
  title: 'Components/SignInNotice',
  component: SignInNotice,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof SignInNotice>;

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

/** The notice is the page: the editor comes with the document. */
export const InContextBeforeFirstSync: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', begins: 'before-sync' }) },
};

/** What only a developer can put right: trying again would not help. */
export const Misconfigured: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.misconfigured, begins: 'before-sync' }) },
};

/** An app that gave no `onSignIn`: what is left is to try again. */
export const WithoutSignIn: Story = {
  args: { onSignIn: undefined },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await expect(canvas.getAllByRole('button', { name: 'Try again' })).toHaveLength(1);
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['missing-token', 'misconfigured']} words="Who goes there?" />
  ),
};
