import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { adoptProvider, problemFromClose, problemOf, type WireSocketDocument } from '../../../src/core.ts';
import { test as base } from '../../support/fixtures.ts';
import { eventually, ForgivingWebSocket, inTime, until, untilStatus } from '../../support/kit.ts';
import { MOST_HANDSHAKES, skipMinute } from './support.ts';

const test = base
  .extend('renewToken', () => vi.fn())
  .extend('adopt', ({ emulator, documentName, clock, renewToken }) => {
    return (name = documentName, token = () => emulator.issueToken()): WireSocketDocument => {
      const provider = new HocuspocusProvider({
        name,
        token,
        url: emulator.url,
        // The provider hands all of its options to the socket that it makes.
        ...{ WebSocketPolyfill: ForgivingWebSocket },
      });
      onTestFinished(() => provider.destroy());
      return adoptProvider(provider, { clock, random: () => 0.5, renewToken });
    };
  });

test.override({ emulatorOptions: { gracePeriod: 200 } });

test.for([
  [4002, 0],
  [4004, 40_000],
  [4006, 34_000],
  [4008, 40_000],
  [1006, 500],
  [1012, 500],
] as const)(
  '%i: what was typed meanwhile arrives once it is back',
  async ([code, wait], { emulator, connect, clock, documentName, renewToken, adopt }) => {
    const document = adopt();
    await document.whenSynced;
    emulator.close(documentName, code);
    await until(document, ({ connection }) => connection.status !== 'live');
    document.doc.getText('notes').insert(0, 'typed meanwhile');
    if (wait > 0) {
      expect((await untilStatus(document, 'waiting')).problem.code).toBe(code);
      clock.skip(wait);
    }
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(renewToken).toHaveBeenCalledTimes(code === 4002 ? 1 : 0);
    const other = connect().open(documentName);
    await other.whenSynced;
    await eventually(() => other.doc.getText('notes').toString() === 'typed meanwhile');
  },
);

test('it tries no more often than the rules allow, when every handshake is refused', async ({
  emulator,
  clock,
  outcomes,
  adopt,
}) => {
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

test('the limits of the plan are those of the token that was sent', async ({ adopt }) => {
  const document = adopt();
  await document.whenSynced;
  expect(document.store.getState().limits).toMatchObject({ maxUsersPerDoc: expect.any(Number) });
});

test('a handshake that HTTP refuses is named by a request', async ({
  emulator,
  clock,
  documentName,
  adopt,
}) => {
  const document = adopt();
  await document.whenSynced;
  const undo = [
    emulator.fail({ handshake: { status: 503, retryAfter: 20 } }),
    emulator.fail({ http: 'discovery', status: 503, retryAfter: 20 }),
  ];
  emulator.close(documentName, 1006);
  const isNamed = () => problemOf(document.store.getState().connection)?.kind === 'overloaded';
  await inTime(clock, [document], isNamed);
  for (const end of undo) end();
  await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
});

test('it asks with the token that the handshake would have now, and not with one that has expired since', async ({
  emulator,
  clock,
  documentName,
  adopt,
}) => {
  const soon = Math.ceil(Date.now() / 1000) + 1;
  const tokens = [await emulator.issueToken({ exp: soon })];
  const document = adopt(documentName, async () => tokens.shift() ?? emulator.issueToken());
  await document.whenSynced;
  await eventually(() => Date.now() > soon * 1000);
  // Of every document: that of one would be met only after its token was asked for.
  onTestFinished(emulator.fail({ handshake: { status: 503 } }));
  emulator.close(documentName, 1006);
  const reason = () => problemOf(document.store.getState().connection)?.reason ?? '';
  await inTime(clock, [document], () => reason().includes('HTTP answers'));
  expect(reason()).toContain('HTTP answers (200), and no socket opens');
});

test('another one that opens the socket does not bring it along before the service allows it', async ({
  emulator,
  clock,
  documentName,
  handshakes,
}) => {
  const websocketProvider = new HocuspocusProviderWebsocket({
    url: emulator.url,
    WebSocketPolyfill: ForgivingWebSocket,
  });
  onTestFinished(() => websocketProvider.destroy());
  const [one, other] = [documentName, `${documentName}-other`].map((documentName) => {
    const provider = new HocuspocusProvider({
      name: documentName,
      token: () => emulator.issueToken(),
      websocketProvider,
    });
    onTestFinished(() => provider.destroy());
    provider.attach();
    return adoptProvider(provider, { clock });
  }) as [WireSocketDocument, WireSocketDocument];
  await Promise.all([one.whenSynced, other.whenSynced]);

  other.disconnect();
  emulator.close(documentName, 4006);
  const { earliestRetryAt } = await untilStatus(one, 'waiting');
  const before = handshakes().length;
  other.connect();
  await untilStatus(other, 'live');
  // However long that took, a second of the wait is left.
  clock.skip(earliestRetryAt - 1_000 - clock.now());
  expect(one.store.getState().connection.status).toBe('waiting');
  expect(handshakes()).toHaveLength(before);
  await inTime(clock, [one], () => one.store.getState().connection.status === 'live');
  expect(handshakes()).toHaveLength(before + 1);
  expect(other.store.getState().connection.status).toBe('live');
});

describe('close() gives back a provider that goes on by itself:', () => {
  test('one whose refused socket is closing', async ({ emulator, clock, documentName }) => {
    emulator.fail({ handshake: { code: 4008 }, documentName, times: 1 });
    const provider = new HocuspocusProvider({
      name: documentName,
      token: () => emulator.issueToken(),
      url: emulator.url,
      ...{ WebSocketPolyfill: ForgivingWebSocket },
    });
    onTestFinished(() => provider.destroy());
    const document = adoptProvider(provider, { clock });
    await untilStatus(document, 'waiting');
    document.close();
    await eventually(() => provider.synced);
  });

  test('one that had to leave a socket which another one shares', async ({
    emulator,
    clock,
    documentName,
  }) => {
    const websocketProvider = new HocuspocusProviderWebsocket({
      url: emulator.url,
      WebSocketPolyfill: ForgivingWebSocket,
    });
    onTestFinished(() => websocketProvider.destroy());
    const [one, other] = [documentName, `${documentName}-other`].map((documentName) => {
      const provider = new HocuspocusProvider({
        name: documentName,
        token: () => emulator.issueToken(),
        websocketProvider,
      });
      onTestFinished(() => provider.destroy());
      return provider;
    }) as [HocuspocusProvider, HocuspocusProvider];
    other.attach();
    await adoptProvider(other, { clock }).whenSynced;

    emulator.fail({ handshake: { code: 4008 }, documentName, times: 1 });
    one.attach();
    const document = adoptProvider(one, { clock });
    await untilStatus(document, 'waiting');
    expect(one.isAttached).toBe(false);
    document.close();
    await eventually(() => one.synced);
    expect(other.synced).toBe(true);
  });

  test('one that is on its way, over the socket that it has', async ({ emulator, clock, documentName }) => {
    let sockets = 0;
    const Counted = class extends ForgivingWebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets += 1;
      }
    };
    const provider = new HocuspocusProvider({
      name: documentName,
      token: () => emulator.issueToken(),
      url: emulator.url,
      ...{ WebSocketPolyfill: Counted },
    });
    onTestFinished(() => provider.destroy());
    // As an effect in <StrictMode> does.
    adoptProvider(provider, { clock }).close();
    const document = adoptProvider(provider, { clock });
    await document.whenSynced;
    expect(sockets).toBe(1);
  });
});
