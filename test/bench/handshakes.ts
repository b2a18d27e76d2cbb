import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENTS } from './reconnecting-clients.ts';
import { REFUSALS, type Refusal } from './refusals.ts';
import { startRefusingServer } from './refusing-server.ts';
import { table } from './table.ts';
import type { Target } from './target.ts';

/** What is counted, in ms from a document's first handshake. */
const WINDOW = 60_000;

/** The first handshakes of all of them do not come at the same moment. */
const MARGIN = 3_000;

/** How often each client tries a server that accepts and closes at once: all of them for one minute. */
export async function handshakes(): Promise<readonly Target[]> {
  const server = await startRefusingServer();
  // Each y-websocket listens to the end of the process, which looks like a leak from eleven on.
  process.setMaxListeners(0);
  const names = Object.keys(CLIENTS);
  const ends = REFUSALS.flatMap(({ key }) =>
    Object.entries(CLIENTS).map(([client, connect]) => connect(server.origins[0], `${key}-${client}`)),
  );
  console.log(`Handshakes: ${ends.length} connections for ${WINDOW / 1000} s …`);
  await sleep(WINDOW + MARGIN);
  for (const end of ends) end();
  server.close();

  const times = ({ key }: Refusal, client: string) => inWindow(server.handshakes(`${key}-${client}`));
  const targets = REFUSALS.map((refusal) => judge(refusal, times(refusal, 'ours')));
  console.log('\nHandshakes in 60 s when the server accepts and closes at once\n');
  console.log(
    table(
      ['code', ...names, 'target for ours', '', 'ours came after (s)'],
      REFUSALS.map((refusal, row) => [
        refusal.label,
        ...names.map((client) => String(times(refusal, client).length)),
        wanted(refusal),
        targets[row]?.met ? 'ok' : 'over',
        times(refusal, 'ours').map(seconds).join(', '),
      ]),
    ),
  );
  const probes = REFUSALS.filter(({ status }) => status !== undefined).map(
    ({ key, label }) => `${label} ${server.discoveries(`${key}-ours`)}`,
  );
  console.log(`\nBesides its handshakes ours asked /discovery why they fail: ${probes.join(', ')}.`);
  // Its counts are the same in every row, and others in the next run.
  console.log('reconnecting-websocket draws its delay of 1 to 5 s once a process.');
  return targets;
}

/** In ms since the first. */
function inWindow(times: readonly number[]): readonly number[] {
  const [first = 0] = times;
  return times.map((time) => time - first).filter((time) => time < WINDOW);
}

function judge(refusal: Refusal, times: readonly number[]): Target {
  const { most, notBefore = 0, silence = 0 } = refusal;
  const [, second = WINDOW] = times;
  const longest = Math.max(...times.map((time, index) => (times[index + 1] ?? WINDOW) - time));
  return {
    name: `handshakes ${refusal.label}: ${wanted(refusal)}, is ${times.length}`,
    // None at all is no achievement: it would be a client that never tried.
    met: times.length > 0 && times.length <= most && second >= notBefore && longest >= silence,
  };
}

function wanted({ most, notBefore, silence }: Refusal): string {
  const then = silence === undefined ? '' : `, then ${silence / 1000} s of silence`;
  return `≤ ${most}${notBefore === undefined ? '' : `, 2nd after ${notBefore / 1000} s`}${then}`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
