import type { WireSocketDocument } from '../../client/document.ts';

/** Whether the person turned the next try off: what waits for the network has none either, but waits for that. */
export function isPaused({ store }: WireSocketDocument): boolean {
  const { connection } = store.getState();
  return (
    connection.status === 'waiting' && connection.retryAt === null && connection.problem.kind !== 'offline'
  );
}
