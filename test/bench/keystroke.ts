import { setTimeout as sleep } from 'node:timers/promises';
import type { Doc } from 'yjs';
import { rotated } from './statistics.ts';
import { type Clients, forAll, namesOf, type SyncedDocument } from './synced-document.ts';

const KEYSTROKES = 400;
const WARM_UP = 60;

/** ms between keystrokes of one person: a fast typist. */
const SPACING = 40;

interface Pair {
  readonly writer: SyncedDocument;
  readonly reader: SyncedDocument;
}

/** ms from a keystroke in one client to the same text in another, by client. */
export async function keystroke<Name extends string>(
  origin: string,
  clients: Clients<Name>,
): Promise<Record<Name, number[]>> {
  const names = namesOf(clients);
  const pairs = {} as Record<Name, Pair>;
  for (const client of names) {
    const name = `keystroke-${client.replace(' ', '-')}`;
    // The reader first: the server tells in the order of arrival, and here the writer's echo would delay it.
    const reader = await clients[client](origin)(name);
    pairs[client] = { reader, writer: await clients[client](origin)(name) };
  }

  const times = forAll(clients, (): number[] => []);
  for (let round = -WARM_UP; round < KEYSTROKES; round += 1) {
    for (const client of rotated(names, round + WARM_UP)) {
      const time = await type(pairs[client]);
      if (round >= 0) times[client].push(time);
      await sleep(SPACING / names.length);
    }
  }
  for (const { writer, reader } of Object.values<Pair>(pairs)) {
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
