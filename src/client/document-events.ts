import { type ConnectionState, problemOf } from '../connection/state.ts';
import type { DocumentEvents } from './document.ts';

/** Tells whoever listens to a document of one event. */
export type Tell = <Name extends keyof DocumentEvents>(
  event: Name,
  about: Parameters<DocumentEvents[Name]>[0],
) => void;

/** Tells what follows from a connection's next state, in the order in which y-websocket's provider does. */
export function tellState(tell: Tell, before: ConnectionState, now: ConnectionState): void {
  const problem = problemOf(now);
  const isLive = now.status === 'live';
  if (socketOf(before) === 'connected' && socketOf(now) !== 'connected') {
    tell('connection-close', { code: problem?.code ?? 1000, reason: problem?.reason ?? '' });
  }
  if (isLive !== (before.status === 'live')) {
    tell('synced', isLive);
    tell('sync', isLive);
  }
  if (socketOf(now) !== socketOf(before)) tell('status', { status: socketOf(now) });
}

/** What an editor binding knows of a connection's state. */
function socketOf({ status }: ConnectionState): 'connected' | 'connecting' | 'disconnected' {
  switch (status) {
    case 'syncing':
    case 'live':
      return 'connected';
    case 'connecting':
      return 'connecting';
    case 'idle':
    case 'waiting':
    case 'stopped':
      return 'disconnected';
  }
}
