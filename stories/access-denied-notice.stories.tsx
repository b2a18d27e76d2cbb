import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { AccessDeniedNotice } from '../src/components/index.ts';
import { HeadlessNotice } from './support/headless-notice.tsx';
import { narrow, noticed, noticeMeta } from './support/notice-story.tsx';
import { staged } from './support/on-stage.tsx';
import { TROUBLES } from './support/trouble.ts';

const trouble = TROUBLES.forbidden;

/**
 * 4003, or a 403 of the app’s own token endpoint. 4003 is about tenant, application and allowed domain, so
 * “ask its owner” is said only of the 403.
 */
const meta = {
  title: 'Components/AccessDeniedNotice',
  component: AccessDeniedNotice,
  ...noticeMeta,
  parameters: { stage: staged({ trouble }) },
  play: noticed,
} satisfies Meta<typeof AccessDeniedNotice>;

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

/** The app’s own backend says no: its owner can share the document. */
export const NotPermitted: Story = {
  parameters: { stage: staged({ trouble: TROUBLES['not-permitted'], begins: 'before-sync' }) },
};

export const NotPermittedMidSession: Story = {
  parameters: {
    stage: staged({ trouble: TROUBLES['not-permitted'], scene: 'editor', typed: 'Typed meanwhile.' }),
  },
};

/** An app that can neither switch accounts nor help. */
export const WithoutActions: Story = { args: { onSwitchAccount: undefined, onGetHelp: undefined } };

/** HTML in a reason is text. */
export const HostileReason: Story = {
  args: { audience: 'developer' },
  parameters: {
    stage: staged({ trouble: { ...trouble, reason: '<img src=x onerror=alert(1)> <b>not bold</b>' } }),
  },
  async play({ canvasElement, userEvent }) {
    await noticed({ canvasElement });
    await userEvent.click(await within(canvasElement).findByText('For developers'));
    await expect(canvasElement.querySelector('.ws-notice img, .ws-notice b')).toBeNull();
  },
};

/** As narrow as a phone, with a long name of the app. */
export const Narrow: Story = narrow(trouble);

/** `useNotice`, and plain HTML. */
export const Headless: Story = {
  render: ({ document }) => (
    <HeadlessNotice document={document} kinds={['forbidden', 'not-permitted']} words="Members only." />
  ),
};
