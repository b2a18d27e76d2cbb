import { firstSync } from './first-sync.ts';
import { HOCUSPOCUS_CLIENTS, type HocuspocusClientName } from './hocuspocus-clients.ts';
import { keystroke } from './keystroke.ts';
import { startSyncServer } from './start-sync-server.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';
import type { Target } from './target.ts';

/** How many times the provider's time ours may take. */
const MOST = 1;

type Times = Readonly<Record<HocuspocusClientName, readonly number[]>>;

/** What the client costs beside Hocuspocus' own provider, on Hocuspocus' own server. */
export async function hocuspocus(): Promise<readonly Target[]> {
  const server = await startSyncServer('./hocuspocus-sync-server.ts');
  console.log('\nHocuspocus: first syncs, keystrokes …');
  const results: Readonly<Record<string, Times>> = {
    'first sync, 20,000 edits typed on': await firstSync(server.origin, 'typed on', HOCUSPOCUS_CLIENTS),
    'first sync, 20,000 edits here and there': await firstSync(
      server.origin,
      'here and there',
      HOCUSPOCUS_CLIENTS,
    ),
    'one keystroke to another client': await keystroke(server.origin, HOCUSPOCUS_CLIENTS),
  };
  server.close();

  console.log("\nTime against @hocuspocus/server, medians in ms, and times its own provider's\n");
  console.log(
    table(
      ['', 'ours', 'hocuspocus', 'ours ×', 'target for ours', ''],
      Object.entries(results).map(([what, times]) => [
        what,
        median(times.ours).toFixed(2),
        median(times.hocuspocus).toFixed(2),
        ratio(times).toFixed(2),
        `≤ ${MOST}`,
        ratio(times) <= MOST ? 'ok' : 'over',
      ]),
    ),
  );
  return Object.entries(results).map(([what, times]) => ({
    name: `Hocuspocus, ${what}: ≤ ${MOST}, is ${ratio(times).toFixed(2)}`,
    met: ratio(times) <= MOST,
  }));
}

function ratio(times: Times): number {
  return median(times.ours) / median(times.hocuspocus);
}
