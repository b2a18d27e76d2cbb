import type { ConnectionState } from '../../connection/state.ts';

/** Whether an attempt is under way. */
export function isConnecting({ status }: ConnectionState): boolean {
  return status === 'connecting' || status === 'syncing';
}
