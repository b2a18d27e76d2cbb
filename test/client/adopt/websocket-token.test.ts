import { describe, expect } from 'vitest';
import { problemOf } from '../../../src/core.ts';
import { inTime, untilStatus } from '../../support/kit.ts';
import { test } from './websocket-fixtures.ts';

describe('what needs the token of the provider', () => {
  test.for([
    ['in its subprotocols', (token: string) => ({ protocols: ['access_token', token] })],
    [
      'in its address, beside other things',
      (token: string) => ({ protocols: [], params: { room: 'a.b.c', token } }),
    ],
  ] as const)(
    'the limits of the plan, from the token %s',
    async ([, withToken], { emulator, documentName, make, adoptLive }) => {
      const provider = await make(`${documentName}-limits`, withToken(await emulator.issueToken()));
      const document = await adoptLive(provider);
      expect(document.store.getState().limits).toMatchObject({ maxUsersPerDoc: expect.any(Number) });
    },
  );

  test('without a token that can be read there are none', async ({ documentName, make, adopt }) => {
    const provider = await make(`${documentName}-none`, { protocols: ['access_token', 'a.b.c'] });
    const document = adopt(provider, { renewToken: undefined });
    await untilStatus(document, 'stopped');
    expect(document.store.getState().limits).toBeNull();
  });

  test.for([
    [503, 'overloaded', 'waiting'],
    [429, 'too-many-requests', 'waiting'],
  ] as const)(
    'a handshake that HTTP refuses with %i is named by a request',
    async ([status, kind, then], { emulator, clock, documentName, make, adopt }) => {
      const refused = `${documentName}-refused`;
      const undo = [
        emulator.fail({ handshake: { status, retryAfter: 20 }, documentName: refused }),
        emulator.fail({ http: 'discovery', status, retryAfter: 20, documentName: refused }),
      ];
      const provider = await make(refused);
      const document = adopt(provider);
      await inTime(clock, [document], () => problemOf(document.store.getState().connection)?.kind === kind);
      expect(document.store.getState().connection).toMatchObject({
        status: then,
        problem: { source: 'dataplane', code: status },
      });
      for (const end of undo) end();
      await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
    },
  );

  test('a 401 has the token renewed', async ({ emulator, clock, documentName, make, renewToken, adopt }) => {
    const refused = `${documentName}-refused`;
    const undo = emulator.fail({ handshake: { status: 401 }, documentName: refused });
    emulator.fail({ http: 'discovery', status: 401, documentName: refused, times: 1 });
    const provider = await make(refused);
    const document = adopt(provider, {
      renewToken(renewed) {
        undo();
        return renewToken(renewed);
      },
    });
    await inTime(clock, [document], () => document.store.getState().connection.status === 'live');
    expect(renewToken).toHaveBeenCalledTimes(1);
  });

  test('without a token nobody is asked, and what is known is all there is', async ({
    emulator,
    clock,
    documentName,
    make,
    adopt,
  }) => {
    const refused = `${documentName}-refused`;
    emulator.fail({ handshake: { status: 503 }, documentName: refused });
    emulator.fail({ http: 'discovery', status: 503, documentName: refused });
    const provider = await make(refused, { protocols: ['access_token', 'a.b.c'] });
    const document = adopt(provider);
    let attempts = 0;
    document.store.subscribe(({ connection }) => {
      if (connection.status === 'waiting') attempts += 1;
    });
    await inTime(clock, [document], () => attempts > 3);
    expect(problemOf(document.store.getState().connection)).toMatchObject({ kind: 'unreachable' });
  });
});
