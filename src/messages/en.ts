import type { Message } from './message.ts';

/** English, which is also what stands in for a message that another language lacks. */
const messages = {
  app: 'This app',
  'missing-token.title': 'Live editing couldn’t start',
  'missing-token.body': 'Your sign-in didn’t reach the server, so changes aren’t being shared.',
  'session-expired.title': 'Your session has expired',
  'session-expired.body': 'Your changes aren’t being shared. Sign in again to send them.',
  'forbidden.title': 'This document isn’t available to your account',
  'forbidden.body': 'Live editing can’t open it with this sign-in.',
  'not-permitted.title': 'You don’t have access to this document',
  'not-permitted.body': 'Ask its owner to share it with you, or switch account.',
  'misconfigured.title': 'Live editing couldn’t start',
  'misconfigured.body': 'There’s a problem with how this page connects. Trying again won’t help.',
  'connection-limit.title': 'Live editing is full right now',
  'connection-limit.body': 'All places are taken. We’ll connect you when one is free.',
  'connection-limit.admin.title': 'Connection limit reached',
  'connection-limit.admin.body': 'All {limit} live connections are in use, so new people can’t join.',
  'connection-limit.admin.body.unknown': 'All live connections are in use, so new people can’t join.',
  'document-limit.title': 'Too many documents are open',
  'document-limit.body':
    'Your team has reached its limit for documents open at once. Close one you aren’t using; a place frees up about 10 seconds later.',
  'document-limit.admin.title': 'Document limit reached',
  'document-limit.admin.body': '{active} of {limit} live documents are open.',
  'document-limit.admin.body.unknown': 'All live documents that your plan allows are open.',
  'rate-limit.title': 'Syncing is paused for a moment',
  'rate-limit.body': 'There were a lot of changes at once. You can keep working.',
  'rate-limit.admin.title': 'Rate limit reached',
  'rate-limit.admin.body': '{app} went over {limit} operations a minute.',
  'rate-limit.admin.body.unknown': '{app} went over its operations a minute.',
  'invalid-name.title': 'This document can’t be opened',
  'invalid-name.body':
    'Its name has characters that aren’t allowed. Use letters, numbers, hyphens and underscores, up to 255 characters.',
  'invalid-name.suggestion': 'This name would work: {name}',
  'document-full.title': 'This document is full',
  'document-full.body':
    'As many people as it can hold are already in it. We’ll let you in when someone leaves.',
  'document-full.admin.title': 'This document is full',
  'document-full.admin.body': 'It has reached its limit of {limit} people.',
  'document-full.admin.body.unknown': 'It has reached its limit of people.',
  'redirect.title': 'Switching to a faster connection…',
  'redirect.body': 'This takes a few seconds. You can keep working.',
  'offline.title': 'You’re offline',
  'offline.body': 'You can keep working. Changes will sync when you’re back online.',
  'reconnecting.title': 'Trying to reconnect…',
  'reconnecting.body': 'You can keep working. Others can’t see your latest changes yet.',
  'unreachable.title': 'Still can’t connect',
  'unreachable.body': 'Check your internet connection or the status page. You can keep working.',
  'degraded.title': 'Syncing is slow right now',
  'degraded.body': 'We’re working on it. You can keep working; changes may take longer to reach others.',
  'maintenance.title': 'Maintenance in progress',
  'maintenance.body':
    'Open documents keep working. Signing in or opening others may fail until it’s finished.',
  'busy.title': 'Syncing is paused for a moment',
  'busy.body': 'Too many people are connecting at once.',
  'usage-warning.title': '{percent} of live connections in use',
  'usage-warning.body': '{value} of {max} are in use. People are turned away at {max}.',
  'usage-critical.title': 'Almost out of live connections',
  'usage-critical.body': '{value} of {max} are in use. New people will soon be turned away.',

  'countdown.reconnecting': 'Reconnecting in {time}.',
  'countdown.trying': 'Trying again in {time}.',
  'countdown.now': 'Reconnecting now.',
  'countdown.paused': 'Not reconnecting automatically.',

  'work.tab': {
    one: '{n} unsent change is kept in this tab. Keep it open.',
    other: '{n} unsent changes are kept in this tab. Keep it open.',
  },
  'work.device': {
    one: '{n} unsent change is kept on this device.',
    other: '{n} unsent changes are kept on this device.',
  },
  'work.some.tab': 'Unsent changes are kept in this tab. Keep it open.',
  'work.some.device': 'Unsent changes are kept on this device.',
  'work.none': 'All your changes were sent.',
  recovered: 'Back online. All changes are synced.',
  joined: 'A place is free. You’re in.',

  'action.try-now': 'Try now',
  'action.try-again': 'Try again',
  'action.reconnect': 'Reconnect',
  'action.pause': 'Don’t reconnect automatically',
  'action.resume': 'Reconnect automatically',
  'action.sign-in': 'Sign in',
  'action.signing-in': 'Signing in…',
  'action.switch-account': 'Switch account',
  'action.request-access': 'Request access',
  'action.get-help': 'Get help',
  'action.tell-admin': 'Tell an admin',
  'action.upgrade': 'Upgrade plan',
  'action.see-plans': 'See plans',
  'action.view-usage': 'View usage',
  'action.close-unused': 'Close unused documents',
  'action.rename': 'Rename',
  'action.go-back': 'Go back',
  'action.check-status': 'Check status',
  'action.copy-changes': 'Copy my changes',
  'action.copied': 'Copied',
  'action.copy-details': 'Copy details',
  'action.copy-message': 'Copy message',
  'action.upgraded': 'I’ve upgraded',
  'action.not-now': 'Not now',
  'action.dismiss': 'Dismiss',
  'action.collapse': 'Hide details',
  'action.expand': 'Show details',
  'action.close': 'Close',
  'action.close-selected': {
    one: 'Close {n} document',
    other: 'Close {n} documents',
  },

  'status.live': 'Live',
  'status.connecting': 'Connecting…',
  'status.reconnecting': 'Reconnecting…',
  'status.waiting': 'Waiting for a place',
  'status.paused': 'Paused',
  'status.offline': 'Offline',
  'status.stopped': 'Not connected',
  'unsynced.pending': 'Sending changes…',
  'unsynced.kept': 'Changes not sent yet',
  'unsynced.none': 'All changes are synced',
  'unsynced.leave': 'Some changes haven’t been sent yet.',

  'close-documents.title': 'Close unused documents',
  'close-documents.body': 'A place frees up about 10 seconds after the last person leaves a document.',
  'close-documents.none': 'You have no other documents open here.',
  'close-documents.waiting': 'Waiting for the place to free up…',
  'upgrade.title': 'Upgrade your plan',
  'upgrade.body':
    '{app} has reached its limit of {max} live connections. People already connected stay connected; new limits apply the next time someone connects.',
  'upgrade.body.unknown':
    '{app} has reached a limit of its plan. People already connected stay connected; new limits apply the next time someone connects.',
  'upgrade.use': '{value} of {max} in use now',
  'upgrade.ask.title': 'Ask an admin for more places',
  'upgrade.ask.body': 'Only an admin can change the plan.',
  'upgrade.ask.message': '{app} has reached a limit of its live editing plan. Could you take a look? {url}',
  'usage.connections': 'Live connections',
  'usage.documents': 'Open documents',
  'usage.value': '{value} of {max}',
  'usage.value.unlimited': '{value}, no limit',
  'usage.left': {
    one: '{n} place left',
    other: '{n} places left',
  },
  'presence.label': 'People here',
  'presence.more': {
    one: '{n} more person',
    other: '{n} more people',
  },
  'presence.you': '{name} (you)',
  'presence.anonymous': 'Someone',
  'developer.summary': 'For developers',
} as const satisfies Readonly<Record<string, Message>>;

/** The name of a message. */
export type MessageId = keyof typeof messages;

/** A language's words for everything that the components say. */
export interface Catalogue {
  /** A BCP 47 tag, for numbers, plurals and the `lang` attribute. */
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly messages: { readonly [Id in MessageId]?: Message };
}

/** A catalogue that lacks nothing. */
export interface CompleteCatalogue extends Catalogue {
  readonly messages: { readonly [Id in MessageId]: Message };
}

export const en: CompleteCatalogue = { locale: 'en', dir: 'ltr', messages };
