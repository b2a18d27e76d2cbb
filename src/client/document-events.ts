import type { ObservableV2 } from 'lib0/observable';
import { type ConnectionState, problemOf } from '../connection/state.ts';
import { callApp } from '../sync/call-app.ts';
import type { DocumentEvents, WireSocketDocument } from './document.ts';

/** Who listens to a document. */
export type DocumentEmitter = ObservableV2<{ [Name in keyof DocumentEvents]: DocumentEvents[Name] }>;

/** How an app listens. */
export function listening(events: DocumentEmitter): Pick<WireSocketDocument, 'on' | 'off' | 'once'> {
  return {
    on(event, listener) {
      events.on(event, listener);
    },
    off(event, listener) {
      events.off(event, listener);
    },
    once(event, listener) {
      events.once(event, listener);
    },
  };
}

/** Tells them of one event. */
export function tell<Name extends keyof DocumentEvents>(
  events: DocumentEmitter,
  event: Name,
  about: Parameters<DocumentEvents[Name]>[0],
): void {
  callApp(() => events.emit(event, [about] as Parameters<DocumentEvents[Name]>));
}

/** Tells them what follows from its connection's next state, in the order in which y-websocket's provider does. */
export function tellState(events: DocumentEmitter, before: ConnectionState, now: ConnectionState): void {
  const problem = problemOf(now);
  const isLive = now.status === 'live';
  if (socketOf(before) === 'connected' && socketOf(now) !== 'connected') {
    tell(events, 'connection-close', { code: problem?.code ?? 1000, reason: problem?.reason ?? '' });
  }
  if (isLive !== (before.status === 'live')) {
    tell(events, 'synced', isLive);
    tell(events, 'sync', isLive);
  }
  if (socketOf(now) !== socketOf(before)) tell(events, 'status', { status: socketOf(now) });
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
