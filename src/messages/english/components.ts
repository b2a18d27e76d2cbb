/** What components say beside a notice's own words. */

export const app = { app: 'This app' } as const;

export const waiting = {
  'countdown.trying': 'Trying again in {time}.',
  'countdown.now': 'Connecting now.',
} as const;

export const countdown = {
  'countdown.reconnecting': 'Reconnecting in {time}.',
  'countdown.paused': 'Not reconnecting automatically.',
} as const;

export const work = {
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
} as const;

export const over = {
  reconnected: {
    one: 'Back online. Sending {n} change.',
    other: 'Back online. Sending {n} changes.',
  },
  recovered: 'Back online. All changes are synced.',
  joined: 'A place is free. You’re in.',
} as const;

export const status = {
  'status.live': 'Live',
  'status.connecting': 'Connecting…',
  'status.reconnecting': 'Reconnecting…',
  'status.waiting': 'Waiting for a place',
  'status.paused': 'Paused',
  'status.offline': 'Offline',
  'status.stopped': 'Not connected',
} as const;

export const unsynced = {
  'unsynced.pending': 'Sending changes…',
  'unsynced.none': 'All changes are synced',
} as const;

export const closeDocuments = {
  'close-documents.title': 'Close unused documents',
  'close-documents.body': 'A place frees up about 10 seconds after the last person leaves a document.',
  'close-documents.none': 'You have no other documents open here.',
  'close-documents.waiting': 'Waiting for the place to free up…',
} as const;

export const upgradePlan = {
  'upgrade.title': 'Upgrade your plan',
  'upgrade.body':
    '{app} has reached its limit of {max} live connections. People already connected stay connected; new limits apply the next time someone connects.',
  'upgrade.body.unknown':
    '{app} has reached a limit of its plan. People already connected stay connected; new limits apply the next time someone connects.',
  'upgrade.use': '{value} of {max} in use now',
} as const;

export const askAdmin = {
  'upgrade.ask.title': 'Ask an admin for more places',
  'upgrade.ask.body': 'Only an admin can change the plan.',
  'upgrade.ask.message': '{app} has reached a limit of its live editing plan. Could you take a look? {url}',
} as const;

export const usage = {
  'usage.connections': 'Live connections',
  'usage.documents': 'Open documents',
  'usage.value': '{value} of {max}',
  'usage.value.unlimited': '{value}, no limit',
  'usage.left': { one: '{n} place left', other: '{n} places left' },
} as const;

export const presence = {
  'presence.label': 'People here',
  'presence.more': { one: '{n} more person', other: '{n} more people' },
  'presence.you': '{name} (you)',
  'presence.anonymous': 'Someone',
} as const;
