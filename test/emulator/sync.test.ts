import { afterEach, expect, onTestFinished, vi } from 'vitest';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Emulator } from '../../src/emulator/index.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { test } from '../support/fixtures.ts';
import { dial, enterAndJoin, provide, start, until, untilForgotten, usageOf } from './support.ts';

test.override({ emulatorOptions: { gracePeriod: 250 } });

const uncaught: unknown[] = [];
const note = (error: unknown) => uncaught.push(error);
process.on('uncaughtException', note);
afterEach(() => expect(uncaught).toEqual([]));

test.for([false, true])(
  "two of y-websocket's own providers converge (token in a subprotocol: %s)",
  async (sub, { emulator, documentName }) => {
    const token = await emulator.issueToken();
    const one = provide(emulator, documentName, token, sub);
    const two = provide(emulator, documentName, token, sub);
    await until(() => one.provider.synced && two.provider.synced);
    one.doc.getText('t').insert(0, 'hello ');
    two.doc.getText('t').insert(0, 'world ');
    await until(() => [one, two].every(({ doc }) => doc.getText('t').length === 12));
    expect(one.doc.getText('t').toString()).toBe(two.doc.getText('t').toString());

    const late = provide(emulator, documentName, token, sub);
    await until(() => late.provider.synced);
    expect(late.doc.getText('t').toString()).toBe(one.doc.getText('t').toString());
  },
);

test('awareness crosses, reaches those who come later, and ends with the connection', async ({
  emulator,
  documentName,
}) => {
  const token = await emulator.issueToken();
  const one = provide(emulator, documentName, token);
  one.awareness.setLocalState({ name: 'Ada' });
  const two = provide(emulator, documentName, token);
  await until(() => two.awareness.getStates().get(one.doc.clientID)?.name === 'Ada');
  one.awareness.setLocalStateField('name', 'Grace');
  await until(() => two.awareness.getStates().get(one.doc.clientID)?.name === 'Grace');
  one.provider.ws?.close();
  one.provider.shouldConnect = false;
  await until(() => !two.awareness.getStates().has(one.doc.clientID));
});

test('a presence that has moved to a new socket does not end with the old one', async ({
  emulator,
  documentName,
}) => {
  const presence = (clock: number) => {
    const state = JSON.stringify({ name: 'Ada' });
    return yWebsocket.awareness(new Uint8Array([1, 7, clock, state.length, ...Buffer.from(state)]));
  };
  const watcher = provide(emulator, documentName, await emulator.issueToken());
  const first = await enterAndJoin(emulator, documentName);
  first.socket.send(presence(1));
  await until(() => watcher.awareness.getStates().has(7));
  const second = await enterAndJoin(emulator, documentName);
  second.socket.send(presence(2));
  await until(() => watcher.awareness.meta.get(7)?.clock === 2);
  first.socket.terminate();
  await until(async () => (await usageOf(emulator)).connections === 2);
  const late = await enterAndJoin(emulator, documentName);
  await until(() => late.messages.length === 2);
  second.socket.terminate();
  await until(() => !watcher.awareness.getStates().has(7));
});

test('an update goes to the others, and not back to its sender', async ({ emulator, documentName }) => {
  const sender = await enterAndJoin(emulator, documentName);
  const other = await enterAndJoin(emulator, documentName);
  const doc = new Doc();
  doc.on('update', (update: Uint8Array) => sender.socket.send(yWebsocket.update(update)));
  doc.getText('t').insert(0, 'x');
  await until(() => other.messages.length === 2);
  // Answered in order: had the update come back, it would be here before the answer.
  sender.socket.send(yWebsocket.stepOne(encodeStateVector(doc)));
  await until(() => sender.messages.length > 1);
  expect(sender.messages.map((message) => yWebsocket.decode(message).type)).toEqual(['step-1', 'step-2']);
  expect(other.messages.map((message) => yWebsocket.decode(message).type)).toEqual(['step-1', 'update']);
});

test('awareness comes back to its sender too: y-websocket leaves a socket that is silent for 30 s', async ({
  emulator,
  documentName,
}) => {
  const client = await enterAndJoin(emulator, documentName);
  const presence = yWebsocket.awareness(new Uint8Array([1, 7, 1, 2, 123, 125]));
  client.socket.send(presence);
  await until(() => client.messages.length === 2);
  expect(client.messages[1]).toEqual(presence);
});

