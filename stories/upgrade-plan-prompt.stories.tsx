import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { UpgradePlanPrompt } from '../src/components/index.ts';
import { useUsage } from '../src/index.ts';
import { documentControls } from './support/notice-story.tsx';
import { onStage, staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['connection-limit'];
const usage = { connections: [100, 100], documents: [3, 20] } as const;

/**
 * For an admin: the plan’s limit, what is in use of it, and where it is raised. For everybody else: a message
 * to copy to an admin. “I’ve upgraded” connects with a fresh token, since limits travel in the token.
 */
const meta = {
  title: 'Components/UpgradePlanPrompt',
  component: UpgradePlanPrompt,
  decorators: [onStage],
  argTypes: {
    ...documentControls,
    form: {
      control: 'inline-radio',
      options: ['inline', 'dialog'],
      description: 'A dialog is opened by the person, never by itself.',
      table: { defaultValue: { summary: 'inline' } },
    },
    limit: { control: 'number', description: 'The limit that was met. Default: what the service says.' },
  },
  args: { audience: 'admin', app: 'Acme Docs' },
  parameters: { stage: staged({ trouble, usage }) },
} satisfies Meta<typeof UpgradePlanPrompt>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const InlineForAdmins: Story = {
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText('100 of 100 in use now')).toBeVisible());
  },
};

export const InlineForUsers: Story = { args: { audience: 'user' } };

/** Opened by the person; the focus goes in, and back again. */
export const DialogForAdmins: Story = {
  args: { form: 'dialog' },
  async play({ canvasElement, userEvent }) {
    const canvas = within(canvasElement);
    const opener = await canvas.findByRole('button', { name: 'Upgrade plan' });
    await userEvent.click(opener);
    const dialog = canvas.getByRole('dialog', { name: 'Upgrade your plan', description: /^Acme Docs has / });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Not now' }));
    await expect(canvas.queryByRole('dialog')).not.toBeInTheDocument();
    await expect(opener).toHaveFocus();
    await userEvent.click(opener);
  },
};

export const DialogForUsers: Story = {
  args: { form: 'dialog', audience: 'user' },
  async play({ canvasElement, userEvent }) {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Tell an admin' }));
    await expect(canvas.getByRole('dialog', { name: 'Ask an admin for more places' })).toBeVisible();
  },
};

/** The plan was raised: a fresh token, and the document is there. */
export const Upgraded: Story = {
  args: { form: 'dialog' },
  async play({ canvasElement, userEvent }) {
    const stage = await stageIn(canvasElement);
    await waitFor(() => expect(stage.document().store.getState().connection.status).toBe('waiting'));
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Upgrade plan' }));
    stage.recover();
    await userEvent.click(canvas.getByRole('button', { name: 'I’ve upgraded' }));
    await waitFor(() => expect(stage.document().store.getState().connection.status).toBe('live'));
    await expect(canvas.queryByRole('dialog')).not.toBeInTheDocument();
  },
};

/** Neither the close nor the service told one. */
export const LimitUnknown: Story = {
  parameters: { stage: staged({ usage: { connections: [100], documents: [3] } }) },
};

/** A number that cannot be a limit is not shown as one. */
export const NegativeLimit: Story = { args: { limit: -1 } };

/** Where the notice that led to it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, usage, scene: 'editor' }) },
};

export const Narrow: Story = {
  args: { app: 'Donaudampfschifffahrtsgesellschaft' },
  parameters: { stage: staged({ trouble, usage, scene: 'narrow' }) },
};

export const NarrowForUsers: Story = {
  args: { app: 'Donaudampfschifffahrtsgesellschaft', audience: 'user' },
  parameters: { stage: staged({ trouble, usage, scene: 'narrow' }) },
};

/** `useUsage`, `document.renew`, and an app’s own card. */
export const Headless: Story = {
  render: ({ document }) => <OwnCard onUpgraded={() => document?.renew()} />,
};

function OwnCard({ onUpgraded }: { readonly onUpgraded: () => void }) {
  const use = useUsage().value?.connections;
  return (
    <section className="cat-headless" aria-label="The app’s own card">
      <p>
        <strong>Room for more?</strong>
      </p>
      {use === undefined ? null : (
        <p>
          {use.current} of {use.limit} seats are taken.
        </p>
      )}
      <button type="button" onClick={onUpgraded}>
        We have more seats now
      </button>
    </section>
  );
}
