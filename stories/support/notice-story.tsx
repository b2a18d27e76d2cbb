import type { ArgTypes, StoryContext } from '@storybook/react-vite';
import { expect, fn, waitFor, within } from 'storybook/test';
import type { Audience, NoticeComponentProps, NoticeHandlers } from '../../src/components/index.ts';
import { CATALOGUES, LOCALES } from './catalogues.ts';
import { leap } from './leaping-clock.ts';
import { onStage, staged, stageIn } from './on-stage.tsx';
import type { Trouble } from './trouble.ts';

/** The controls of every component's playground. Whatever is left open there follows the toolbars. */
export const settingsControls: ArgTypes = {
  audience: {
    control: 'inline-radio',
    options: ['user', 'admin', 'developer'] satisfies Audience[],
    description: 'Whom it speaks to: who works in a document, who runs the plan, or who builds the app.',
    table: { defaultValue: { summary: 'user' } },
  },
  messages: {
    name: 'messages',
    control: 'select',
    options: LOCALES,
    mapping: CATALOGUES,
    description: 'A catalogue: `import { de } from "wiresocket-react/messages/de"`.',
    table: { defaultValue: { summary: 'en' } },
  },
  app: { control: 'text', description: 'The app’s name, in texts for admins.' },
  keeps: {
    control: 'inline-radio',
    options: ['tab', 'device'],
    description: 'Where unsent edits are kept: `device` only where the app stores its documents itself.',
    table: { defaultValue: { summary: 'tab' } },
  },
};

/** The same for what shows a document. */
export const documentControls: ArgTypes = {
  ...settingsControls,
  document: {
    control: false,
    description: 'A document that `useWireSocketDocument` opened. In this catalogue it is a real one.',
  },
};

/** The same for what shows notices. */
export const noticeControls: ArgTypes<NoticeComponentProps> = {
  ...documentControls,
  onSignIn: handler('Signs in without leaving the page. It may return a promise.'),
  onSwitchAccount: handler('Offers “Switch account”.'),
  onRequestAccess: handler('Offers “Request access”.'),
  onGetHelp: handler('Offers “Get help”; `links.help` does too.'),
  onTellAdmin: handler('Offers “Tell an admin”.'),
  onUpgrade: handler('Instead of the link to the dashboard.'),
  onViewUsage: handler('Instead of the link to the dashboard.'),
  onRename: handler('Is handed a name that would work.'),
  onGoBack: handler('Offers “Go back”.'),
  canRename: {
    control: 'boolean',
    description:
      'Whether people can rename a document: without it `onRename` is offered to nobody, and no other name is suggested.',
    table: { defaultValue: { summary: 'true' } },
  },
  classNames: { control: false, description: 'A class for each part, or one for its state.' },
  slots: { control: false, description: 'Another element for each part: it gets the part’s props.' },
  form: {
    control: 'inline-radio',
    options: ['auto', 'page', 'banner', 'indicator'],
    description:
      'A page takes the editor’s place, a banner goes above it, an indicator is a line of text. `auto`: a page before the first sync, else a banner.',
    table: { defaultValue: { summary: 'auto' } },
  },
};

/** An app that can do all that a notice offers: without a handler there is no button. */
export const appHandlers: NoticeHandlers = {
  onSignIn: fn(async () => {}),
  onSwitchAccount: fn(),
  onRequestAccess: fn(),
  onGetHelp: fn(),
  onTellAdmin: fn(),
  onRename: fn(),
  onGoBack: fn(),
};

/**
 * What the stories of a notice have in common: a stage, and an app that can do all. Not their parameters: Storybook
 * writes what it reads of a story file into those, and would take the place of some that are not written there.
 */
export const noticeMeta = { decorators: [onStage], argTypes: noticeControls, args: appHandlers };

/** A story as narrow as a phone, with a long name of the app. */
export function narrow(trouble: Trouble, typed = 'Typed meanwhile.') {
  return {
    args: { audience: 'admin', app: 'Donaudampfschifffahrtsgesellschaft' },
    parameters: { stage: staged({ trouble, scene: 'narrow', typed }) },
  } as const;
}

/** A story of a reason that does not tell the limit, as a proxy may cut it. */
export function limitUnknown(trouble: Extract<Trouble, { readonly type: 'close' }>) {
  return {
    args: { audience: 'admin' },
    parameters: { stage: staged({ trouble: { ...trouble, reason: '' } }) },
  } as const;
}

/** For `play`: waits for the notice, so that axe looks at it and not at an empty page. */
export async function noticed({ canvasElement }: { readonly canvasElement: HTMLElement }): Promise<void> {
  await waitFor(() => expect(canvasElement.querySelector('.ws-notice, .cat-headless')).toBeVisible());
}

/** For `play`: the same of a condition that has to last for less than `ms` until anybody is told: it is not waited for. */
export function noticedAfter(ms: number): typeof noticed {
  return async ({ canvasElement }) => {
    await stageIn(canvasElement);
    await leap(ms);
    await noticed({ canvasElement });
  };
}

/** For `play`: nobody presses anything, and the document comes in place of the page that waited for it. */
export async function aPlaceFrees({ canvasElement }: Pick<StoryContext, 'canvasElement'>): Promise<void> {
  await noticed({ canvasElement });
  const canvas = within(canvasElement);
  await expect(canvas.queryByRole('textbox')).not.toBeInTheDocument();
  (await stageIn(canvasElement)).recover();
  await leap(40_000);
  await expect(canvas.queryByRole('group')).not.toBeInTheDocument();
  await expect(await canvas.findByRole('textbox')).toHaveTextContent('Quarterly plan');
}

/** For `play`: collapses the notice once it `appeared`. The button keeps the focus. */
export function collapses(appeared = noticed) {
  return async ({ canvasElement, userEvent }: Pick<StoryContext, 'canvasElement' | 'userEvent'>) => {
    await appeared({ canvasElement });
    const toggle = within(canvasElement).getByRole('button', { expanded: true });
    await userEvent.click(toggle);
    await expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await expect(toggle).toHaveFocus();
  };
}

/** What an app does: there is nothing to choose in a control. */
function handler(description: string) {
  return { control: false, description, table: { category: 'What the app does' } } as const;
}
