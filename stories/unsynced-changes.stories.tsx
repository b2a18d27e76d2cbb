import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { UnsyncedChanges, type UnsyncedChangesProps, useLeaveGuard } from '../src/components/index.ts';
import { useWireSocketDocument } from '../src/index.ts';
import { documentControls } from './support/notice-story.tsx';
import { documentless, onStage, staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

/** The stage brings the document. */
type Args = Omit<UnsyncedChangesProps, 'document'>;

const trouble = TROUBLES['rate-limit'];
const typed = 'Typed meanwhile.';

function says(words: string) {
  return async ({ canvasElement }: { readonly canvasElement: HTMLElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.ws-unsynced')).toHaveTextContent(words));
  };
}

/** Whether leaving the page would be asked about. */
function isGuarded(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

/**
 * Whether everything was sent. Leaving the page is guarded only while something would be lost; “Copy my
 * changes” gives text that can be pasted elsewhere.
 */
const meta: Meta<Args> = {
  title: 'Components/UnsyncedChanges',
  component: documentless(UnsyncedChanges),
  decorators: [onStage],
  argTypes: documentControls,
  parameters: { stage: staged({ trouble, typed }) },
};

export default meta;
type Story = StoryObj<Args>;

export const Playground: Story = {};

/** Nothing to lose, so the page can be left. */
export const AllSynced: Story = {
  parameters: { stage: staged({}) },
  async play(context) {
    await says('All changes are synced')(context);
    await expect(isGuarded()).toBe(false);
  },
};

/** Sent, and not acknowledged yet. */
export const Sending: Story = {
  parameters: { stage: staged({ trouble: { type: 'silence' }, typed }) },
  play: says('Sending changes…'),
};

/** Not sent: the page asks before it is left. */
export const Kept: Story = {
  async play(context) {
    await says('1 unsent change is kept in this tab. Keep it open.')(context);
    await expect(isGuarded()).toBe(true);
  },
};

/** An app that stores its documents itself loses nothing. */
export const KeptOnTheDevice: Story = {
  args: { keeps: 'device' },
  async play(context) {
    await says('1 unsent change is kept on this device.')(context);
    await expect(isGuarded()).toBe(false);
  },
};

/** They are sent as soon as it goes on, and the guard is gone. */
export const SentAfterAll: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.reconnecting, typed }) },
  async play(context) {
    await says('1 unsent change is kept in this tab. Keep it open.')(context);
    (await stageIn(context.canvasElement)).recover();
    await says('All changes are synced')(context);
    await expect(isGuarded()).toBe(false);
  },
};

/** The whole text, since a person cannot tell which part of it was sent. */
export const Copied: Story = {
  async beforeEach() {
    const { clipboard } = navigator;
    const written: string[] = [];
    const writeText = async (text: string) => {
      written.push(text);
      document.documentElement.dataset.copied = text;
    };
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    return () => {
      delete document.documentElement.dataset.copied;
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    };
  },
  async play(context) {
    await says('1 unsent change is kept in this tab. Keep it open.')(context);
    const button = within(context.canvasElement).getByRole('button', { name: 'Copy my changes' });
    await context.userEvent.click(button);
    await waitFor(() => expect(button).toHaveTextContent('Copied'));
    await expect(document.documentElement.dataset.copied).toMatch(/^Quarterly plan[\s\S]*Typed meanwhile\.$/);
  },
};

export const InContext: Story = { parameters: { stage: staged({ trouble, typed, scene: 'editor' }) } };

export const Narrow: Story = { parameters: { stage: staged({ trouble, typed, scene: 'narrow' }) } };

/** `unsynced` and `useLeaveGuard`, and an app’s own words. */
export const Headless: Story = {
  render: () => <OwnWords />,
  async play({ canvasElement }) {
    const canvas = within(canvasElement);
    await expect(await canvas.findByText('Something is still on its way.')).toBeVisible();
    await expect(isGuarded()).toBe(true);
  },
};

function OwnWords() {
  const { unsynced } = useWireSocketDocument('quarterly-plan');
  useLeaveGuard(unsynced);
  return <p className="cat-headless">{unsynced ? 'Something is still on its way.' : 'All is there.'}</p>;
}
