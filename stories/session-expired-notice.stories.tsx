import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { SessionExpiredNotice } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['session-expired'];

/**
 * 4002, after the silent refresh failed. What was typed stays. `onSignIn` signs in without leaving the page;
 * when its promise is fulfilled the document connects again with a fresh token.
 */
const meta = {
  title: 'Components/SessionExpiredNotice',
  component: SessionExpiredNotice,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof SessionExpiredNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** There is nothing yet that anybody could have changed, and so nothing to copy. */
export const BeforeFirstSync: Story = {
  parameters: { stage: staged({ trouble, begins: 'before-sync' }) },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await expect(canvas.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(canvas.queryByRole('button', { name: 'Copy my changes' })).not.toBeInTheDocument();
  },
};

/** The button is busy until the promise of `onSignIn` is fulfilled, and keeps the focus. */
export const SigningIn: Story = {
  args: { onSignIn: () => new Promise(() => {}) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const button = within(canvasElement).getByRole('button', { name: 'Sign in' });
    await userEvent.click(button);
    await expect(button).toHaveTextContent('Signing in…');
    await expect(button).toHaveAttribute('aria-busy', 'true');
    await expect(button).toHaveFocus();
  },
};

/** Signed in without leaving the page: what was typed is sent, and the focus is where it was. */
export const SignedInAgain: Story = {
  args: { onSignIn: async () => {} },
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
  beforeEach: withLeaps,
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    (await stageIn(canvasElement)).recover();
    await userEvent.click(canvas.getByRole('button', { name: 'Sign in' }));
    await leap(4_000);
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
    await expect(canvas.getByRole('textbox')).toHaveTextContent('Typed meanwhile.');
  },
};

/** The sign-in was called off: the button is there for another try. */
export const SignInCalledOff: Story = {
  args: { onSignIn: () => Promise.reject(new Error('The window was closed.')) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const button = within(canvasElement).getByRole('button', { name: 'Sign in' });
    await userEvent.click(button);
    await waitFor(() => expect(button).toHaveAttribute('aria-busy', 'false'));
    await expect(button).toHaveTextContent('Sign in');
  },
};

/** An app that gave no `onSignIn`: what is left is to try again. */
export const WithoutSignIn: Story = { args: { onSignIn: undefined } };

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['session-expired']} words="You were away for a while." />
  ),
};
