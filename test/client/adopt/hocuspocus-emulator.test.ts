import { HocuspocusProvider } from '@hocuspocus/provider';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { adoptProvider, problemFromClose, problemOf, type WireSocketDocument } from '../../../src/core.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { clientOf, eventually, ForgivingWebSocket, until, untilStatus } from '../../support/kit.ts';
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

function adopt(documentName = name): WireSocketDocument {
  const provider = new HocuspocusProvider({
    name: documentName,
    token: () => emulator.issueToken(),
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
