import { bursts } from './bursts.ts';
import { firstSync } from './first-sync.ts';
import { keystroke } from './keystroke.ts';
import { startSyncServer } from './start-sync-server.ts';
import { median } from './statistics.ts';
import { CLIENT_NAMES, type ClientName, SYNC_CLIENTS } from './sync-clients.ts';
import { table } from './table.ts';
import type { Target } from './target.ts';

/** One line of the result: medians by client, and how many times the bare socket's ours may take. */
interface Line {
  readonly what: string;
  readonly medians: Record<ClientName, number>;
  readonly most: number;
  /** Not as much as `most` itself. */
  readonly below?: boolean;
}

/** What the client costs over a socket that does the least, on y-websocket's own server. */
export async function sync(): Promise<readonly Target[]> {
  const server = await startSyncServer('./sync-server.ts');
  console.log('\nSync: first syncs, keystrokes, bursts …');
  const typedOn = await firstSync(server.origin, 'typed on', SYNC_CLIENTS);
  const hereAndThere = await firstSync(server.origin, 'here and there', SYNC_CLIENTS);
  const strokes = await keystroke(server.origin, SYNC_CLIENTS);
  const inBursts = await bursts(server.origin);
  server.close();

  const lines: readonly Line[] = [
    { what: 'first sync, 20,000 edits typed on', medians: mediansOf(typedOn), most: 1.1 },
    { what: 'first sync, 20,000 edits here and there', medians: mediansOf(hereAndThere), most: 1.1 },
    { what: 'one keystroke to another client', medians: mediansOf(strokes), most: 1.1 },
    {
      what: '10,000 keystrokes in bursts',
      medians: mediansOf(inBursts, ({ ms }) => ms),
      most: 1,
      below: true,
    },
  ];
  console.log('\nTime against @y/websocket-server, medians in ms, and times the bare socket\n');
  console.log(
    table(
      ['', ...CLIENT_NAMES, 'ours ×', 'y-websocket ×', 'target for ours', ''],
      lines.map((line) => [
        line.what,
        ...CLIENT_NAMES.map((client) => line.medians[client].toFixed(2)),
        ratio(line, 'ours').toFixed(2),
        ratio(line, 'y-websocket').toFixed(2),
        wanted(line),
        isMet(line) ? 'ok' : 'over',
      ]),
    ),
  );
  const messages = mediansOf(inBursts, (result) => result.messages);
  const sent = CLIENT_NAMES.map((client) => `${client} ${messages[client]}`);
  console.log(`\nMessages sent for 10,000 keystrokes in bursts: ${sent.join(', ')}.`);

  return lines.map((line) => ({
    name: `${line.what}: ${wanted(line)}, is ${ratio(line, 'ours').toFixed(2)}`,
    met: isMet(line),
  }));
}

function mediansOf(times: Record<ClientName, readonly number[]>): Record<ClientName, number>;
function mediansOf<T>(
  results: Record<ClientName, readonly T[]>,
  read: (result: T) => number,
): Record<ClientName, number>;
function mediansOf<T>(results: Record<ClientName, readonly T[]>, read = Number as (result: T) => number) {
  const of = (client: ClientName) => median(results[client].map(read));
  return { 'bare socket': of('bare socket'), ours: of('ours'), 'y-websocket': of('y-websocket') };
}

function ratio({ medians }: Line, client: ClientName): number {
  return medians[client] / medians['bare socket'];
}

function isMet(line: Line): boolean {
  const { most, below = false } = line;
  return below ? ratio(line, 'ours') < most : ratio(line, 'ours') <= most;
}

function wanted({ most, below = false }: Line): string {
  return `${below ? '<' : '≤'} ${most}`;
}
