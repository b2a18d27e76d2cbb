import { describe, expect, onTestFinished } from 'vitest';
import { adoptProvider, type WireSocketDocument } from '../../../src/core.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/index.ts';
import { clientOf, untilStatus } from '../../support/kit.ts';
import { end, websocketProvider } from './support.ts';
import { test as base } from './websocket-fixtures.ts';

const test = base
  /** Of a document beside the test's own. */
  .extend('secondName', ({ documentName }) => `${documentName}-second`)
  /** Refuses the second document once, where it is asked for a place. */
  .extend('refuseSecond', ({ emulator, secondName }) => (service: Emulator = emulator) => {
    service.fail({ handshake: { code: 4005 }, documentName: secondName, times: 1 });
  })
  .extend(
    'adoptSecond',
    ({ make, adopt, secondName }) =>
      async () =>
        adopt(await make(secondName)),
  )
  /** A document of the kit's own client, which goes with its client. */
  .extend('open', ({ connect, clock }) => (name: string) => {
    return connect({ clock, random: () => 0.5 }).open(name);
  })
  /** The second one is let in once the first one has left a grace period ago, and not at its own next try. */
  .extend('takesPlace', ({ clock }) => async (first: WireSocketDocument, second: WireSocketDocument) => {
    const { problem, retryAt } = await untilStatus(second, 'waiting');
    expect(problem.kind).toBe('document-limit');
    first.disconnect();
    clock.skip(10_000);
    expect(second.store.getState().connection.status).toBe('waiting');
    clock.skip(500);
    await untilStatus(second, 'live');
    expect(clock.now()).toBeLessThan(retryAt ?? 0);
  })
  /** A document that waits for a place of a service, beside one that is live. */
  .extend('startWaiting', ({ clock, secondName, refuseSecond }) => async (service: Emulator) => {
    refuseSecond(service);
    const provider = await websocketProvider(service, secondName);
    onTestFinished(() => end(provider));
    const document = adoptProvider(provider, { clock, random: () => 0 });
    onTestFinished(() => document.close());
    await untilStatus(document, 'waiting');
    return document;
  });

/** Of another service. It ends with the test. */
async function startAnother(): Promise<Emulator> {
  const another = await startEmulator({ perIp: false });
  onTestFinished(another.stop);
  return another;
}

test('4005: a place that another adopted document leaves is taken once the service has freed it', async ({
  clock,
  provider,
  adoptLive,
  refuseSecond,
  adoptSecond,
}) => {
  const first = await adoptLive(provider);
  refuseSecond();
  const second = await adoptSecond();
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
  test('what the client leaves, the provider takes', async ({
    documentName,
    open,
    refuseSecond,
    adoptSecond,
    takesPlace,
  }) => {
    const first = open(documentName);
    await first.whenSynced;
    refuseSecond();
    await takesPlace(first, await adoptSecond());
  });

  test('what the provider leaves, the client takes', async ({
    provider,
    adoptLive,
    secondName,
    open,
    refuseSecond,
    takesPlace,
  }) => {
    const first = await adoptLive(provider);
    refuseSecond();
    await takesPlace(first, open(secondName));
  });

  test('what the client leaves for good, with its last document, the provider takes, too', async ({
    clock,
    documentName,
    open,
    refuseSecond,
    adoptSecond,
  }) => {
    const first = open(documentName);
    await first.whenSynced;
    refuseSecond();
    const second = await adoptSecond();
    await untilStatus(second, 'waiting');
    first.close();
    clock.skip(1_000);
    clock.skip(10_500);
    await untilStatus(second, 'live');
  });

  test('a client of another service hears nothing of it', async ({
    clock,
    provider,
    adoptLive,
    secondName,
    refuseSecond,
  }) => {
    const another = await startAnother();
    const first = await adoptLive(provider);
    refuseSecond(another);
    const client = clientOf(another, { clock, random: () => 0.5 });
    onTestFinished(client.destroy);
    const second = client.open(secondName);
    await untilStatus(second, 'waiting');
    first.disconnect();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
  });
});

describe('4005: a place that no adopted document of the service has left', () => {
  test('since its provider goes on, is not tried for; once that is destroyed it is', async ({
    emulator,
    clock,
    provider,
    adoptLive,
    startWaiting,
  }) => {
    const first = await adoptLive(provider);
    const second = await startWaiting(emulator);
    first.close();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
    await adoptLive(provider);
    provider.destroy();
    clock.skip(11_000);
    await untilStatus(second, 'live');
  });

  test('but one of another service, is not tried for', async ({
    clock,
    provider,
    adoptLive,
    startWaiting,
  }) => {
    const another = await startAnother();
    const first = await adoptLive(provider);
    const second = await startWaiting(another);
    first.disconnect();
    clock.skip(11_000);
    expect(second.store.getState().connection.status).toBe('waiting');
  });
});
