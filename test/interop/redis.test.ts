import { randomUUID } from 'node:crypto';
import { Redis as RedisExtension } from '@hocuspocus/extension-redis';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createWireSocketClient, type WireSocketClient } from '../../src/core.ts';
import { eventually, inTime, isSaved, until, WebSocketClass } from '../support/kit.ts';
import { openRedis, type Redis } from '../support/redis.ts';
import { createSkippingClock, type SkippingClock } from '../support/skipping-clock.ts';
import { type HocuspocusNode, openTheirs, startHocuspocus } from './hocuspocus-node.ts';
import { createRandom, editAtRandom, expectConvergence } from './random-edits.ts';

/** Two of Hocuspocus' own servers that know of each other through Redis only. */
let redis: Redis;
let here: HocuspocusNode;
let there: HocuspocusNode;
let clock: SkippingClock;
/** Of what they keep in Redis, where others may keep something, too. */
let prefix = '';
const opened: { destroy(): void }[] = [];

beforeAll(async () => {
  redis = await openRedis();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  clock = createSkippingClock();
  prefix = randomUUID();
  [here, there] = await Promise.all([start(), start()]);
});
afterEach(async () => {
  for (const one of opened.splice(0)) one.destroy();
  await Promise.all([here.stop(), there.stop()]);
});

async function start(port = 0): Promise<HocuspocusNode> {
  const { host, port: redisPort } = redis;
  const extension = new RedisExtension({ host, port: redisPort, prefix, disconnectDelay: 50 });
  // Its client asks how Redis is when it connects, which it may not once it has subscribed to a document.
  await eventually(() => [extension.pub, extension.sub].every(({ status }) => status === 'ready'));
  return startHocuspocus({ port, extensions: [extension] });
}

function ours({ url }: HocuspocusNode) {
  const client: WireSocketClient = createWireSocketClient({
    endpoint: url,
    dialect: 'hocuspocus',
    getAccessToken: () => 'good',
    WebSocket: WebSocketClass,
    clock,
  });
  opened.push(client);
  return client.open('notes');
}

function theirs({ url }: HocuspocusNode) {
  const one = openTheirs(url, 'notes');
  opened.push(one);
  return one;
}

test.each([1, 2])('random edits with cuts and a restart of one node converge (seed %i)', async (seed) => {
  const random = createRandom(seed);
  const mine = [ours(here), ours(there)];
  const docs = [...mine, theirs(here), theirs(there)].map(({ doc }) => doc);
  for (let round = 0; round < 200; round += 1) {
    editAtRandom(docs, random);
    if (round % 40 === 20) (random() < 0.5 ? here : there).cut();
    if (round === 100) {
      await here.stop();
      here = await start(here.port);
    }
    if (round % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    clock.skip(100);
  }
  await inTime(clock, mine, () => mine.every(isSaved));
  await expectConvergence(docs);
});

test('presence crosses from node to node, and leaving clears it', async () => {
  const [mine, others] = [ours(here), theirs(there)];
  // The extension does not pass on how the last one of a node leaves.
  await Promise.all([mine.whenSynced, ours(here).whenSynced]);
  mine.awareness.setLocalStateField('user', { name: 'Ada' });
  others.provider.setAwarenessField('user', { name: 'Ben' });
  const { clientID } = mine.awareness;
  await eventually(() => others.provider.awareness?.getStates().get(clientID)?.user?.name === 'Ada');
  await eventually(() => mine.awareness.getStates().get(others.doc.clientID)?.user?.name === 'Ben');
  mine.disconnect();
  await eventually(() => !others.provider.awareness?.getStates().has(clientID));
});

test('a restart of one node loses nothing: neither what it had, nor what was written meanwhile', async () => {
  const [stays, restarts] = [ours(there), ours(here)];
  await Promise.all([stays.whenSynced, restarts.whenSynced]);
  restarts.doc.getText('t').insert(0, 'before ');
  await eventually(() => stays.doc.getText('t').toString() === 'before ');
  await here.stop();
  await until(restarts, ({ connection }) => connection.status === 'waiting');
  restarts.doc.getText('t').insert(7, 'meanwhile here ');
  stays.doc.getText('t').insert(7, 'meanwhile there ');
  await until(stays, ({ unsynced }) => !unsynced);
  expect(restarts.store.getState().unsynced).toBe(true);
  here = await start(here.port);
  await inTime(clock, [restarts], () => isSaved(restarts));
  await until(restarts, ({ unsynced }) => !unsynced);
  await expectConvergence([stays.doc, restarts.doc]);
  for (const text of ['before ', 'meanwhile here ', 'meanwhile there ']) {
    expect(restarts.doc.getText('t').toString()).toContain(text);
  }
  // Who opens it only now finds all of it, on either node.
  for (const node of [here, there]) {
    const late = ours(node);
    await late.whenSynced;
    await eventually(() => late.doc.getText('t').length === restarts.doc.getText('t').length);
  }
});

test('what is said beside the document crosses, too', async () => {
  const [mine, others] = [ours(here), ours(there)];
  await Promise.all([mine.whenSynced, others.whenSynced]);
  const heard: string[] = [];
  others.on('stateless', (payload) => heard.push(payload));
  here.server.hocuspocus.documents.get('notes')?.broadcastStateless('hello');
  await eventually(() => heard.length > 0);
  expect(heard).toEqual(['hello']);
});
