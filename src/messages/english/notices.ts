/** What each kind of notice says. Who runs the plan is told of its limits. */

export const forbidden = {
  'forbidden.title': 'This document isn’t available to your account',
  'forbidden.body': 'Live editing can’t open it with this sign-in.',
} as const;

export const notPermitted = {
  'not-permitted.title': 'You don’t have access to this document',
  'not-permitted.body': 'Ask its owner to share it with you, or switch account.',
} as const;

export const missingToken = {
  'missing-token.title': 'Live editing couldn’t start',
  'missing-token.body': 'Your sign-in didn’t reach the server, so changes aren’t being shared.',
} as const;

export const misconfigured = {
  'misconfigured.title': 'Live editing couldn’t start',
  'misconfigured.body': 'There’s a problem with how this page connects. Trying again won’t help.',
} as const;

export const tokenUnavailable = {
  'token-unavailable.title': 'Live editing couldn’t start',
  'token-unavailable.body':
    '{app} couldn’t sign in to its live service. Contact {app} support if this continues.',
  'token-unavailable.body.unknown':
    'This app couldn’t sign in to its live service. Contact its support if this continues.',
} as const;

export const invalidName = {
  'invalid-name.title': 'This document can’t be opened',
  'invalid-name.body':
    'Its name has characters that aren’t allowed. Use letters, numbers, hyphens and underscores, up to 255 characters.',
  'invalid-name.suggestion': 'This name would work: {name}',
} as const;

export const offline = {
  'offline.title': 'You’re offline',
  'offline.body': 'You can keep working. Changes will sync when you’re back online.',
} as const;

export const sessionExpired = {
  'session-expired.title': 'Your session has expired',
  'session-expired.body': 'Your changes aren’t being shared. Sign in again to send them.',
} as const;

export const documentFull = {
  'document-full.title': 'This document is full',
  'document-full.body':
    'As many people as it can hold are already in it. We’ll let you in when someone leaves.',
  'document-full.admin.title': 'This document is full',
  'document-full.admin.body': 'It has reached its limit of {limit} people.',
  'document-full.admin.body.unknown': 'It has reached its limit of people.',
} as const;

export const connectionLimit = {
  'connection-limit.title': 'Live editing is full right now',
  'connection-limit.body': 'All places are taken. We’ll connect you when one is free.',
  'connection-limit.admin.title': 'Connection limit reached',
  'connection-limit.admin.body': 'All {limit} live connections are in use, so new people can’t join.',
  'connection-limit.admin.body.unknown': 'All live connections are in use, so new people can’t join.',
} as const;

export const documentLimit = {
  'document-limit.title': 'Too many documents are open',
  'document-limit.body':
    'Your team has reached its limit for documents open at once. Close one you aren’t using; a place frees up about 10 seconds later.',
  'document-limit.admin.title': 'Document limit reached',
  'document-limit.admin.body': '{active} of {limit} live documents are open.',
  'document-limit.admin.body.unknown': 'All live documents that your plan allows are open.',
} as const;

export const rateLimit = {
  'rate-limit.title': 'Syncing is paused for a moment',
  'rate-limit.body': 'There were a lot of changes at once. You can keep working.',
  'rate-limit.admin.title': 'Rate limit reached',
  'rate-limit.admin.body': '{app} went over {limit} operations a minute.',
  'rate-limit.admin.body.unknown': '{app} went over its limit of operations a minute.',
} as const;

export const busy = {
  'busy.title': 'Syncing is paused for a moment',
  'busy.body': 'Too many people are connecting at once.',
} as const;

export const maintenance = {
  'maintenance.title': 'Maintenance in progress',
  'maintenance.body':
    'Open documents keep working. Signing in or opening others may fail until it’s finished.',
} as const;

export const degraded = {
  'degraded.title': 'Syncing is slow right now',
  'degraded.body': 'We’re working on it. You can keep working; changes may take longer to reach others.',
} as const;

export const unreachable = {
  'unreachable.title': 'Still can’t connect',
  'unreachable.body': 'Check your internet connection or the status page. You can keep working.',
} as const;

export const reconnecting = {
  'reconnecting.title': 'Trying to reconnect…',
  'reconnecting.body': 'You can keep working. Others can’t see your latest changes yet.',
} as const;

export const redirect = {
  'redirect.title': 'Switching to a faster connection…',
  'redirect.body': 'This takes a few seconds. You can keep working.',
} as const;

export const usageWarning = {
  'usage-warning.title': '{percent} of live connections in use',
  'usage-warning.body': '{value} of {max} are in use. People are turned away at {max}.',
} as const;

export const usageCritical = {
  'usage-critical.title': 'Almost out of live connections',
  'usage-critical.body': '{value} of {max} are in use. New people will soon be turned away.',
} as const;
