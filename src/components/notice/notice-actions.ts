import { createElement } from 'react';
import * as english from '../../messages/english/actions.ts';
import { CloseDocumentsDialog } from '../close-documents-dialog/close-documents-dialog.tsx';
import type { ActionOffer } from '../parts/action-button.tsx';
import { copyText } from './copy-text.ts';
import { isPaused } from './is-paused.ts';
import type { NoticeAction, Situation } from './notice-action.ts';
import { problemText } from './problem-text.ts';
import { suggestName } from './suggest-name.ts';
import { textOf } from './text-of.ts';

/** What the offers of some actions need to know. */
type Settings = Pick<Situation, 'settings'>;

export const tryNow = {
  id: 'try-now',
  english: english.tryNow,
  offer: retry,
} satisfies NoticeAction;

export const tryAgain = {
  id: 'try-again',
  english: english.tryAgain,
  offer: retry,
} satisfies NoticeAction;

/** For who turned the next try off: it is made as soon as the service allows it. */
export const reconnect = {
  id: 'reconnect',
  english: english.reconnect,
  offer({ notice: { document } }) {
    const run = () => {
      document.resume();
      document.retry();
    };
    return isPaused(document) ? { run } : null;
  },
} satisfies NoticeAction;

export const pause = {
  id: 'pause',
  english: english.pause,
  offer: ({ notice: { document } }) =>
    isPaused(document) ? { run: document.resume, label: 'action.resume' } : { run: document.pause },
} satisfies NoticeAction;

export const signIn = {
  id: 'sign-in',
  english: english.signIn,
  offer({ notice: { document }, settings: { onSignIn } }) {
    if (onSignIn === undefined) return null;
    const run = async () => {
      await onSignIn();
      document.renew();
    };
    return { run, whileRunning: 'action.signing-in' };
  },
} satisfies NoticeAction;

/** Where the app has no sign-in to offer. */
export const trySignedIn = {
  id: 'try-again',
  english: english.tryAgain,
  offer: (situation) => (situation.settings.onSignIn === undefined ? retry(situation) : null),
} satisfies NoticeAction;

export const switchAccount = {
  id: 'switch-account',
  english: english.switchAccount,
  offer: ({ settings }) => handled(settings.onSwitchAccount),
} satisfies NoticeAction;

export const requestAccess = {
  id: 'request-access',
  english: english.requestAccess,
  offer: ({ settings }) => handled(settings.onRequestAccess),
} satisfies NoticeAction;

export const getHelp = {
  id: 'get-help',
  english: english.getHelp,
  offer: ({ settings: { onGetHelp, links } }) =>
    handled(onGetHelp) ?? (links.help === null ? null : { href: links.help }),
} satisfies NoticeAction;

export const tellAdmin = {
  id: 'tell-admin',
  english: english.tellAdmin,
  offer: ({ settings }) => handled(settings.onTellAdmin),
} satisfies NoticeAction;

export const upgrade = {
  id: 'upgrade',
  english: english.upgrade,
  offer: toDashboard,
} satisfies NoticeAction;

export const seePlans = {
  id: 'see-plans',
  english: english.seePlans,
  offer: toDashboard,
} satisfies NoticeAction;

export const viewUsage = {
  id: 'view-usage',
  english: english.viewUsage,
  offer: ({ settings }: Settings) => handled(settings.onViewUsage) ?? { href: settings.links.dashboard },
} satisfies NoticeAction;

export const closeUnused = {
  id: 'close-unused',
  english: english.closeUnused,
  offer: ({ setDialog, ...situation }) => ({
    run: () =>
      setDialog(createElement(CloseDocumentsDialog, { ...situation, onClose: () => setDialog(null) })),
  }),
} satisfies NoticeAction;

export const rename = {
  id: 'rename',
  english: english.rename,
  offer: ({ notice, settings: { canRename, onRename } }) =>
    handled(canRename && onRename ? () => onRename(suggestName(notice.document.name)) : undefined),
} satisfies NoticeAction;

export const goBack = {
  id: 'go-back',
  english: english.goBack,
  offer: ({ settings }) => handled(settings.onGoBack),
} satisfies NoticeAction;

export const checkStatus = {
  id: 'check-status',
  english: english.checkStatus,
  offer: ({ settings }: Settings) => ({ href: settings.links.status }),
} satisfies NoticeAction;

/** Before the first sync there is nothing that anybody could have changed. */
export const copyChanges = {
  id: 'copy-changes',
  english: english.copyChanges,
  offer: ({ notice: { document } }) =>
    document.store.getState().hasSynced
      ? { run: () => copyText(textOf(document.doc)), done: 'action.copied' }
      : null,
} satisfies NoticeAction;

export const copyDetails = {
  id: 'copy-details',
  english: english.copyDetails,
  offer: ({ notice: { problem } }) => ({
    run: () => copyText(problemText(problem)),
    done: 'action.copied',
  }),
} satisfies NoticeAction;

export const dismiss = {
  id: 'dismiss',
  english: english.dismiss,
  offer: ({ dismiss }: Pick<Situation, 'dismiss'>) => ({ run: dismiss }),
} satisfies NoticeAction;

function toDashboard({ settings }: Settings): ActionOffer {
  return handled(settings.onUpgrade) ?? { href: settings.links.dashboard };
}

/** Before the service allows it, it would do nothing. */
function retry({ notice: { document } }: Situation): ActionOffer | null {
  const { connection } = document.store.getState();
  const isHeld = connection.status === 'waiting' && connection.earliestRetryAt > Date.now();
  return isHeld ? null : { run: document.retry };
}

function handled(run: (() => void | Promise<void>) | undefined): ActionOffer | null {
  return run === undefined ? null : { run };
}
