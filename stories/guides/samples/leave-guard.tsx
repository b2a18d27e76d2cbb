import { useLeaveGuard } from '../../../src/components/index.ts';
import { useWireSocketDocument } from '../../../src/index.ts';

/** The browser asks before the page is left, and only while something would be lost. */
export function TabTitle() {
  const { unsynced, connection } = useWireSocketDocument('quarterly-plan');
  useLeaveGuard(unsynced);
  if (!unsynced) return <p>Quarterly plan</p>;
  return <p>Quarterly plan {connection.status === 'live' ? '(sending …)' : '(not sent yet)'}</p>;
}
