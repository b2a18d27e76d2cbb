import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { UsageMeter } from '../src/components/index.ts';
import { useUsage } from '../src/index.ts';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { settingsControls } from './support/notice-story.tsx';
import { onStage, staged, stageIn } from './support/on-stage.tsx';

const documents = [3, 20] as const;

/** Nothing is shown before the service has told. */
async function told({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  await waitFor(() => expect(canvasElement.querySelector('.ws-usage, .cat-headless')).toBeVisible());
}

/**
 * How much of a limit of the plan is in use: asked for once a minute, by one tab of the browser. The level is
 * the service’s own, and is left only 2 points below where it began.
 */
const meta = {
  title: 'Components/UsageMeter',
  component: UsageMeter,
  decorators: [onStage],
  argTypes: {
    ...settingsControls,
    of: {
      control: 'inline-radio',
      options: ['connections', 'documents'],
      description: 'Which limit of the plan.',
      table: { defaultValue: { summary: 'connections' } },
    },
  },
  args: { audience: 'admin' },
  parameters: { stage: staged({ usage: { connections: [81, 100], documents } }) },
  play: told,
} satisfies Meta<typeof UsageMeter>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

export const Healthy: Story = {
  parameters: { stage: staged({ usage: { connections: [12, 100], documents } }) },
};

export const Warning: Story = {
  parameters: { stage: staged({ usage: { connections: [81, 100], documents } }) },
};

export const Critical: Story = {
  parameters: { stage: staged({ usage: { connections: [1_987, 2_000], documents } }) },
};

/** More than all: people who came at the same moment. */
export const OverTheLimit: Story = {
  parameters: { stage: staged({ usage: { connections: [103, 100], documents } }) },
};

export const Documents: Story = { args: { of: 'documents' } };

/** Without a limit there is no bar to fill. */
export const NoLimit: Story = {
  parameters: { stage: staged({ usage: { connections: [1_204], documents } }) },
  async play(context) {
    await told(context);
    await expect(within(context.canvasElement).queryByRole('meter')).not.toBeInTheDocument();
  },
};

/** A plan that allows nothing. */
export const LimitOfZero: Story = {
  parameters: { stage: staged({ usage: { connections: [0, 0], documents } }) },
};

/** A minute later it is worse, and those who can do something about it hear of it, once. */
export const GettingWorse: Story = {
  parameters: { stage: staged({ usage: { connections: [50, 100], documents } }) },
  beforeEach: withLeaps,
  async play(context) {
    const { canvasElement } = context;
    const stage = await stageIn(canvasElement);
    await leap(1_000);
    await told(context);
    stage.setUsage({ connections: [92, 100], documents });
    await leap(61_000);
    const meter = within(canvasElement).getByRole('meter', { name: 'Live connections' });
    await expect(meter).toHaveAttribute('aria-valuetext', '92 of 100');
    await expect(canvasElement.querySelector('.ws-usage')).toHaveAttribute('data-level', 'critical');
  },
};

/** Next to the editor that it is about. */
export const InContext: Story = {
  parameters: { stage: staged({ scene: 'editor', usage: { connections: [81, 100], documents } }) },
};

export const Narrow: Story = {
  parameters: { stage: staged({ scene: 'narrow', usage: { connections: [1_987, 2_000], documents } }) },
};

/** `useUsage`, and a plain sentence. */
export const Headless: Story = { render: () => <UsageSentence /> };

function UsageSentence() {
  const { value, problem } = useUsage();
  if (value === null) return <p>{problem === null ? 'Counting …' : 'Nobody knows.'}</p>;
  const { current, limit, level } = value.connections;
  return (
    <p className="cat-headless">
      {current} of {limit} seats are taken ({level}).
    </p>
  );
}
