import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebsocketProvider } from 'y-websocket';
import { Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import { adoptProvider, problemOf, seed, type WireSocketDocument } from '../../../src/core.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';
import { clientOf, eventually, inTime, until, untilStatus } from '../../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../../support/skipping-clock.ts';
import { end, websocketProvider } from './support.ts';

let emulator: Emulator;
let clock: SkippingClock;
let provider: WebsocketProvider;
let name = '';
let count = 0;
let renewals = 0;
const ends: (() => void)[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false, gracePeriod: 200 });
});
afterAll(() => emulator.stop());
beforeEach(async () => {
  count += 1;
  name = `adopted-${count}`;
  renewals = 0;
  clock = createSkippingClock();
  provider = await make(name);
});
afterEach(() => {
  for (const done of ends.splice(0)) done();
});

async function make(...[documentName, options]: [string, Parameters<typeof websocketProvider>[2]?]) {
  const made = await websocketProvider(emulator, documentName, options);
  ends.push(() => end(made));
  return made;
}

function adopt(options: Parameters<typeof adoptProvider<WebsocketProvider>>[1] = {}): WireSocketDocument {
  return adoptProvider(provider, {
    clock,
    random: () => 0,
    async renewToken(renewed) {
      renewals += 1;
      renewed.protocols = ['access_token', await emulator.issueToken()];
    },
    ...options,
  });
}

async function adoptLive(options: Parameters<typeof adopt>[0] = {}): Promise<WireSocketDocument> {
  const document = adopt(options);
  await document.whenSynced;
  return document;
}

/** Another person in the same document, who gets what the server has. */
async function textOnServer(documentName = name): Promise<string> {
  const client = clientOf(emulator);
  const other = client.open(documentName);
  await other.whenSynced;
  const text = other.doc.getText('notes').toString();
  client.destroy();
  return text;
}

function outcomes(documentName = name): number[] {
  return emulator.handshakes
    .filter((handshake) => handshake.documentName === documentName)
    .map(({ outcome }) => outcome);
}

function type(document: WireSocketDocument, text: string): void {
  document.doc.getText('notes').insert(0, text);
}

const ownMethods = () => ['connect', 'disconnect', 'destroy'].filter((key) => Object.hasOwn(provider, key));

describe('what it tells', () => {
  test('the document of the provider, from before its first sync on', async () => {
    const document = adopt();
    const told: unknown[] = [];
    document.on('status', ({ status }) => told.push(status));
    document.on('synced', (isSynced) => told.push(isSynced));
    document.on('connection-close', ({ code }) => told.push(code));
    expect(document).toMatchObject({ name, doc: provider.doc, awareness: provider.awareness });
    expect(document.store.getState()).toMatchObject({
      connection: { status: 'connecting' },
      hasSynced: false,
    });
    await document.whenSynced;
    expect(document.store.getState()).toMatchObject({ connection: { status: 'live' }, hasSynced: true });
    emulator.close(name, 4008);
    await untilStatus(document, 'waiting');
    expect(told).toEqual(['connected', true, 4008, false, 'disconnected']);
    expect(document.store.getState().hasSynced).toBe(true);
  });

  test('one that is in sync already is live at once', async () => {
    await new Promise<void>((resolve) => provider.once('sync', () => resolve()));
    const document = adopt();
    expect(document.store.getState().hasSynced).toBe(true);
    await Promise.resolve().then(() => {});
    expect(document.store.getState().connection.status).toBe('live');
    await document.whenSynced;
    expect(outcomes()).toEqual([0]);
  });

  test('one that is not to connect yet is idle, until it is told to', async () => {
    provider = await make('idle', { connect: false });
    const document = adopt();
    expect(document.store.getState().connection.status).toBe('idle');
    document.connect();
    await document.whenSynced;
    expect(outcomes('idle')).toEqual([0]);
  });

  test('the same provider is the same document', () => {
    expect(adopt()).toBe(adopt());
  });
});

test('the first content of its document can be seeded, once', async () => {
  const other = await make(name);
  const documents = [adopt(), adoptProvider(other)];
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  await Promise.all(
    documents.map((document) => seed(document, (doc) => doc.getText('notes').insert(0, 'once'))),
  );
  await Promise.all(documents.map((document) => until(document, ({ unsynced }) => !unsynced)));
  expect(await textOnServer()).toBe('once');
  expect(documents.map(({ doc }) => doc.getText('notes').toString())).toEqual(['once', 'once']);
});

