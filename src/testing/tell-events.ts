import { ObservableV2 } from 'lib0/observable';
import { callApp } from '../sync/call-app.ts';
import type { TestConnection, TestDocumentEvents } from './document-shape.ts';

/** Who listens to a document. */
export type TestEmitter = ObservableV2<{ [Name in keyof TestDocumentEvents]: TestDocumentEvents[Name] }>;

export function createEmitter(): TestEmitter {
  return new ObservableV2();
}

/** Tells them of one event. As of a document of the kit's, what a listener throws is reported, and ends nothing. */
export function tell<Name extends keyof TestDocumentEvents>(
  events: TestEmitter,
  event: Name,
  about: Parameters<TestDocumentEvents[Name]>[0],
): void {
  callApp(() => events.emit(event, [about] as Parameters<TestDocumentEvents[Name]>));
}

/** Tells them what follows from the connection's next state, in the order in which a document of the kit's does. */
export function tellConnection(events: TestEmitter, before: TestConnection, now: TestConnection): void {
  const isLive = now.status === 'live';
  if (socketOf(before) === 'connected' && socketOf(now) !== 'connected') {
    const problem = 'problem' in now ? now.problem : null;
    tell(events, 'connection-close', { code: problem?.code ?? 1000, reason: problem?.reason ?? '' });
  }
  if (isLive !== (before.status === 'live')) {
    tell(events, 'synced', isLive);
    tell(events, 'sync', isLive);
  }
  if (socketOf(now) !== socketOf(before)) tell(events, 'status', { status: socketOf(now) });
}

/** What an editor binding knows of a connection's state. */
function socketOf({ status }: TestConnection): 'connected' | 'connecting' | 'disconnected' {
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
