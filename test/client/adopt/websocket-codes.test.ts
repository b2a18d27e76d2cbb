import { describe, expect } from 'vitest';
import { until, untilStatus } from '../../support/kit.ts';
import { test, type } from './websocket-fixtures.ts';

describe('what it does on the documented codes', () => {
  test('4002: has the token renewed, reconnects at once, and what was typed meanwhile arrives', async ({
    emulator,
    clock,
    documentName,
    provider,
    renewToken,
    adoptLive,
    textOnServer,
  }) => {
    const document = await adoptLive(provider);
    const before = provider.protocols;
    emulator.close(documentName, 4002);
    await until(document, ({ connection }) => connection.status === 'connecting');
    type(document, 'typed meanwhile');
    await untilStatus(document, 'live');
    expect(renewToken).toHaveBeenCalledTimes(1);
    expect(provider.protocols).not.toBe(before);
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('typed meanwhile');
    // A token that was let in is not renewed for a blip.
    emulator.close(documentName, 1012);
    await untilStatus(document, 'waiting');
    clock.skip(2_000);
    await untilStatus(document, 'live');
    expect(renewToken).toHaveBeenCalledTimes(1);
  });

  test('4002 again: it stops, and a person who signs in goes on', async ({
    emulator,
    clock,
    documentName,
    outcomes,
    provider,
    renewToken,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    const free = emulator.fail({ handshake: { code: 4002 }, documentName });
    emulator.close(documentName, 4002);
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'invalid-token', code: 4002 });
    expect(outcomes()).toEqual([0, 4002]);
    free();
    clock.skip(2_000);
    document.renew();
    await untilStatus(document, 'live');
    expect(renewToken).toHaveBeenCalledTimes(2);
  });

  test('a renewal that fails is waited out, and tried again before any handshake', async ({
    emulator,
    clock,
    documentName,
    outcomes,
    provider,
    adoptLive,
  }) => {
    let asked = 0;
    const document = await adoptLive(provider, {
      async renewToken(renewed) {
        asked += 1;
        if (asked === 1) throw Object.assign(new Error('Maintenance.'), { status: 503, retryAfter: 20 });
        if (asked === 2) throw new Error('No network.');
        renewed.protocols = ['access_token', await emulator.issueToken()];
      },
    });
    emulator.close(documentName, 4002);
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

  test('a renewal that hangs is given up after 30 s', async ({
    emulator,
    clock,
    documentName,
    provider,
    adoptLive,
  }) => {
    const document = await adoptLive(provider, { renewToken: () => new Promise(() => {}) });
    emulator.close(documentName, 4002);
    await until(document, ({ connection }) => connection.status === 'connecting');
    clock.skip(30_000);
    const { problem } = await untilStatus(document, 'waiting');
    expect(problem).toMatchObject({ kind: 'token-unavailable', recovery: 'automatic' });
    expect(problem.reason).toContain('renewToken did not finish within 30 s');
  });

  test('4006: 30 s at least, whoever asks and however', async ({
    emulator,
    clock,
    documentName,
    outcomes,
    provider,
    adoptLive,
    textOnServer,
  }) => {
    const document = await adoptLive(provider);
    emulator.close(documentName, 4006);
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

  test('4008: a waiting room that lets in when a place is free', async ({
    emulator,
    clock,
    documentName,
    provider,
    adopt,
    textOnServer,
  }) => {
    const free = emulator.fail({ handshake: { code: 4008 }, documentName });
    const document = adopt(provider);
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('document-full');
    free();
    type(document, 'written in the waiting room');
    clock.skip(31_000);
    await untilStatus(document, 'live');
    await until(document, ({ unsynced }) => !unsynced);
    expect(await textOnServer()).toBe('written in the waiting room');
  });

  test('4009: follows at once into the other region, and goes home when it is released', async ({
    emulator,
    connect,
    documentName,
    outcomes,
    make,
    adoptLive,
  }) => {
    const pinned = connect({ endpoint: emulator.regions['us-east-1']?.url ?? '' });
    await pinned.open(`${documentName}-pinned`).whenSynced;
    const provider = await make(`${documentName}-pinned`);
    const document = await adoptLive(provider);
    expect(provider.serverUrl).toBe(emulator.regions['us-east-1']?.url);
    expect(outcomes(`${documentName}-pinned`)).toEqual([0, 4009, 0]);
    document.close();
    expect(provider.serverUrl).toBe(emulator.url);
  });

  test('4009 to a stranger: it stops, and the token goes nowhere', async ({
    emulator,
    documentName,
    outcomes,
    provider,
    adoptLive,
  }) => {
    const document = await adoptLive(provider);
    emulator.close(documentName, 4009, 'REDIRECT:wss://elsewhere.example.com');
    const { problem } = await untilStatus(document, 'stopped');
    expect(problem).toMatchObject({ kind: 'untrusted-redirect', code: 4009 });
    expect(problem?.reason).toContain('trustedHosts');
    expect(provider.serverUrl).toBe(emulator.url);
    expect(outcomes()).toEqual([0]);
  });

  test.for([1006, 1011, 1012, 4205, 4408])(
    '%i: back in a moment',
    async (code, { emulator, clock, documentName, provider, adoptLive, textOnServer }) => {
      const document = await adoptLive(provider);
      emulator.close(documentName, code);
      await untilStatus(document, 'waiting');
      type(document, 'typed meanwhile');
      clock.skip(500);
      await untilStatus(document, 'live');
      await until(document, ({ unsynced }) => !unsynced);
      expect(await textOnServer()).toBe('typed meanwhile');
    },
  );

  test('a handshake that nobody answers fails after 10 s', async ({
    emulator,
    clock,
    documentName,
    make,
    adopt,
  }) => {
    const free = emulator.fail({ handshake: 'silence', documentName: `${documentName}-silent` });
    const provider = await make(`${documentName}-silent`);
    const document = adopt(provider);
    await until(document, ({ connection }) => 'step' in connection && connection.step === 'handshake');
    clock.skip(10_000);
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('unreachable');
    free();
    clock.skip(30_000);
    await untilStatus(document, 'live');
  });

  test('a silent socket that the provider gives up is a lost connection', async ({ provider, adoptLive }) => {
    const document = await adoptLive(provider);
    provider.emit('connection-close', [null, provider]);
    expect((await untilStatus(document, 'waiting')).problem.kind).toBe('connection-lost');
  });
});
