import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { rotated } from './statistics.ts';
import { CLIENT_NAMES, type ClientName, SYNC_CLIENTS } from './sync-clients.ts';

const EDITS = 20_000;
const ROUNDS = 150;
/** Compilation and first connections are not what is measured. */
const WARM_UP = 30;

/** Where the edits of a document are: typing on is one piece to Yjs, typing here and there is thousands. */
export type Writing = 'typed on' | 'here and there';

/** ms from opening a document with 20,000 single-character edits to having it, by client. */
export async function firstSync(origin: string, writing: Writing): Promise<Record<ClientName, number[]>> {
  const name = `first-sync-${writing.replaceAll(' ', '-')}`;
  await write(origin, name, writing);

  const times: Record<ClientName, number[]> = { 'bare socket': [], ours: [], 'y-websocket': [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const client of rotated(CLIENT_NAMES, round + WARM_UP)) {
      const open = SYNC_CLIENTS[client](origin);
      const start = performance.now();
      const { doc, close } = await open(name);
      const time = performance.now() - start;
      const { length } = doc.getText('text');
      if (length !== EDITS) throw new Error(`${client} has ${length} characters of ${EDITS}.`);
      close();
      if (round >= 0) times[client].push(time);
      // The end of one socket is not to be part of the next one's time.
      await pause(10);
    }
  }
  return times;
}

async function write(origin: string, name: string, writing: Writing): Promise<void> {
  const source = new Doc();
  const text = source.getText('text');
  for (let edit = 0; edit < EDITS; edit += 1) {
    text.insert(writing === 'typed on' ? edit : (edit * 7919) % (edit + 1), 'x');
  }
  const { doc, close } = await SYNC_CLIENTS['bare socket'](origin)(name);
  applyUpdate(doc, encodeStateAsUpdate(source));
  close();
  // Closing takes until the server has read it.
  await pause(1_000);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