describe('unsynced', () => {
  test('until the server has read what was typed', async () => {
    const document = await adoptLive();
    await until(document, ({ unsynced }) => !unsynced);
    const undo = emulator.fail({ delay: 200, documentName: name });
    type(document, 'typed');
    expect(document.store.getState().unsynced).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(document.store.getState().unsynced).toBe(true);
    undo();
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed');
  });

  test('an answer to a step 1 that was sent before the edit does not prove it', async () => {
    const document = await adoptLive();
    await until(document, ({ unsynced }) => !unsynced);
    const answers: boolean[] = [];
    provider.ws?.addEventListener('message', ({ data }) => {
      const [message, step] = new Uint8Array(data);
      if (message === 0 && step === 1) answers.push(document.store.getState().unsynced);
    });
    clock.skip(1_000);
    // As its resyncInterval does.
    provider.ws?.send(yWebsocket.stepOne(encodeStateVector(provider.doc)));
    type(document, 'typed');
    await until(document, ({ unsynced }) => !unsynced);
    await eventually(() => answers.length === 2);
    expect(answers).toEqual([true, false]);
  });

  test('what a server does not ask for it has not read, whatever it answers', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'access_token' });
    await new Promise((resolve) => server.once('listening', resolve));
    const nothing = encodeStateAsUpdate(new Doc());
    server.on('connection', (socket) => {
      socket.on('message', (message: Buffer) => {
        if (message[0] === 0 && message[1] === 0) socket.send(yWebsocket.stepTwo(nothing));
      });
    });
    const doc = new Doc();
    doc.getText('notes').insert(0, 'brought');
    const { port } = server.address() as { port: number };
    provider = await make('deaf', { doc, serverUrl: `ws://127.0.0.1:${port}` });
    const document = await adoptLive();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(document.store.getState().unsynced).toBe(true);
    for (const socket of server.clients) socket.send(yWebsocket.stepOne(encodeStateVector(new Doc())));
    await until(document, ({ unsynced }) => !unsynced);
    document.disconnect();
    server.close();
  });

  test('many edits are asked for once a second', async () => {
    const document = await adoptLive();
    await until(document, ({ unsynced }) => !unsynced);
    const sent = vi.spyOn(provider.ws as WebSocket, 'send');
    for (let edit = 0; edit < 50; edit += 1) {
      type(document, 'x');
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(document.store.getState().unsynced).toBe(true);
    // 50 updates and one question.
    expect(sent.mock.calls).toHaveLength(51);
    clock.skip(1_000);
    await until(document, ({ unsynced }) => !unsynced);
  });

  test('what the app brought along counts, until the server has it', async () => {
    const doc = new Doc();
    doc.getText('notes').insert(0, 'brought');
    provider = await make(`${name}-brought`, { doc });
    const document = adopt();
    expect(document.store.getState().unsynced).toBe(true);
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer(`${name}-brought`)).toBe('brought');
  });
});

