import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { ConnectionNotices, ServiceStatusBanner, UsageMeter } from '../src/components/index.ts';
import { AnnouncementLog, announcedIn } from './support/announcement-log.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { noticed, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const OVER = 'polite: Back online. All changes are synced.';

/**
 * What assistive technology is told, beside what is seen. One announcer a page speaks, each thing once;
 * focus is never moved. The play functions compare the log with what it has to say.
 */
const meta = {
  title: 'Overview/Announcements',
  component: ConnectionNotices,
  ...noticeMeta,
  parameters: { stage: staged({ trouble: TROUBLES['document-full'] }) },
  beforeEach: withLeaps,
  render: (args) => (
    <>
      <ConnectionNotices {...args} />
      <AnnouncementLog />
    </>
  ),
} satisfies Meta<typeof ConnectionNotices>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = { play: noticed };

/** A waiting room, and the place that frees. */
export const APlaceFrees: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['document-full'], begins: 'before-sync' }) },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    (await stageIn(canvasElement)).recover();
    await leap(40_000);
    await expect(announcedIn(canvasElement)).toEqual([
      'polite: This document is full. As many people as it can hold are already in it. We’ll let you in when someone leaves.',
      'polite: A place is free. You’re in.',
    ]);
  },
};

/** What a person has to know before going on interrupts, once. */
export const SessionExpired: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['session-expired'] }) },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    await leap(60_000);
    await expect(announcedIn(canvasElement)).toEqual([
      'assertive: Your session has expired. Your changes aren’t being shared. Sign in again to send them.',
    ]);
  },
};

/** Away and back again. */
export const Offline: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.offline }) },
  async play({ canvasElement }) {
    const stage = await stageIn(canvasElement);
    await leap(2_000);
    stage.recover();
    await leap(6_000);
    await expect(announcedIn(canvasElement)).toEqual([
      'polite: You’re offline. You can keep working. Changes will sync when you’re back online.',
      OVER,
    ]);
  },
};

/** What lasts less than 5 s is neither seen nor heard. */
export const ABlipIsSilent: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.reconnecting }) },
  async play({ canvasElement }) {
    const stage = await stageIn(canvasElement);
    await leap(3_500);
    stage.recover();
    await leap(5_000);
    await expect(stage.document().store.getState().connection.status).toBe('live');
    await expect(announcedIn(canvasElement)).toEqual([]);
    await expect(within(canvasElement).queryByRole('group')).not.toBeInTheDocument();
  },
};

/** For a minute the connection goes back and forth between 4003 and reconnecting. It is said once. */
export const WhatIsTerminalSticks: Story = {
  parameters: { stage: staged({ trouble: TROUBLES.forbidden }) },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const stage = await stageIn(canvasElement);
    for (let turn = 0; turn < 10; turn += 1) {
      stage.begin(TROUBLES.reconnecting);
      stage.document().connect();
      await leap(3_000);
      await expect(stage.document().store.getState().connection.status).not.toBe('stopped');
      stage.begin(TROUBLES.forbidden);
      await leap(3_000);
      await expect(within(canvasElement).getByRole('group')).toHaveAttribute('data-kind', 'forbidden');
    }
    await expect(announcedIn(canvasElement)).toEqual([
      'assertive: This document isn’t available to your account. Live editing can’t open it with this sign-in.',
    ]);
  },
};

/** 30 s: the start and the last 10, the digits between them in silence. Then that all is well. */
export const ACountdown: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['rate-limit'] }) },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const stage = await stageIn(canvasElement);
    await leap(29_000);
    const spoken = [
      'polite: Syncing is paused for a moment. There were a lot of changes at once. You can keep working.',
      'polite: Reconnecting in 10 seconds.',
    ];
    await expect(announcedIn(canvasElement)).toEqual(spoken);
    await expect(within(canvasElement).getByRole('timer')).toHaveAttribute('aria-live', 'off');
    stage.recover();
    await leap(5_000);
    await expect(announcedIn(canvasElement)).toEqual([...spoken, OVER]);
  },
};

