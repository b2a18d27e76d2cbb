import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { ConnectionNotices } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { noticed, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { type Condition, TROUBLES } from './support/trouble.ts';

/** What a story needs that shows one of the conditions in an app. */
function inApp(condition: Condition, begins: 'before-sync' | 'after-sync' = 'after-sync') {
  return {
    stage: staged({ trouble: TROUBLES[condition], begins, scene: 'editor', typed: 'Typed meanwhile.' }),
  };
}

/**
 * The catch-all: every notice there is, and of several the one that matters most. Put it above the editor,
 * and be done.
 */
const meta = {
  title: 'Components/ConnectionNotices',
  component: ConnectionNotices,
  ...noticeMeta,
  parameters: { stage: staged({ trouble: TROUBLES['document-full'], scene: 'editor' }) },
  play: noticed,
} satisfies Meta<typeof ConnectionNotices>;

export default meta;
type Story = StoryObj<typeof meta>;

export const Playground: Story = {};

/** Nothing to tell: nothing is there. */
export const AllIsWell: Story = {
  parameters: { stage: staged({ scene: 'editor' }) },
  async play({ canvasElement }) {
    await expect(await within(canvasElement).findByText('Live')).toBeVisible();
    await expect(within(canvasElement).queryByRole('group')).not.toBeInTheDocument();
  },
};

export const DocumentFull: Story = { parameters: inApp('document-full', 'before-sync') };
export const ConnectionLimit: Story = { parameters: inApp('connection-limit') };
export const DocumentLimit: Story = { parameters: inApp('document-limit') };
export const RateLimit: Story = { parameters: inApp('rate-limit') };
export const SessionExpired: Story = { parameters: inApp('session-expired') };
export const MissingToken: Story = { parameters: inApp('missing-token', 'before-sync') };
export const Forbidden: Story = { parameters: inApp('forbidden', 'before-sync') };
export const NotPermitted: Story = { parameters: inApp('not-permitted', 'before-sync') };
export const InvalidName: Story = { parameters: inApp('invalid-name', 'before-sync') };
export const Maintenance: Story = { parameters: inApp('maintenance') };
export const Degraded: Story = { parameters: inApp('degraded') };
export const Offline: Story = { parameters: inApp('offline') };

/** All is well but the plan, and that only an admin can change. */
export const PlanRunsOut: Story = {
  args: { audience: 'admin' },
  parameters: {
    stage: staged({ scene: 'editor', usage: { connections: [97, 100], documents: [3, 20] } }),
  },
};

/** First the one, then the other, which matters more: there is one notice at any time. */
export const WhatMattersMost: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['rate-limit'], scene: 'editor' }) },
  beforeEach: withLeaps,
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    (await stageIn(canvasElement)).begin(TROUBLES.forbidden);
    await leap(40_000);
    const notices = within(canvasElement).getAllByRole('group');
    await expect(notices).toHaveLength(1);
    await expect(notices[0]).toHaveAttribute('data-kind', 'forbidden');
  },
};

/** An app’s classes, and its own button in place of the kit’s. */
export const Restyled: Story = {
  args: {
    classNames: { title: 'app-title', body: ({ severity }) => `app-${severity}` },
    slots: {
      action: (props) => (
        <button {...props} type="button" data-app="">
          → {props.children}
        </button>
      ),
    },
  },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await expect(canvas.getByText('This document is full')).toHaveClass('app-title');
    await expect(canvas.getByRole('button', { name: '→ Try now' })).toHaveAttribute('data-app');
    await waitFor(() => expect(canvasElement.querySelector('.ws-notice-body')).toHaveClass('app-warning'));
  },
};

/** A language that lacks a sentence borrows it from English, with its `lang` and `dir`. */
export const MissingWords: Story = {
  args: {
    messages: { locale: 'de', dir: 'ltr', messages: { 'document-full.title': 'Das Dokument ist voll' } },
  },
  async play({ canvasElement }) {
    await noticed({ canvasElement });
    await expect(canvasElement.querySelector('.ws-notice-body [lang="en"][dir="ltr"]')).toBeVisible();
  },
};

/** A language that nobody has heard of. */
export const UnknownLocale: Story = {
  args: { messages: { locale: 'x_y!', dir: 'ltr', messages: {} } },
  parameters: { stage: staged({ trouble: TROUBLES['rate-limit'], scene: 'editor' }) },
};

export const Narrow: Story = {
  args: { audience: 'admin', app: 'Donaudampfschifffahrtsgesellschaft' },
  parameters: { stage: staged({ trouble: TROUBLES['document-limit'], scene: 'narrow', typed: 'Typed.' }) },
};

/** `useNotice` without a document: of all that the provider holds open, what matters most. */
export const Headless: Story = { render: () => <HeadlessNotice words="Something is up." /> };
