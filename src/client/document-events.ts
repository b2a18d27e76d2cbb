import type { ObservableV2 } from 'lib0/observable';
import { type ConnectionState, problemOf } from '../connection/state.ts';
import type { DocumentEvents } from './document.ts';

/** Who listens to a document. */
export type DocumentEmitter = ObservableV2<{ [Name in keyof DocumentEvents]: DocumentEvents[Name] }>;

/** Tells them what follows from its connection's next state. */
export function tellState(events: DocumentEmitter, before: ConnectionState, now: ConnectionState): void {
  const problem = problemOf(now);
  const isLive = now.status === 'live';
  if (socketOf(now) !== socketOf(before)) events.emit('status', [{ status: socketOf(now) }]);
  if (isLive !== (before.status === 'live')) {
    events.emit('sync', [isLive]);
    events.emit('synced', [isLive]);
  }
  if (socketOf(before) === 'connected' && socketOf(now) !== 'connected') {
    events.emit('connection-close', [{ code: problem?.code ?? 1000, reason: problem?.reason ?? '' }]);
  }
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
