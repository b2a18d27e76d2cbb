import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { cleanup } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { ADMIN_ROUTES, type AdminState } from '../../src/emulator/admin-routes.ts';
import { type Emulator, startEmulator } from '../../src/emulator/index.ts';
import { useWireSocketDocument, type WireSocketClient, type WireSocketDocument } from '../../src/index.ts';
import { type ArchiveStorage, createArchiveRoute } from '../../stories/recipes/archive-route.ts';
import { type Archive, useArchive } from '../../stories/recipes/use-archive.ts';
import { clientOf, until } from '../support/kit.ts';
import { renderWith, settled } from './support.tsx';

/** Short, so that the pause comes soon; and one that never comes. */
const SOON = 50;
const NEVER = 3_600_000;

/** A document is forgotten as soon as the last one has left it. */
const OPTIONS = { perIp: false, gracePeriod: 0 } as const;

let emulator: Emulator;
let server: Server;
let archived: Map<string, Uint8Array<ArrayBuffer>>;
let puts: number;
let requests = 0;
let isDown: boolean;
let clients: WireSocketClient[] = [];
let count = 0;
let name: string;

const storage: ArchiveStorage = {
  get: async (key) => archived.get(key) ?? null,
  async update(key, change) {
    puts += 1;
    archived.set(key, change(archived.get(key) ?? null));
  },
};

