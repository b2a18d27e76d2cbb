import { setTimeout as sleep } from 'node:timers/promises';
import type { Doc } from 'yjs';
import { rotated } from './statistics.ts';
import { CLIENT_NAMES, type ClientName, SYNC_CLIENTS, type SyncedDocument } from './sync-clients.ts';

const KEYSTROKES = 400;
const WARM_UP = 60;

/** ms between keystrokes of one person: a fast typist. */
const SPACING = 40;

interface Pair {
  readonly writer: SyncedDocument;
  readonly reader: SyncedDocument;
}

/** ms from a keystroke in one client to the same text in another, by client. */
export async function keystroke(origin: string): Promise<Record<ClientName, number[]>> {
  const pairs = {} as Record<ClientName, Pair>;
  for (const client of CLIENT_NAMES) {
    const name = `keystroke-${client.replace(' ', '-')}`;
    // The reader first: the server tells in the order of arrival, and here the writer's echo would delay it.
    const reader = await SYNC_CLIENTS[client](origin)(name);
    pairs[client] = { reader, writer: await SYNC_CLIENTS[client](origin)(name) };
  }

  const times: Record<ClientName, number[]> = { 'bare socket': [], ours: [], 'y-websocket': [] };
  for (let round = -WARM_UP; round < KEYSTROKES; round += 1) {
    for (const client of rotated(CLIENT_NAMES, round + WARM_UP)) {
      const time = await type(pairs[client]);
      if (round >= 0) times[client].push(time);
      await sleep(SPACING / CLIENT_NAMES.length);
    }
  }
  for (const { writer, reader } of Object.values(pairs)) {
    writer.close();
    reader.close();
  }
  return times;
}

async function type({ writer, reader }: Pair): Promise<number> {
  const arrived = nextUpdate(reader.doc);
  const start = performance.now();
  const text = writer.doc.getText('text');
  text.insert(text.length, 'x');
  return (await arrived) - start;
}

function nextUpdate(doc: Doc): Promise<number> {
  return new Promise((resolve) => doc.once('update', () => resolve(performance.now())));
}
