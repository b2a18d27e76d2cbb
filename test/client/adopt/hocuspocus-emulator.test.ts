import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { adoptProvider, problemFromClose, problemOf, type WireSocketDocument } from '../../../src/core.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { clientOf, eventually, ForgivingWebSocket, inTime, until, untilStatus } from '../../support/kit.ts';
import { createSkippingClock, type SkippingClock } from '../../support/skipping-clock.ts';
import { MOST_HANDSHAKES, skipMinute } from './support.ts';

let emulator: Emulator;
let clock: SkippingClock;
let name = '';
let count = 0;
let renewals = 0;
const ends: (() => void)[] = [];

beforeAll(async () => {
  emulator = await startEmulator({ perIp: false, gracePeriod: 200 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  count += 1;
  name = `adopted-${count}`;
  renewals = 0;
  clock = createSkippingClock();
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function adopt(documentName = name, token = () => emulator.issueToken()): WireSocketDocument {
  const provider = new HocuspocusProvider({
    name: documentName,
    token,
    url: emulator.url,
    // The provider hands all of its options to the socket that it makes.
    ...{ WebSocketPolyfill: ForgivingWebSocket },
  });
  ends.push(() => provider.destroy());
  const renewToken = () => {
    renewals += 1;
  };
  return adoptProvider(provider, { clock, random: () => 0.5, renewToken });
}

function outcomes(documentName = name): number[] {
  return emulator.handshakes
    .filter((handshake) => handshake.documentName === documentName)
    .map(({ outcome }) => outcome);
}

test.each([
  [4002, 0],
  [4004, 40_000],
  [4006, 34_000],
  [4008, 40_000],
  [1006, 500],
  [1012, 500],
])('%i: what was typed meanwhile arrives once it is back', async (code, wait) => {
  const document = adopt();
  await document.whenSynced;
  emulator.close(name, code);
  await until(document, ({ connection }) => connection.status !== 'live');
  document.doc.getText('notes').insert(0, 'typed meanwhile');
  if (wait > 0) {
    expect((await untilStatus(document, 'waiting')).problem.code).toBe(code);
    clock.skip(wait);
  }
  await untilStatus(document, 'live');
  await until(document, ({ unsynced }) => !unsynced);
  expect(renewals).toBe(code === 4002 ? 1 : 0);
  const client = clientOf(emulator);
  ends.push(client.destroy);
  const other = client.open(name);
  await other.whenSynced;
  await eventually(() => other.doc.getText('notes').toString() === 'typed meanwhile');
});

test('it tries no more often than the rules allow, when every handshake is refused', async () => {
  const documents = Object.keys(MOST_HANDSHAKES)
    .map(Number)
    .map((code) => {
      const documentName = `refused-${code}`;
      emulator.fail({ handshake: { code }, documentName });
      return { code, documentName, document: adopt(documentName) };
    });
  await skipMinute(
    clock,
    documents.map(({ document }) => document),
  );
  for (const { code, documentName, document } of documents) {
    const made = outcomes(documentName);
    expect(made.length, `${code}`).toBeGreaterThan(0);
    expect(made.length, `${code}`).toBeLessThanOrEqual(MOST_HANDSHAKES[code] ?? 0);
    expect(new Set(made)).toEqual(new Set([code]));
    const kind = code === 4009 ? 'redirect-loop' : problemFromClose(code).kind;
    expect(problemOf(document.store.getState().connection)).toMatchObject({ kind, code });
  }
});

test('the limits of the plan are those of the token that was sent', async () => {
  const document = adopt();
  await document.whenSynced;
  expect(document.store.getState().limits).toMatchObject({ maxUsersPerDoc: expect.any(Number) });
});

test('a handshake that HTTP refuses is named by a request', async () => {
  const document = adopt();
  await document.whenSynced;
  const undo = [
    emulator.fail({ handshake: { status: 503, retryAfter: 20 } }),
    emulator.fail({ http: 'discovery', status: 503, retryAfter: 20 }),
  ];
  emulator.close(name, 1006);
  const isNamed = () => problemOf(document.store.getState().connection)?.kind === 'overloaded';
  await inTime(clock, [document], isNamed);
  for (const end of undo) end();
  await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
});

test('it asks with the token that the handshake would have now, and not with one that has expired since', async () => {
  const soon = Math.ceil(Date.now() / 1000) + 1;
  const tokens = [await emulator.issueToken({ exp: soon })];
  const document = adopt(name, async () => tokens.shift() ?? emulator.issueToken());
  await document.whenSynced;
  await eventually(() => Date.now() > soon * 1000);
  // Of every document: that of one would be met only after its token was asked for.
  ends.push(emulator.fail({ handshake: { status: 503 } }));
  emulator.close(name, 1006);
  const reason = () => problemOf(document.store.getState().connection)?.reason ?? '';
  await inTime(clock, [document], () => reason().includes('HTTP answers'));
  expect(reason()).toContain('HTTP answers (200), and no socket opens');
});

test('another one that opens the socket does not bring it along before the service allows it', async () => {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: emulator.url,
    WebSocketPolyfill: ForgivingWebSocket,
  });
  ends.push(() => websocketProvider.destroy());
  const [one, other] = [name, `${name}-other`].map((documentName) => {
    const provider = new HocuspocusProvider({
      name: documentName,
      token: () => emulator.issueToken(),
      websocketProvider,
    });
    ends.push(() => provider.destroy());
    provider.attach();
    return adoptProvider(provider, { clock });
  }) as [WireSocketDocument, WireSocketDocument];
  await Promise.all([one.whenSynced, other.whenSynced]);
  const handshakes = () => emulator.handshakes.filter(({ documentName }) => documentName === name).length;

  other.disconnect();
  emulator.close(name, 4006);
  await untilStatus(one, 'waiting');
  const before = handshakes();
  other.connect();
  await untilStatus(other, 'live');
  clock.skip(29_000);
  expect(one.store.getState().connection.status).toBe('waiting');
  expect(handshakes()).toBe(before);
  await inTime(clock, [one], () => one.store.getState().connection.status === 'live');
  expect(handshakes()).toBe(before + 1);
  expect(other.store.getState().connection.status).toBe('live');
});

describe('close() gives back a provider that goes on by itself:', () => {
  const token = () => emulator.issueToken();

  test('one whose refused socket is closing', async () => {
    emulator.fail({ handshake: { code: 4008 }, documentName: name, times: 1 });
    const provider = new HocuspocusProvider({
      name,
      token,
      url: emulator.url,
      ...{ WebSocketPolyfill: ForgivingWebSocket },
    });
    ends.push(() => provider.destroy());
    const document = adoptProvider(provider, { clock });
    await untilStatus(document, 'waiting');
    document.close();
    await eventually(() => provider.synced);
  });

  test('one that had to leave a socket which another one shares', async () => {
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: emulator.url,
      WebSocketPolyfill: ForgivingWebSocket,
    });
    ends.push(() => websocketProvider.destroy());
    const [one, other] = [name, `${name}-other`].map((documentName) => {
      const provider = new HocuspocusProvider({ name: documentName, token, websocketProvider });
      ends.push(() => provider.destroy());
      return provider;
    }) as [HocuspocusProvider, HocuspocusProvider];
    other.attach();
    await adoptProvider(other, { clock }).whenSynced;

    emulator.fail({ handshake: { code: 4008 }, documentName: name, times: 1 });
    one.attach();
    const document = adoptProvider(one, { clock });
    await untilStatus(document, 'waiting');
    expect(one.isAttached).toBe(false);
    document.close();
    await eventually(() => one.synced);
    expect(other.synced).toBe(true);
  });

  test('one that is on its way, over the socket that it has', async () => {
    let sockets = 0;
    const Counted = class extends ForgivingWebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets += 1;
      }
    };
    const provider = new HocuspocusProvider({
      name,
      token,
      url: emulator.url,
      ...{ WebSocketPolyfill: Counted },
    });
    ends.push(() => provider.destroy());
    // As an effect in <StrictMode> does.
    adoptProvider(provider, { clock }).close();
    const document = adoptProvider(provider, { clock });
    await document.whenSynced;
    expect(sockets).toBe(1);
  });
});