beforeAll(async () => {
  emulator = await startEmulator(OPTIONS);
  const route = createArchiveRoute(storage);
  server = createServer(
    getRequestListener(async (request) => {
      requests += 1;
      return isDown ? new Response(null, { status: 503 }) : route(request);
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await emulator.stop();
});
beforeEach(() => {
  count += 1;
  name = `archived-${count}`;
  archived = new Map();
  puts = 0;
  isDown = false;
});
afterEach(leave);

interface Visit {
  document: WireSocketDocument;
  archive: Archive;
}

function Page({ visit, pause }: { readonly visit: Partial<Visit>; readonly pause: number }): ReactNode {
  visit.document = useWireSocketDocument(name).document;
  visit.archive = useArchive(visit.document, urlOf(name), pause);
  return null;
}

function urlOf(document: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/archive/${document}`;
}

/** Leads to the service that is there now. A port that was given back may be somebody else's at once. */
class Socket extends NodeWebSocket {
  constructor(url: string, protocols: string[]) {
    super(url.replace(/^ws:\/\/[^/]+/, emulator.url), protocols);
  }
}

/** Somebody comes, with a client of their own. */
function come(pause = NEVER): Visit {
  const client = clientOf(emulator, {
    getAccessToken: () => emulator.issueToken(),
    WebSocket: Socket as unknown as typeof WebSocket,
  });
  clients.push(client);
  const visit: Partial<Visit> = {};
  renderWith(client, <Page visit={visit} pause={pause} />);
  return visit as Visit;
}

/** Everybody leaves, and the service forgets. */
async function leave(): Promise<void> {
  cleanup();
  for (const client of clients) client.destroy();
  clients = [];
  await forgotten();
}

/** The service is stopped, and another one, which knows of nothing, takes its place. */
async function restart(meanwhile = () => {}): Promise<void> {
  await emulator.stop();
  meanwhile();
  emulator = await startEmulator(OPTIONS);
}

/** The service knows of no document any more. */
async function forgotten(): Promise<void> {
  while ((await sessions()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** How many documents the service knows of. */
async function sessions(): Promise<number> {
  const answer = await fetch(`${emulator.dashboardUrl}${ADMIN_ROUTES.state}`);
  const { regions } = (await answer.json()) as AdminState;
  return Object.values(regions).flatMap((region) => region.sessions).length;
}

async function ready(visit: Visit): Promise<WireSocketDocument> {
  await settled(() => visit.archive === 'ready');
  await visit.document.whenSynced;
  return visit.document;
}

function write(document: WireSocketDocument, text: string): void {
  const notes = document.doc.getText('notes');
  notes.insert(notes.length, text);
}

function textOf({ doc }: Pick<WireSocketDocument, 'doc'>): string {
  return doc.getText('notes').toString();
}

function archivedText(): string {
  const doc = new Doc();
  const update = archived.get(name);
  if (update !== undefined) applyUpdate(doc, update);
  return textOf({ doc });
}

test('what was archived comes back after everybody has left', async () => {
  const first = await ready(come(SOON));
  write(first, 'kept');
  await settled(() => archivedText() === 'kept');
  await leave();

  const again = come();
  expect(again.archive).toBe('loading');
  expect(textOf(await ready(again))).toBe('kept');
});

test('several who come at once bring it once', async () => {
  const writer = await ready(come(SOON));
  write(writer, 'once');
  await settled(() => archivedText() === 'once');
  await leave();

  const visits = [come(), come(), come()];
  const documents = await Promise.all(visits.map(ready));
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  for (const document of documents) await settled(() => textOf(document) === 'once');
});

test('who was cut off meanwhile is brought what the others archived before they left', async () => {
  const mine = await ready(come(SOON));
  const [theirs, their] = [await ready(come(SOON)), clients[1]];
  mine.disconnect();
  write(theirs, 'theirs');
  await settled(() => archivedText() === 'theirs');
  their?.destroy();
  await forgotten();
  expect(textOf(mine)).toBe('');
  mine.connect();
  await settled(() => textOf(mine) === 'theirs');
});

test('two who write while the service is restarted meet again, and all of it outlasts the next restart', async () => {
  const [mine, theirs] = [await ready(come(SOON)), await ready(come(SOON))];
  write(mine, 'before ');
  await settled(() => textOf(theirs) === 'before ');
  await restart(() => {
    write(mine, 'mine ');
    write(theirs, 'theirs ');
  });
  for (const document of [mine, theirs]) document.retry();
  await settled(() => textOf(mine) === textOf(theirs) && archivedText() === textOf(mine));
  expect(textOf(mine).split(' ').sort()).toEqual(['', 'before', 'mine', 'theirs']);
  await leave();
  await restart();
  expect(textOf(await ready(come()))).toBe(archivedText());
});

test('an archive that is down for once takes nothing away', async () => {
  const visit = come();
  const document = await ready(visit);
  isDown = true;
  const before = requests;
  document.disconnect();
  document.connect();
  await settled(() => requests > before);
  await new Promise((resolve) => setTimeout(resolve, SOON));
  expect(visit.archive).toBe('ready');
});

test('several edits are archived in one, by the one who made them', async () => {
  const [mine, theirs] = [await ready(come(SOON)), await ready(come(SOON))];
  for (const letter of 'abc') write(mine, letter);
  await settled(() => textOf(theirs) === 'abc' && archivedText() === 'abc');
  await new Promise((resolve) => setTimeout(resolve, 3 * SOON));
  expect(puts).toBe(1);
});

test('leaving the page archives what the pause has not yet', async () => {
  write(await ready(come()), 'in a hurry');
  expect(puts).toBe(0);
  dispatchEvent(new Event('pagehide'));
  await settled(() => archivedText() === 'in a hurry');
});

test('so does leaving the document', async () => {
  write(await ready(come()), 'elsewhere');
  cleanup();
  await settled(() => archivedText() === 'elsewhere');
});

test('what this device had kept of an earlier visit is archived, too', async () => {
  const document = await ready(come(SOON));
  const kept = new Doc();
  kept.getText('notes').insert(0, 'written on the train');
  applyUpdate(document.doc, encodeStateAsUpdate(kept), 'the device');
  await settled(() => archivedText() === 'written on the train');
});

test('what two archive is merged, whoever comes last', async () => {
  const [mine, theirs] = [await ready(come()), await ready(come())];
  mine.disconnect();
  theirs.disconnect();
  write(mine, 'mine ');
  write(theirs, 'theirs ');
  dispatchEvent(new Event('pagehide'));
  await settled(() => archivedText().includes('mine') && archivedText().includes('theirs'));
});

test('an archive that cannot be reached says so, and is written to again', async () => {
  isDown = true;
  const unlucky = come();
  await settled(() => unlucky.archive === 'unavailable');
  await leave();

  isDown = false;
  const document = await ready(come(SOON));
  isDown = true;
  write(document, 'later');
  await new Promise((resolve) => setTimeout(resolve, 3 * SOON));
  expect(puts).toBe(0);
  isDown = false;
  await settled(() => archivedText() === 'later');
});

test('what is no update is not archived', async () => {
  const answer = await fetch(urlOf(name), { method: 'PUT', body: 'plain text' });
  expect(answer.status).toBe(400);
  expect(puts).toBe(0);
});