describe('what it does on the documented codes', () => {
  test('4002: has the token renewed, reconnects at once, and what was typed meanwhile arrives', async () => {
    const document = await adoptLive();
    const before = provider.protocols;
    emulator.close(name, 4002);
    await until(document, ({ connection }) => connection.status === 'connecting');
    type(document, 'typed meanwhile');
    await untilStatus(document, 'live');
    expect(renewals).toBe(1);
    expect(provider.protocols).not.toBe(before);
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed meanwhile');
    // A token that was let in is not renewed for a blip.
    emulator.close(name, 1012);
    await untilStatus(document, 'waiting');
    clock.skip(2_000);
    await untilStatus(document, 'live');
    expect(renewals).toBe(1);
  });

  test('4002 again: it stops, and a person who signs in goes on', async () => {
    const document = await adoptLive();
    const free = emulator.fail({ handshake: { code: 4002 }, documentName: name });
    emulator.close(name, 4002);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(outcomes()).toEqual([0, 4002]);
    free();
    clock.skip(2_000);
    document.renew();
    await untilStatus(document, 'live');
    expect(renewals).toBe(2);
  });

  test('a renewal that fails is waited out, and tried again before any handshake', async () => {
    let asked = 0;
    const document = await adoptLive({
      async renewToken(renewed) {
        asked += 1;
        if (asked === 1) throw Object.assign(new Error('Maintenance.'), { status: 503, retryAfter: 20 });
        if (asked === 2) throw new Error('No network.');
        renewed.protocols = ['access_token', await emulator.issueToken()];
      },
    });
    emulator.close(name, 4002);
    const { problem, retryAt } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'maintenance', source: 'dashboard', code: 503 });
    expect((retryAt ?? 0) - clock.now()).toBeGreaterThan(19_000);
    clock.skip(21_000);
    await until(document, ({ connection }) =>
      'problem' in connection ? connection.problem?.kind === 'token-unavailable' : false,
    );
    clock.skip(2_000);
    await untilStatus(document, 'live');
    expect(asked).toBe(3);
    expect(outcomes()).toEqual([0, 0]);
  });

  test('a renewal that hangs is given up after 30 s', async () => {
    const document = await adoptLive({ renewToken: () => new Promise(() => {}) });
    emulator.close(name, 4002);
    await until(document, ({ connection }) => connection.status === 'connecting');
    clock.skip(30_000);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    expect(problem.reason).toContain('renewToken did not finish within 30 s');
  });

  test('4006: 30 s at least, whoever asks and however', async () => {
    const document = await adoptLive();
    emulator.close(name, 4006);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'rate-limit', code: 4006 });
    type(document, 'typed while waiting');
    clock.skip(25_000);
    document.retry();
    provider.connect();
    expect(document.store.getState().connection.status).toBe('waiting');
    clock.skip(8_000);
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed while waiting');
    expect(outcomes().slice(0, 2)).toEqual([0, 0]);
  });

  test('4008: a waiting room that lets in when a place is free', async () => {
    const free = emulator.fail({ handshake: { code: 4008 }, documentName: name });
    const document = adopt();
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('document-full');
    free();
    type(document, 'written in the waiting room');
    clock.skip(31_000);
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('written in the waiting room');
  });

  test('4009: follows at once into the other region, and goes home when it is released', async () => {
    const pinned = clientOf(emulator, { endpoint: emulator.regions['us-east-1']?.url ?? '' });
    ends.push(pinned.destroy);
    await pinned.open(`${name}-pinned`).whenSynced;
    provider = await make(`${name}-pinned`);
    const document = await adoptLive();
    expect(provider.serverUrl).toBe(emulator.regions['us-east-1']?.url);
    expect(outcomes(`${name}-pinned`)).toEqual([0, 4009, 0]);
    document.close();
    expect(provider.serverUrl).toBe(emulator.url);
  });

  test('4009 to a stranger: it stops, and the token goes nowhere', async () => {
    const document = await adoptLive();
    emulator.close(name, 4009, 'REDIRECT:wss://elsewhere.example.com');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'untrusted-redirect', code: 4009 });
    expect(problem?.reason).toContain('trustedHosts');
    expect(provider.serverUrl).toBe(emulator.url);
    expect(outcomes()).toEqual([0]);
  });

  test.each([1006, 1011, 1012, 4205, 4408])('%i: back in a moment', async (code) => {
    const document = await adoptLive();
    emulator.close(name, code);
    await untilStatus(document, 'waiting');
    type(document, 'typed meanwhile');
    clock.skip(500);
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed meanwhile');
  });

  test('a handshake that nobody answers fails after 10 s', async () => {
    const free = emulator.fail({ handshake: 'silence', documentName: `${name}-silent` });
    provider = await make(`${name}-silent`);
    const document = adopt();
    await until(document, ({ connection }) => 'step' in connection && connection.step === 'handshake');
    clock.skip(10_000);
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('unreachable');
    free();
    clock.skip(30_000);
    await untilStatus(document, 'live');
  });

  test('a silent socket that the provider gives up is a lost connection', async () => {
    const document = await adoptLive();
    provider.emit('connection-close', [null, provider]);
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('connection-lost');
  });
});

