import * as english from '../../messages/english/notices.ts';
import type { MessageValues } from '../../messages/message.ts';
import { ReconnectingIn, TryingAgainIn } from '../countdown/countdown-below.tsx';
import { NextTry } from '../countdown/next-try.tsx';
import { forADay, forTheSession } from './dismissals.ts';
import { NameSuggestion } from './name-suggestion.tsx';
import * as offer from './notice-actions.ts';
import type { NoticeContent } from './notice-content.ts';
import type { Notice } from './notice-watch.ts';

// One by one, so that a component brings along those that it shows and no more.

export const forbidden: NoticeContent = {
  kind: 'forbidden',
  english: english.forbidden,
  actions: [offer.switchAccount, offer.getHelp],
  isUrgent: true,
};

export const notPermitted: NoticeContent = {
  kind: 'not-permitted',
  english: english.notPermitted,
  actions: [offer.requestAccess, offer.switchAccount],
  isUrgent: true,
};

export const missingToken: NoticeContent = {
  kind: 'missing-token',
  english: english.missingToken,
  actions: [offer.signIn, offer.trySignedIn, offer.getHelp],
  isUrgent: true,
};

export const tokenUnavailable: NoticeContent = {
  kind: 'token-unavailable',
  english: english.tokenUnavailable,
  actions: [offer.tryAgain, offer.getHelp],
  values: (_, { app }) => (app === null ? null : {}),
  isUrgent: true,
};

export const misconfigured: NoticeContent = {
  kind: 'misconfigured',
  english: english.misconfigured,
  actions: [offer.getHelp, offer.copyDetails],
  isUrgent: true,
};

export const invalidName: NoticeContent = {
  kind: 'invalid-name',
  english: english.invalidName,
  actions: [offer.rename, offer.goBack],
  Below: NameSuggestion,
};

export const offline: NoticeContent = { kind: 'offline', english: english.offline, actions: [] };

export const sessionExpired: NoticeContent = {
  kind: 'session-expired',
  english: english.sessionExpired,
  actions: [offer.signIn, offer.trySignedIn, offer.copyChanges],
  isUrgent: true,
};

export const documentFull: NoticeContent = {
  kind: 'document-full',
  english: english.documentFull,
  actions: [offer.tryNow, offer.tellAdmin],
  admin: { actions: [offer.upgrade, offer.tryNow], values: limitsOf },
  isWaitingRoom: true,
  Below: NextTry,
};

export const connectionLimit: NoticeContent = {
  kind: 'connection-limit',
  english: english.connectionLimit,
  actions: [offer.tryNow, offer.tellAdmin],
  admin: { actions: [offer.upgrade, offer.viewUsage], values: limitsOf },
  isWaitingRoom: true,
  Below: NextTry,
};

export const documentLimit: NoticeContent = {
  kind: 'document-limit',
  english: english.documentLimit,
  actions: [offer.closeUnused, offer.tryAgain],
  admin: { actions: [offer.closeUnused, offer.upgrade], values: limitsOf },
  isWaitingRoom: true,
  Below: NextTry,
};

export const rateLimit: NoticeContent = {
  kind: 'rate-limit',
  english: english.rateLimit,
  actions: [offer.reconnect, offer.pause],
  admin: { actions: [offer.upgrade, offer.reconnect, offer.pause], values: limitsOf },
  Below: ReconnectingIn,
};

export const busy: NoticeContent = {
  kind: 'busy',
  english: english.busy,
  actions: [offer.reconnect, offer.pause],
  Below: TryingAgainIn,
};

export const maintenance: NoticeContent = {
  kind: 'maintenance',
  english: english.maintenance,
  actions: [offer.checkStatus, offer.tryAgain, offer.dismiss],
  dismissal: forTheSession,
};

export const degraded: NoticeContent = {
  kind: 'degraded',
  english: english.degraded,
  actions: [offer.checkStatus, offer.dismiss],
  dismissal: forADay,
  Below: NextTry,
};

export const unreachable: NoticeContent = {
  kind: 'unreachable',
  english: english.unreachable,
  actions: [offer.tryNow, offer.checkStatus],
};

export const reconnecting: NoticeContent = {
  kind: 'reconnecting',
  english: english.reconnecting,
  actions: [offer.tryNow],
};

export const redirect: NoticeContent = { kind: 'redirect', english: english.redirect, actions: [] };

/** The numbers of the limit that was met. One of 0 would read as if nobody had ever got in. */
function limitsOf({ problem }: Notice): MessageValues | null {
  if (!('limit' in problem) || !problem.limit) return null;
  const { limit } = problem;
  if (problem.kind !== 'document-limit') return { limit };
  return problem.active === null ? null : { limit, active: problem.active };
}
