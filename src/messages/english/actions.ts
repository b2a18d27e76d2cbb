/** What buttons and links say. */

export const tryNow = { 'action.try-now': 'Try now' } as const;
export const tryAgain = { 'action.try-again': 'Try again' } as const;
export const reconnect = { 'action.reconnect': 'Reconnect' } as const;
export const pause = {
  'action.pause': 'Don’t reconnect automatically',
  'action.resume': 'Reconnect automatically',
} as const;
export const signIn = { 'action.sign-in': 'Sign in', 'action.signing-in': 'Signing in…' } as const;
export const switchAccount = { 'action.switch-account': 'Switch account' } as const;
export const requestAccess = { 'action.request-access': 'Request access' } as const;
export const getHelp = { 'action.get-help': 'Get help' } as const;
export const tellAdmin = { 'action.tell-admin': 'Tell an admin' } as const;
export const upgrade = { 'action.upgrade': 'Upgrade plan' } as const;
export const upgraded = { 'action.upgraded': 'I’ve upgraded' } as const;
export const seePlans = { 'action.see-plans': 'See plans' } as const;
export const viewUsage = { 'action.view-usage': 'View usage' } as const;
export const closeUnused = { 'action.close-unused': 'Close unused documents' } as const;
export const closeSelected = {
  'action.close-selected': { one: 'Close {n} document', other: 'Close {n} documents' },
} as const;
export const rename = { 'action.rename': 'Rename' } as const;
export const goBack = { 'action.go-back': 'Go back' } as const;
export const checkStatus = { 'action.check-status': 'Check status' } as const;
export const copyChanges = { 'action.copy-changes': 'Copy my changes', 'action.copied': 'Copied' } as const;
export const copyDetails = { 'action.copy-details': 'Copy details', 'action.copied': 'Copied' } as const;
export const copyMessage = { 'action.copy-message': 'Copy message', 'action.copied': 'Copied' } as const;
export const notNow = { 'action.not-now': 'Not now' } as const;
export const dismiss = { 'action.dismiss': 'Dismiss' } as const;
export const collapse = { 'action.collapse': 'Hide details', 'action.expand': 'Show details' } as const;