describe('what needs the token of the provider', () => {
  test.each([
    ['in its subprotocols', async () => ({ protocols: ['access_token', await emulator.issueToken()] })],
    [
      'in its address, beside other things',
      async () => ({ protocols: [], params: { room: 'a.b.c', token: await emulator.issueToken() } }),
    ],
  ])('the limits of the plan, from the token %s', async (_, withToken) => {
    provider = await make(`${name}-limits`, await withToken());
    const document = await adoptLive();
    expect(document.store.getState().limits).toMatchObject({ maxUsersPerDoc: expect.any(Number) });
  });

  test('without a token that can be read there are none', async () => {
    provider = await make(`${name}-none`, { protocols: ['access_token', 'a.b.c'] });
    const document = adopt({ renewToken: undefined });
    await untilStatus(document, 'stopped');
    expect(document.store.getState().limits).toBeNull();
  });

  test.each([
    [503, 'overloaded', 'waiting'],
    [429, 'too-many-requests', 'waiting'],
  ] as const)('a handshake that HTTP refuses with %i is named by a request', async (status, kind, then) => {
    const refused = `${name}-refused`;
    const undo = [
      emulator.fail({ handshake: { status, retryAfter: 20 }, documentName: refused }),
      emulator.fail({ http: 'discovery', status, retryAfter: 20, documentName: refused }),
    ];
    provider = await make(refused);
    const document = adopt();
    await inTime(clock, [document], () => problemOf(document.store.getState().connection)?.kind === kind);
    expect(document.store.getState().connection).toMatchObject({
      status: then,
      problem: { source: 'dataplane', code: status },
    });
    for (const end of undo) end();
    await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
  });

  test('a 401 has the token renewed', async () => {
    const refused = `${name}-refused`;
    const undo = emulator.fail({ handshake: { status: 401 }, documentName: refused });
    emulator.fail({ http: 'discovery', status: 401, documentName: refused, times: 1 });
    provider = await make(refused);
    const document = adopt({
      async renewToken(renewed) {
        renewals += 1;
        undo();
        renewed.protocols = ['access_token', await emulator.issueToken()];
      },
    });
    await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
    expect(renewals).toBe(1);
  });

  test('without a token nobody is asked, and what is known is all there is', async () => {
    const refused = `${name}-refused`;
    emulator.fail({ handshake: { status: 503 }, documentName: refused });
    emulator.fail({ http: 'discovery', status: 503, documentName: refused });
    provider = await make(refused, { protocols: ['access_token', 'a.b.c'] });
    const document = adopt();
    let attempts = 0;
    document.store.subscribe(({ connection }) => {
      if (connection.status === 'waiting') attempts += 1;
    });
    await inTime(clock, [document], () => attempts > 3);
    expect(problemOf(document.store.getState().connection)).toMatchObject({ kind: 'unreachable' });
  });
});

test('4005: a place that another adopted document leaves is taken once the service has freed it', async () => {
  const first = await adoptLive();
  emulator.fail({ handshake: { code: 4005 }, documentName: `${name}-second`, times: 1 });
  provider = await make(`${name}-second`);
  const second = adopt();
  const { problem, retryAt } = await untilStatus(second, 'waiting');
  expect(problem.kind).toBe('document-limit');
  first.disconnect();
  clock.skip(5_000);
  expect(second.store.getState().connection.status).toBe('waiting');
  clock.skip(5_500);
  await untilStatus(second, 'live');
  expect(clock.now()).toBeLessThan(retryAt ?? 0);
});

describe("4005: the kit's own client and an adopted provider in one page", () => {
  const secondName = () => `${name}-second`;

  /** A document of the kit's own client, which goes with its client. */
  function open(documentName: string, service = emulator): WireSocketDocument {
    const client = clientOf(service, { clock, random: () => 0.5 });
    ends.push(client.destroy);
    return client.open(documentName);
  }

  async function adoptSecond(): Promise<WireSocketDocument> {
    provider = await make(secondName());
    return adopt();
  }

  /** The second one is let in once the first one has left a grace period ago, and not at its own next try. */
  async function takesPlace(first: WireSocketDocument, second: WireSocketDocument): Promise<void> {
    const { problem, retryAt } = await untilStatus(second, 'waiting');
    expect(problem.kind).toBe('document-limit');
    first.disconnect();
    clock.skip(10_000);
    expect(second.store.getState().connection.status).toBe('waiting');
    clock.skip(500);
    await untilStatus(second, 'live');
    expect(clock.now()).toBeLessThan(retryAt ?? 0);
  }

  test('what the client leaves, the provider takes', async () => {
    const first = open(name);
    await first.whenSynced;
    emulator.fail({ handshake: { code: 4005 }, documentName: secondName(), times: 1 });
    await takesPlace(first, await adoptSecond());
  });

  test('what the provider leaves, the client takes', async () => {
    const first = await adoptLive();
    emulator.fail({ handshake: { code: 4005 }, documentName: secondName(), times: 1 });
    await takesPlace(first, open(secondName()));
  });

  test('what the client leaves for good, with its last document, the provider takes, too', async () => {
    const first = open(name);
    await first.whenSynced;
    emulator.fail({ handshake: { code: 4005 }, documentName: secondName(), times: 1 });
    const second = await adoptSecond();
    await untilStatus(second, 'waiting');
    first.close();
    clock.skip(1_000);
    clock.skip(10_500);
    await untilStatus(second, 'live');
  });

  test('a client of another service hears nothing of it', async () => {
    const another = await startEmulator({ perIp: false });
    ends.unshift(() => void another.stop());
    const first = await adoptLive();
    another.fail({ handshake: { code: 4005 }, documentName: secondName(), times: 1 });
    const second = open(secondName(), another);
    await untilStatus(second, 'waiting');
    first.disconnect();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
  });
});

