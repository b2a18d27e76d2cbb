import { setImmediate as turn } from 'node:timers/promises';
import { rotated } from './statistics.ts';
import { CLIENT_NAMES, type ClientName, SYNC_CLIENTS } from './sync-clients.ts';
import type { SyncedDocument } from './synced-document.ts';

const BURSTS = 100;
const KEYSTROKES = 100;
const ROUNDS = 15;
const WARM_UP = 2;

/** What 10,000 keystrokes took: ms until another client had all of them, and the messages sent for it. */
export interface BurstsResult {
  readonly ms: number;
  readonly messages: number;
}

/** 10,000 keystrokes in bursts, by client. */
export async function bursts(origin: string): Promise<Record<ClientName, BurstsResult[]>> {
  const results: Record<ClientName, BurstsResult[]> = { 'bare socket': [], ours: [], 'y-websocket': [] };
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const client of rotated(CLIENT_NAMES, round + WARM_UP)) {
      const name = `bursts-${client.replace(' ', '-')}-${round + WARM_UP}`;
      const reader = await SYNC_CLIENTS[client](origin)(name);
      const writer = await SYNC_CLIENTS[client](origin)(name);
      const result = await type(writer, reader);
      if (round >= 0) results[client].push(result);
      writer.close();
      reader.close();
    }
  }
  return results;
}

async function type(writer: SyncedDocument, reader: SyncedDocument): Promise<BurstsResult> {
  const before = writer.sent();
  const text = writer.doc.getText('text');
  const all = lengthOf(reader, BURSTS * KEYSTROKES);
  const start = performance.now();
  for (let burst = 0; burst < BURSTS; burst += 1) {
    for (let keystroke = 0; keystroke < KEYSTROKES; keystroke += 1) text.insert(text.length, 'x');
    // As it is in a browser: others get a turn between two bursts.
    await turn();
  }
  const end = await all;
  return { ms: end - start, messages: writer.sent() - before };
}

function lengthOf({ doc }: SyncedDocument, length: number): Promise<number> {
  const text = doc.getText('text');
  return new Promise((resolve) => {
    doc.on('update', () => {
      if (text.length === length) resolve(performance.now());
    });
  });
}
