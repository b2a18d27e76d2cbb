import type { MessageId } from '../../messages/en.ts';
import type { MessageValues } from '../../messages/message.ts';
import type { Audience } from '../settings/settings.tsx';
import type { ActionId } from './notice-actions.ts';
import type { Notice } from './notice-watch.ts';

/** The words of a notice, and what it offers, the most useful first. */
export interface NoticeContent {
  readonly title: MessageId;
  readonly body: MessageId;
  readonly values?: MessageValues;
  readonly actions: readonly ActionId[];
  /** The sentence that counts down to the next try. */
  readonly countdown?: 'countdown.reconnecting' | 'countdown.trying';
}

/** What a notice says to an audience. Limits and numbers are for those who can change the plan. */
export function contentOf(notice: Notice, audience: Audience): NoticeContent {
  return (audience === 'user' ? null : adminContentOf(notice)) ?? userContentOf(notice);
}

function userContentOf({ kind }: Notice): NoticeContent {
  const words = { title: `${kind}.title`, body: `${kind}.body` } as const;
  switch (kind) {
    case 'missing-token':
      return { ...words, actions: ['sign-in', 'get-help'] };
    case 'session-expired':
      return { ...words, actions: ['sign-in', 'copy-changes'] };
    case 'forbidden':
      return { ...words, actions: ['switch-account', 'get-help'] };
    case 'not-permitted':
      return { ...words, actions: ['request-access', 'switch-account'] };
    case 'misconfigured':
      return { ...words, actions: ['get-help', 'copy-details'] };
    case 'invalid-name':
      return { ...words, actions: ['rename', 'go-back'] };
    case 'document-full':
    case 'connection-limit':
      return { ...words, actions: ['try-now', 'tell-admin'] };
    case 'document-limit':
      return { ...words, actions: ['close-unused', 'try-again'] };
    case 'rate-limit':
      return { ...words, actions: ['pause'], countdown: 'countdown.reconnecting' };
    case 'busy':
      return { ...words, actions: ['pause'], countdown: 'countdown.trying' };
    case 'degraded':
      return { ...words, actions: ['check-status'], countdown: 'countdown.trying' };
    case 'maintenance':
      return { ...words, actions: ['check-status', 'dismiss'] };
    case 'unreachable':
      return { ...words, actions: ['try-now', 'check-status'] };
    case 'reconnecting':
      return { ...words, actions: ['try-now'] };
    case 'offline':
    case 'redirect':
      return { ...words, actions: [] };
  }
}

function adminContentOf({ problem }: Notice): NoticeContent | null {
  switch (problem.kind) {
    case 'connection-limit':
    case 'document-full': {
      const { kind, limit } = problem;
      const actions =
        kind === 'connection-limit'
          ? (['upgrade', 'view-usage'] as const)
          : (['upgrade', 'try-now'] as const);
      const title = `${kind}.admin.title` as const;
      if (limit === null) return { title, body: `${kind}.admin.body.unknown`, actions };
      return { title, body: `${kind}.admin.body`, values: { limit }, actions };
    }
    case 'document-limit': {
      const { limit, active } = problem;
      const title = 'document-limit.admin.title';
      const actions = ['close-unused', 'upgrade'] as const;
      if (limit === null || active === null)
        return { title, body: 'document-limit.admin.body.unknown', actions };
      return { title, body: 'document-limit.admin.body', values: { limit, active }, actions };
    }
    case 'rate-limit': {
      const { limit } = problem;
      const rest = {
        title: 'rate-limit.admin.title',
        actions: ['upgrade', 'pause'],
        countdown: 'countdown.reconnecting',
      } as const;
      if (limit === null) return { ...rest, body: 'rate-limit.admin.body.unknown' };
      return { ...rest, body: 'rate-limit.admin.body', values: { limit } };
    }
    default:
      return null;
  }
}
