import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { DocumentLimitBanner } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { leap, withLeaps } from './support/leaping-clock.ts';
import { collapses, limitUnknown, narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged, stageIn } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES['document-limit'];

/**
 * 4005: a waiting room with a way out of it. A dialog lists the documents that this app has open and closes
 * those that are chosen; the one that waits joins by itself, about 10 s later.
 */
const meta = {
  title: 'Components/DocumentLimitBanner',
  component: DocumentLimitBanner,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof DocumentLimitBanner>;

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

/** An admin sees how many of how many are open. */
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

/** Opened by the person, who chooses what is not needed any more. */
export const CloseDocuments: Story = {
  parameters: {
    stage: staged({ trouble, begins: 'before-sync', others: ['meeting-notes', 'roadmap-2027'] }),
  },
  beforeEach: withLeaps,
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const stage = await stageIn(canvasElement);
    const canvas = within(canvasElement);
    const opener = canvas.getByRole('button', { name: 'Close unused documents' });
    await userEvent.click(opener);
    const dialog = canvas.getByRole('dialog', { description: /^A place frees up / });
    await expect(dialog).toContainElement(globalThis.document.activeElement as HTMLElement);
    await expect(within(dialog).getByRole('button', { name: 'Close unused documents' })).toBeDisabled();
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'meeting-notes' }));
    stage.recover();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close 1 document' }));
    await expect(canvas.queryByRole('dialog')).not.toBeInTheDocument();
    await expect(opener).toHaveFocus();
    // The service counts a document for 10 s after its last client left.
    await leap(9_000);
    await expect(canvas.queryByRole('group')).toBeInTheDocument();
    await leap(3_000);
    await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
  },
};

/** The dialog as it looks before anything was chosen. */
export const DialogOpen: Story = {
  parameters: { stage: staged({ trouble, others: ['meeting-notes', 'roadmap-2027', 'a'.repeat(120)] }) },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Close unused documents' }));
    await expect(canvas.getAllByRole('checkbox')).toHaveLength(3);
  },
};

/** This app has nothing else open: others have. */
export const NothingToClose: Story = {
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    const canvas = within(canvasElement);
    await userEvent.click(canvas.getByRole('button', { name: 'Close unused documents' }));
    await expect(canvas.getByRole('dialog')).toHaveTextContent('You have no other documents open here.');
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['document-limit']} words="Too many books on the desk." />
  ),
};