/** What the service says of itself, while this connection is well. */
export const ServiceDegraded: Story = {
  parameters: { stage: staged({ health: 'degraded' }) },
  render: (args) => (
    <>
      <ServiceStatusBanner {...args} />
      <AnnouncementLog />
    </>
  ),
  async play({ canvasElement }) {
    await stageIn(canvasElement);
    await leap(1_000);
    await noticed({ canvasElement });
    await leap(120_000);
    await expect(announcedIn(canvasElement)).toEqual([
      'polite: Syncing is slow right now. We’re working on it. You can keep working; changes may take longer to reach others.',
    ]);
  },
};

/** Only a change of the level is worth a word, and only to who can do something about it. */
export const UsageGetsWorse: Story = {
  parameters: { stage: staged({ usage: { connections: [50, 100], documents: [3, 20] } }) },
  render: () => (
    <>
      <UsageMeter audience="admin" />
      <UsageMeter audience="user" of="documents" />
      <AnnouncementLog />
    </>
  ),
  async play({ canvasElement }) {
    const stage = await stageIn(canvasElement);
    await leap(1_000);
    // What it is at first has to be known before it can change.
    await waitFor(() => expect(within(canvasElement).getAllByRole('meter')).toHaveLength(2));
    for (const current of [80, 81, 92, 93, 91, 50, 80]) {
      stage.setUsage({ connections: [current, 100], documents: [current / 5, 20] });
      await leap(61_000);
      const [meter] = within(canvasElement).getAllByRole('meter');
      await waitFor(() => expect(meter).toHaveAttribute('aria-valuenow', String(current)));
    }
    await expect(announcedIn(canvasElement)).toEqual([
      'polite: Live connections. 80 of 100.',
      'polite: Live connections. 92 of 100.',
      'polite: Live connections. 80 of 100.',
    ]);
  },
};

/** In the language of the page, and marked as such. */
export const InAnotherLanguage: Story = {
  args: {
    messages: {
      locale: 'de',
      dir: 'ltr',
      messages: { 'document-full.title': 'Voll', 'document-full.body': 'Alle Plätze sind besetzt.' },
    },
  },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    await expect(announcedIn(canvasElement)).toEqual(['polite: Voll. Alle Plätze sind besetzt.']);
    await expect(canvasElement.querySelector('.cat-log li')).toHaveAttribute('lang', 'de');
  },
};

/** Behind a modal everything is inert, live regions included: it is said in the dialog. */
export const BehindADialog: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['document-limit'] }) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    const stage = await stageIn(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Close unused documents' }));
    stage.begin(TROUBLES.forbidden);
    while (announcedIn(canvasElement).length < 2) await leap(1_000);
    await leap(200);
    const region = canvas.getByRole('dialog').querySelector('[aria-live="assertive"]');
    await expect(region).toHaveTextContent('This document isn’t available to your account.');
  },
};

/** Whoever types goes on typing. */
export const FocusIsNeverMoved: Story = {
  parameters: { stage: staged({ scene: 'editor' }) },
  async play({ canvasElement, userEvent }) {
    const stage = await stageIn(canvasElement);
    const editor = await within(canvasElement).findByRole('textbox');
    await userEvent.click(editor);
    for (const condition of ['document-limit', 'rate-limit', 'session-expired', 'forbidden'] as const) {
      stage.begin(TROUBLES[condition]);
      await leap(40_000);
      await noticed({ canvasElement });
      await expect(editor).toHaveFocus();
    }
  },
};

/** A notice that holds the focus when it goes gives it back to where it was. */
export const FocusReturns: Story = {
  parameters: { stage: staged({ scene: 'editor', trouble: TROUBLES['document-full'] }) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    const editor = canvas.getByRole('textbox');
    await userEvent.click(editor);
    canvas.getByRole('button', { name: 'Hide details' }).focus();
    (await stageIn(canvasElement)).recover();
    await leap(40_000);
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
    await waitFor(() => expect(editor).toHaveFocus());
  },
};

/** Escape closes a dialog, and the focus is where it was. */
export const EscapeClosesADialog: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['document-limit'], others: ['meeting-notes'] }) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    const opener = canvas.getByRole('button', { name: 'Close unused documents' });
    await userEvent.click(opener);
    const dialog = canvas.getByRole<HTMLDialogElement>('dialog');
    await expect(dialog).toContainElement(document.activeElement as HTMLElement);
    // What the browser does for Escape: a key that a script presses is not trusted to close a dialog.
    dialog.requestClose();
    await waitFor(() => expect(canvas.queryByRole('dialog')).not.toBeInTheDocument());
    await expect(opener).toHaveFocus();
  },
};