describe('4005: a place that no adopted document of the service has left', () => {
  const secondName = () => `${name}-second`;

  /** A document that waits for a place, beside one that is live. */
  async function startWaiting(service: Emulator): Promise<WireSocketDocument> {
    service.fail({ handshake: { code: 4005 }, documentName: secondName(), times: 1 });
    const waiting = await websocketProvider(service, secondName());
    ends.push(() => end(waiting));
    const document = adoptProvider(waiting, { clock, random: () => 0 });
    ends.push(() => document.close());
    await untilStatus(document, 'waiting');
    return document;
  }

  test('since its provider goes on, is not tried for; once that is destroyed it is', async () => {
    const first = await adoptLive();
    const second = await startWaiting(emulator);
    first.close();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
    await adoptLive();
    provider.destroy();
    clock.skip(11_000);
    await untilStatus(second, 'live');
  });

  test('but one of another service, is not tried for', async () => {
    const another = await startEmulator({ perIp: false });
    ends.unshift(() => void another.stop());
    const first = await adoptLive();
    const second = await startWaiting(another);
    first.disconnect();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
  });
});

describe('whose say it is', () => {
  test("the app's own connect() and disconnect() still do what they say", async () => {
    const document = await adoptLive();
    provider.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(provider.wsconnected).toBe(false);
    provider.connect();
    await untilStatus(document, 'live');
    document.disconnect();
    expect(provider.wsconnected).toBe(false);
    document.connect();
    await untilStatus(document, 'live');
    expect(outcomes()).toEqual([0, 0, 0]);
  });

  test('one that is adopted while it is connected, and disconnected at once, does not stay so', async () => {
    await eventually(() => provider.synced);
    const document = adopt();
    document.disconnect();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(provider.ws).toBeNull();
  });

  test('close() gives it back: nothing of ours is left, and it goes on trying by itself', async () => {
    const document = await adoptLive();
    document.close();
    expect(ownMethods()).toEqual([]);
    expect(Object.hasOwn(provider.ws ?? {}, 'send')).toBe(false);
    expect(provider.wsconnected).toBe(true);
    expect(clock.pending()).toBe(0);
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    emulator.close(name, 4003);
    await eventually(() => outcomes().length > 1);
    expect(document.store.getState().connection.status).toBe('stopped');
    expect(adopt()).not.toBe(document);
  });

  test('close() while it waits: the provider tries at once, as is its way', async () => {
    const document = await adoptLive();
    emulator.close(name, 4004);
    await untilStatus(document, 'waiting');
    document.close();
    expect(clock.pending()).toBe(0);
    await eventually(() => provider.synced);
    document.retry();
    document.connect();
    expect(outcomes()).toEqual([0, 0]);
  });

  test('a provider that is destroyed takes its document with it', async () => {
    const document = await adoptLive();
    provider.destroy();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    document.connect();
    document.close();
    expect(provider.ws).toBeNull();
    expect(clock.pending()).toBe(0);
    expect(ownMethods()).toEqual([]);
    expect(() => adopt()).toThrow(/was destroyed. Make and adopt it in the effect that destroys it/);
  });

  test('stateless messages are not for y-websocket', async () => {
    const document = adopt();
    expect(() => document.sendStateless('hello')).toThrow(/has no stateless messages/);
    expect(() => document.sendStateless(1 as unknown as string)).toThrow(TypeError);
  });
});

test.each([[null], [undefined], ['notes'], [{}], [new Doc()], [{ configuration: { name: 'notes' } }]])(
  'what is no provider is refused: %s',
  (value) => {
    expect(() => adoptProvider(value as unknown as WebsocketProvider)).toThrow(TypeError);
    expect(() => adoptProvider(value as unknown as WebsocketProvider)).toThrow(
      /adoptProvider takes a WebsocketProvider/,
    );
  },
);
