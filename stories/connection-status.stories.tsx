import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { ConnectionStatus, type ConnectionStatusProps } from '../src/components/index.ts';
import { useWireSocketDocument } from '../src/index.ts';
import { documentControls } from './support/notice-story.tsx';
import { documentless, onStage, staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

/** The stage brings the document. */
type Args = Omit<ConnectionStatusProps, 'document'>;

function says(word: string) {
  return async ({ canvasElement }: { readonly canvasElement: HTMLElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.ws-status')).toHaveTextContent(word));
  };
}

/** How the connection is, always, in a word and a shape. It is not announced: the notices are. */
const meta: Meta<Args> = {
  title: 'Components/ConnectionStatus',
  component: documentless(ConnectionStatus),
  decorators: [onStage],
  argTypes: documentControls,
  parameters: { stage: staged({}) },
};

export default meta;
type Story = StoryObj<Args>;

export const Playground: Story = {};

export const Live: Story = { play: says('Live') };

/** On its way, for the first time. */
export const Connecting: Story = {
  parameters: { stage: staged({ trouble: { type: 'silence' }, begins: 'before-sync' }) },
  play: says('Connecting…'),
};

export const Reconnecting: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.reconnecting }) },
  play: says('Reconnecting…'),
};

export const WaitingForAPlace: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['document-full'] }) },
  play: says('Waiting for a place'),
};

export const Paused: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['rate-limit'] }) },
  play: says('Paused'),
};

export const Offline: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.offline }) },
  play: says('Offline'),
};

/** Nothing more happens by itself. */
export const Stopped: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.forbidden }) },
  play: says('Not connected'),
};

/** The app itself disconnected. */
export const DisconnectedByTheApp: Story = {
  async play(context) {
    const stage = await stageIn(context.canvasElement);
    stage.document().disconnect();
    await says('Not connected')(context);
  },
};

export const InContext: Story = { parameters: { stage: staged({ scene: 'editor' }) }, play: says('Live') };

export const Narrow: Story = {
  parameters: { stage: staged({ scene: 'narrow', trouble: TROUBLES['document-full'] }) },
  play: says('Waiting for a place'),
};

/** A class for the state, and an element of the app’s own. */
export const Restyled: Story = {
  args: {
    className: ({ status }) => `app-${status}`,
    render: (props) => <strong {...props} />,
  },
  async play(context) {
    await says('Live')(context);
    const status = context.canvasElement.querySelector('strong.ws-status');
    await waitFor(() => expect(status).toHaveClass('app-live'));
    await expect(status).toHaveAttribute('data-status', 'live');
  },
};

/** `useWireSocketDocument` with `select`, and a plain word. */
export const Headless: Story = {
  render: () => <OwnWord />,
  async play({ canvasElement }) {
    await expect(await within(canvasElement).findByText('live')).toBeVisible();
  },
};

function OwnWord() {
  const { status } = useWireSocketDocument('quarterly-plan', {
    select: ({ connection }) => ({ status: connection.status }),
  });
  return <p className="cat-headless">{status}</p>;
}
