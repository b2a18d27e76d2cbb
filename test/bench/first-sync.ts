import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { collectGarbage } from './collect-garbage.ts';
import { rotated } from './statistics.ts';
import { type Clients, forAll, namesOf, type Prepare } from './synced-document.ts';

const EDITS = 20_000;
const ROUNDS = 150;
/** Compilation and first connections are not what is measured. */
const WARM_UP = 30;

/** Where the edits of a document are: typing on is one piece to Yjs, typing here and there is thousands. */
export type Writing = 'typed on' | 'here and there';

/** ms from opening a document with 20,000 single-character edits to having it, by client. */
export async function firstSync<Name extends string>(
  origin: string,
  writing: Writing,
  clients: Clients<Name>,
): Promise<Record<Name, number[]>> {
  const name = `first-sync-${writing.replaceAll(' ', '-')}`;
  const names = namesOf(clients);
  for (const writer of names.slice(0, 1)) await write(clients[writer], origin, name, writing);

  const times = forAll(clients, (): number[] => []);
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    for (const client of rotated(names, round + WARM_UP)) {
      const open = clients[client](origin);
      const start = performance.now();
      const { doc, close } = await open(name);
      const time = performance.now() - start;
      const { length } = doc.getText('text');
      if (length !== EDITS) throw new Error(`${client} has ${length} characters of ${EDITS}.`);
      close();
      if (round >= 0) times[client].push(time);
      // The end of one socket is not to be part of the next one's time, nor is what it leaves behind.
      await pause(10);
      collectGarbage();
    }
  }
  return times;
}

async function write(writer: Prepare, origin: string, name: string, writing: Writing): Promise<void> {
  const source = new Doc();
  const text = source.getText('text');
  for (let edit = 0; edit < EDITS; edit += 1) {
    text.insert(writing === 'typed on' ? edit : (edit * 7919) % (edit + 1), 'x');
  }
  const { doc, close } = await writer(origin)(name);
  applyUpdate(doc, encodeStateAsUpdate(source));
  // It takes until the server has read it.
  await pause(1_000);
  close();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