test('an awareness query is answered with all states', async ({ emulator, documentName }) => {
  const one = provide(emulator, documentName, await emulator.issueToken());
  one.awareness.setLocalState({ name: 'Ada' });
  await until(() => one.provider.synced);
  const client = await enterAndJoin(emulator, documentName);
  await until(() => client.messages.length === 2);
  client.socket.send(new Uint8Array([3]));
  await until(() => client.messages.length === 3);
  expect(client.messages[2]).toEqual(client.messages[1]);
});

/** What one finds who comes after the only other has written something and left. */
async function contentAfterLeaving(emulator: Emulator, isTime: () => Promise<void>): Promise<string> {
  const token = await emulator.issueToken();
  const one = provide(emulator, 'doc', token);
  await until(() => one.provider.synced);
  one.doc.getText('t').insert(0, 'kept');
  one.provider.destroy();
  await isTime();
  const two = provide(emulator, 'doc', token);
  await until(() => two.provider.synced);
  return two.doc.getText('t').toString();
}

test('the content lives through the grace period', async () => {
  const emulator = await start({ gracePeriod: 600_000 });
  const hasLeft = () => until(async () => (await usageOf(emulator)).connections === 0);
  expect(await contentAfterLeaving(emulator, hasLeft)).toBe('kept');
});

test('the content does not outlive the grace period', async () => {
  const emulator = await start({ gracePeriod: 0 });
  expect(await contentAfterLeaving(emulator, () => untilForgotten(emulator, 'doc'))).toBe('');
});

test('the token is checked at the handshake only', async ({ emulator, documentName }) => {
  const token = await emulator.issueToken();
  const protocols = ['access_token', token];
  const live = dial(`${emulator.url}/${documentName}`, protocols);
  const other = await enterAndJoin(emulator, documentName);
  await live.joined;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000_000 });
  onTestFinished(() => void vi.useRealTimers());
  expect((await dial(`${emulator.url}/${documentName}`, protocols).closed).code).toBe(4002);
  const doc = new Doc();
  doc.getText('t').insert(0, 'x');
  live.socket.send(yWebsocket.update(encodeStateAsUpdate(doc)));
  await until(() => other.messages.some((message) => yWebsocket.decode(message).type === 'update'));
});

const garbage: Record<string, [Uint8Array, number]> = {
  empty: [new Uint8Array(), 1007],
  'of an unknown type': [new Uint8Array([9, 1, 2]), 1007],
  'a sync message of an unknown type': [new Uint8Array([0, 9, 0]), 1007],
  truncated: [new Uint8Array([0, 2, 20, 1]), 1007],
  'a length of 100 MB': [new Uint8Array([0, 2, 128, 194, 215, 47, 1]), 1007],
  'an update that is none': [new Uint8Array([0, 2, 3, 255, 255, 255]), 1007],
  'a state vector that is none': [new Uint8Array([0, 0, 3, 255, 255, 255]), 1007],
  'awareness that is no JSON': [new Uint8Array([1, 5, 1, 7, 1, 1, 123]), 1007],
  'a server’s auth message': [new Uint8Array([2, 0, 0]), 1007],
};

test.for(Object.entries(garbage))(
  'garbage (%s) ends that socket only',
  async ([, [bytes, code]], { emulator, documentName }) => {
    const one = provide(emulator, documentName, await emulator.issueToken());
    await until(() => one.provider.synced);
    const client = await enterAndJoin(emulator, documentName);
    client.socket.send(bytes);
    expect((await client.closed).code).toBe(code);
    expect(one.provider.wsconnected).toBe(true);
  },
);

test('so do a text frame, a frame that is none, and a message that is too big', async ({
  emulator,
  documentName,
}) => {
  const text = await enterAndJoin(emulator, documentName);
  text.socket.send('hello');
  expect((await text.closed).code).toBe(1002);

  const raw = await enterAndJoin(emulator, documentName);
  // An opcode that is reserved.
  Reflect.get(raw.socket, '_socket').write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]));
  expect((await raw.closed).code).toBe(1002);

  const big = await enterAndJoin(emulator, documentName);
  // Claims 100 MB, and is refused before they come.
  Reflect.get(big.socket, '_socket').write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 5, 245, 225, 0, 0, 0, 0, 0]));
  expect((await big.closed).code).toBe(1009);
  await enterAndJoin(emulator, documentName);
});
