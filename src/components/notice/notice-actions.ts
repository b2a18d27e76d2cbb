import { problemOf } from '../../connection/state.ts';
import type { MessageId } from '../../messages/en.ts';
import type { NoticeSettings } from '../settings/settings.tsx';
import { copyText } from './copy-text.ts';
import { detailsOf } from './developer-details.ts';
import type { Notice } from './notice-watch.ts';
import { suggestName } from './suggest-name.ts';
import { textOf } from './text-of.ts';

/** Something that a notice can offer. */
export type ActionId =
  | 'try-now'
  | 'try-again'
  | 'pause'
  | 'sign-in'
  | 'switch-account'
  | 'request-access'
  | 'get-help'
  | 'tell-admin'
  | 'upgrade'
  | 'view-usage'
  | 'close-unused'
  | 'rename'
  | 'go-back'
  | 'check-status'
  | 'copy-changes'
  | 'copy-details'
  | 'dismiss';

/** What a part needs to offer an action: somewhere to go, or something to do. */
export type NoticeAction = { readonly id: ActionId; readonly label: MessageId } & (
  | { readonly href: string }
  | { readonly run: () => void | Promise<void>; readonly whileRunning?: MessageId; readonly done?: MessageId }
);

/** What the component that shows a notice can do by itself. */
export interface NoticeOwnActions {
  readonly closeUnused: () => void;
  readonly dismiss: () => void;
}

/**
 * What an action does here.
 *
 * @returns `null` where it can do nothing, since the app gave no handler for it
 */
export function actionOf(
  id: ActionId,
  notice: Notice,
  settings: NoticeSettings,
  own: NoticeOwnActions,
): NoticeAction | null {
  const label = `action.${id}` as const;
  const { document, problem } = notice;
  const { links } = settings;
  const handled = (run: (() => void | Promise<void>) | undefined): NoticeAction | null =>
    run === undefined ? null : { id, label, run };
  switch (id) {
    case 'try-now':
    case 'try-again':
      return { id, label, run: document.retry };
    case 'pause':
      return isPaused(notice)
        ? { id, label: 'action.resume', run: document.resume }
        : { id, label, run: document.pause };
    case 'sign-in': {
      const { onSignIn } = settings;
      if (onSignIn === undefined) return { id: 'try-again', label: 'action.try-again', run: document.retry };
      return {
        id,
        label,
        whileRunning: 'action.signing-in',
        run: async () => {
          await onSignIn();
          document.renew();
        },
      };
    }
    case 'switch-account':
      return handled(settings.onSwitchAccount);
    case 'request-access':
      return handled(settings.onRequestAccess);
    case 'get-help':
      return settings.onGetHelp === undefined && links.help !== null
        ? { id, label, href: links.help }
        : handled(settings.onGetHelp);
    case 'tell-admin':
      return handled(settings.onTellAdmin);
    case 'upgrade':
      return settings.onUpgrade === undefined
        ? { id, label, href: links.dashboard }
        : handled(settings.onUpgrade);
    case 'view-usage':
      return settings.onViewUsage === undefined
        ? { id, label, href: links.dashboard }
        : handled(settings.onViewUsage);
    case 'close-unused':
      return { id, label, run: own.closeUnused };
    case 'rename': {
      const { onRename } = settings;
      return handled(onRename && (() => onRename(suggestName(document.name))));
    }
    case 'go-back':
      return handled(settings.onGoBack);
    case 'check-status':
      return { id, label, href: links.status };
    case 'copy-changes':
      // Before the first sync there is nothing that anybody could have changed.
      return document.store.getState().hasSynced
        ? { id, label, done: 'action.copied', run: () => copyText(textOf(document.doc)) }
        : null;
    case 'copy-details':
      return { id, label, done: 'action.copied', run: () => copyText(detailsOf(problem)) };
    case 'dismiss':
      return { id, label, run: own.dismiss };
  }
}

/** Whether the person turned the next try off. */
export function isPaused({ kind, document }: Notice): boolean {
  const { connection } = document.store.getState();
  const canPause = kind === 'rate-limit' || kind === 'busy';
  return (
    canPause &&
    problemOf(connection) !== null &&
    connection.status === 'waiting' &&
    connection.retryAt === null
  );
}
