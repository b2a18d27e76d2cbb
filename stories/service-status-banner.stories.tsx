import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { ServiceStatusBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { collapses, narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES.maintenance;

/**
 * Maintenance, or a service that is slow, with a link to its status page: as the connection met it, or,
 * while that is well, as the service says of itself.
 */
const meta = {
  title: 'Components/ServiceStatusBanner',
  component: ServiceStatusBanner,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof ServiceStatusBanner>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Banner: Story = { args: { form: 'banner' } };

export const Indicator: Story = { args: { form: 'indicator' } };

export const Collapsed: Story = {
  play: collapses(),
};

/** The code, its cause and its fix, in English. */
export const ForDevelopers: Story = { args: { audience: 'developer' } };

/** What was typed meanwhile is not lost, and the notice says where it is. */
export const InContext: Story = {
  parameters: { stage: staged({ trouble, scene: 'editor', typed: 'Typed meanwhile.' }) },
};

/** The service closed with “try again later”. */
export const Degraded: Story = { parameters: { stage: staged({ trouble: TROUBLES.degraded }) } };

/** The connection is well, and `/health` says that the service is not. */
export const DegradedByItsOwnWord: Story = {
  parameters: { stage: staged({ health: 'degraded', scene: 'editor' }) },
};

/** Put away for as long as the tab is open. */
export const Dismissed: Story = {
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Dismiss' }));
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
  },
};

/** The app’s own status page. */
export const OwnLinks: Story = {
  args: { links: { status: 'https://status.example.com' } },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const link = within(canvasElement).getByRole('link', { name: 'Check status' });
    await expect(link).toHaveAttribute('href', 'https://status.example.com');
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['maintenance', 'degraded']} words="Men at work." />
  ),
};
