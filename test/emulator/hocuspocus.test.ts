import { describe, expect } from 'vitest';
import type { Emulator } from '../../src/emulator/index.ts';
import { test as base, freshName } from '../support/fixtures.ts';
import {
  attach,
  outcomes,
  provide,
  secondUrl,
  shareSocket,
  start,
  until,
  untilForgotten,
  usageOf,
} from './support.ts';

const test = base
  .extend('token', ({ emulator }) => emulator.issueToken())
  /** Opens a document over a socket of its own. */
  .extend('open', ({ emulator, documentName, token }) => {
    return (name = documentName, ofToken: string | null = token, url = emulator.url) =>
      attach(shareSocket(url), name, ofToken);
  });

test.override({ emulatorOptions: { gracePeriod: 250 } });

describe("Hocuspocus' own provider, unchanged", () => {
  test('two converge, and hear that all that they wrote was read', async ({ open }) => {
    const [one, two] = [open(), open()];
    await until(() => one.provider.synced && two.provider.synced);
    one.doc.getText('t').insert(0, 'hello ');
    two.doc.getText('t').insert(0, 'world ');
    await until(() => [one, two].every(({ doc }) => doc.getText('t').length === 12));
    expect(one.doc.getText('t').toString()).toBe(two.doc.getText('t').toString());
    await until(() => [one, two].every(({ provider }) => !provider.hasUnsyncedChanges));

    const late = open();
    await until(() => late.provider.synced);
    expect(late.doc.getText('t').toString()).toBe(one.doc.getText('t').toString());
  });

  test('several documents share one socket, each with its own token and handshake', async ({
    emulator,
    open,
  }) => {
    const socket = shareSocket(emulator.url);
    const names = [freshName(), freshName(), freshName()];
    const documents = await Promise.all(
      names.map(async (documentName) => attach(socket, documentName, await emulator.issueToken())),
    );
    await until(() => documents.every(({ provider }) => provider.synced && provider.isAuthenticated));
    expect(names.map((documentName) => outcomes(emulator, documentName))).toEqual([[0], [0], [0]]);
    documents[0]?.doc.getText('t').insert(0, 'x');
    const other = open(names[0]);
    await until(() => other.doc.getText('t').length === 1);
    expect(documents[1]?.doc.getText('t').length).toBe(0);
  });

  test('a question for the whole document is answered with one', async ({ open }) => {
    const { provider } = open();
    await until(() => provider.synced && !provider.hasUnsyncedChanges);
    provider.forceSync();
    expect(provider.hasUnsyncedChanges).toBe(true);
    await until(() => !provider.hasUnsyncedChanges);
  });

  test('a document that is detached leaves, and may come back over the same socket', async ({
    emulator,
    documentName,
    token,
    open,
  }) => {
    const socket = shareSocket(emulator.url);
    const [one, other] = [attach(socket, documentName, token), attach(socket, freshName(), token)];
    const watcher = open();
    one.awareness.setLocalState({ name: 'Ada' });
    await until(() => watcher.awareness.getStates().has(one.doc.clientID));
    one.provider.detach();
    await until(() => !watcher.awareness.getStates().has(one.doc.clientID));
    expect(other.provider.isAuthenticated).toBe(true);
    one.provider.attach();
    await until(() => outcomes(emulator, documentName).length === 3 && one.provider.isAuthenticated);
    watcher.doc.getText('t').insert(0, 'back');
    await until(() => one.doc.getText('t').toString() === 'back');
  });

  test('stateless messages go to the others in the document', async ({ open }) => {
    const [one, two] = [open(), open()];
    await until(() => one.provider.synced && two.provider.synced);
    one.provider.sendStateless('hello');
    await until(() => two.heard.length > 0);
    expect([one.heard, two.heard]).toEqual([[], ['hello']]);
  });

  test('comes back by itself after its socket was cut, with what was written meanwhile', async ({
    emulator,
    documentName,
    open,
  }) => {
    const one = open();
    await until(() => one.provider.synced);
    expect(emulator.close(documentName, 1006)).toBe(1);
    one.doc.getText('t').insert(0, 'meanwhile');
    await until(() => outcomes(emulator, documentName).length === 2);
    const other = open();
    await until(() => other.doc.getText('t').toString() === 'meanwhile');
  });
});

describe('beside y-websocket in one document', () => {
  test('both edit, and see each other come and go', async ({ emulator, documentName, token, open }) => {
    const hocuspocus = open();
    const yWebsocket = provide(emulator, documentName, token);
    hocuspocus.awareness.setLocalState({ name: 'Ada' });
    yWebsocket.awareness.setLocalState({ name: 'Ben' });
    await until(() => hocuspocus.provider.synced && yWebsocket.provider.synced);
    hocuspocus.doc.getText('t').insert(0, 'A');
    yWebsocket.doc.getText('t').insert(0, 'B');
    await until(() => [hocuspocus, yWebsocket].every(({ doc }) => doc.getText('t').length === 2));
    expect(hocuspocus.doc.getText('t').toString()).toBe(yWebsocket.doc.getText('t').toString());
    await until(() => yWebsocket.awareness.getStates().get(hocuspocus.doc.clientID)?.name === 'Ada');
    await until(() => hocuspocus.awareness.getStates().get(yWebsocket.doc.clientID)?.name === 'Ben');
    yWebsocket.provider.destroy();
    await until(() => !hocuspocus.awareness.getStates().has(yWebsocket.doc.clientID));
  });

  test('a stateless message does not trouble who has no such messages', async ({
    emulator,
    documentName,
    token,
    open,
  }) => {
    const hocuspocus = open();
    const yWebsocket = provide(emulator, documentName, token);
    await until(() => hocuspocus.provider.synced && yWebsocket.provider.synced);
    hocuspocus.provider.sendStateless('hello');
    hocuspocus.doc.getText('t').insert(0, 'x');
    await until(() => yWebsocket.doc.getText('t').length === 1);
    expect(yWebsocket.provider.wsconnected).toBe(true);
    expect(outcomes(emulator, documentName)).toEqual([0, 0]);
  });
});

describe('a document is refused, and the others over the socket go on', () => {
  /** Opens a good document and then one more over one socket, and gives what is heard of the latter. */
  async function refusal(of: Emulator, documentName: string, ofToken: string | null, url = of.url) {
    const socket = shareSocket(url);
    const good = attach(socket, freshName(), await of.issueToken({ limits: {} }));
    await until(() => good.provider.synced);
    const bad = attach(socket, documentName, ofToken);
    await until(() => bad.heard.length > 0);
    good.doc.getText('t').insert(0, 'on');
    await until(() => !good.provider.hasUnsyncedChanges);
    expect(bad.provider.isAuthenticated).toBe(false);
    return bad.heard;
  }

  test('4001', async ({ emulator, documentName }) => {
    expect(await refusal(emulator, documentName, null)).toEqual([
      'denied: No JWT was provided in the handshake',
    ]);
    expect(outcomes(emulator, documentName)).toEqual([4001]);
  });

  test('4002', async ({ emulator, documentName }) => {
    const expired = await emulator.issueToken({ exp: 1 });
    const reason = 'denied: Token is expired, malformed, or has an invalid signature';
    expect(await refusal(emulator, documentName, expired)).toEqual([reason]);
    expect(outcomes(emulator, documentName)).toEqual([4002]);
  });

  test('4003', async ({ emulator, documentName }) => {
    const foreign = await emulator.issueToken({ appId: 'other' });
    const reason = 'denied: Token does not match the tenant or application being accessed';
    expect(await refusal(emulator, documentName, foreign)).toEqual([reason]);
  });

  test('4004 and 4005', async ({ emulator, documentName }) => {
    const limited = await emulator.issueToken({ limits: { maxConnections: 1 } });
    expect(await refusal(emulator, documentName, limited)).toEqual(['denied: Connection limit exceeded: 1']);
    const narrow = await emulator.issueToken({ limits: { maxDocuments: 1 } });
    const [heard] = await refusal(emulator, documentName, narrow);
    expect(heard).toMatch(/^denied: Document limit exceeded: 1 \(active: \d+\)$/);
    expect(outcomes(emulator, documentName)).toEqual([4004, 4005]);
  });

  test.for(['', 'a/b', 'caf%C3%A9', 'café', 'a b', 'a.b', 'x'.repeat(256)])(
    '4007: the name %j',
    async (documentName, { emulator, token }) => {
      const reason = 'denied: Document name violates naming rules';
      expect(await refusal(emulator, documentName, token)).toEqual([reason]);
    },
  );

  test('4008, and the place is free as soon as another has left', async ({
    emulator,
    documentName,
    open,
  }) => {
    const narrow = await emulator.issueToken({ limits: { maxUsersPerDoc: 1 } });
    const first = open();
    await until(() => first.provider.synced);
    expect(await refusal(emulator, documentName, narrow)).toEqual([
      'denied: Document user limit exceeded: 1',
    ]);
    const { connections } = await usageOf(emulator);
    first.provider.detach();
    await until(async () => (await usageOf(emulator)).connections < connections);
    const next = open(documentName, narrow);
    await until(() => next.provider.synced || next.heard.length > 0);
    expect(next.heard).toEqual([]);
  });

  test('4009: pinned to the region of its first client', async ({ emulator, documentName, token, open }) => {
    const first = open();
    await until(() => first.provider.synced);
    const [heard] = await refusal(emulator, documentName, token, secondUrl(emulator));
    expect(heard).toBe(`denied: REDIRECT:${emulator.url}/${documentName}`);
    expect(emulator.handshakes.at(-1)).toMatchObject({ region: 'us-east-1', outcome: 4009 });
  });
});

test.for(['constructor', '__proto__', 'toString', '-', '_'])(
  'the name %j is like any other',
  async (odd, { emulator, token, open }) => {
    const hocuspocus = open(odd);
    const yWebsocket = provide(emulator, odd, token);
    await until(() => hocuspocus.provider.synced && yWebsocket.provider.synced);
    hocuspocus.doc.getText('t').insert(0, odd);
    await until(() => yWebsocket.doc.getText('t').toString() === odd);
  },
);

test('4006 ends the socket: it counts all that a client does', async ({ documentName }) => {
  const own = await start({ limits: { opsPerMinute: 30 } });
  const socket = shareSocket(own.url);
  const limited = await own.issueToken();
  const [one, other] = [attach(socket, documentName, limited), attach(socket, freshName(), limited)];
  await until(() => one.provider.synced && other.provider.synced);
  for (let count = 0; count < 40; count += 1) one.provider.sendStateless('x');
  await until(() => one.heard.length > 0 && other.heard.length > 0);
  const told = 'closed: 4006 Rate limit exceeded: 30 ops/min';
  expect([one.heard[0], other.heard[0]]).toEqual([told, told]);
});

test('the content lives through the grace period', async ({ documentName }) => {
  const own = await start({ gracePeriod: 600_000 });
  const token = await own.issueToken();
  const one = attach(shareSocket(own.url), documentName, token);
  await until(() => one.provider.synced);
  one.doc.getText('t').insert(0, 'kept');
  await until(() => !one.provider.hasUnsyncedChanges);
  one.provider.destroy();
  const hasLeft = async () => (await usageOf(own)).connections === 0;
  await until(hasLeft);
  const two = attach(shareSocket(own.url), documentName, token);
  await until(() => two.provider.synced);
  expect(two.doc.getText('t').toString()).toBe('kept');
});

test('a document ends with its grace period', async ({ emulator, documentName, open }) => {
  const { provider } = open();
  await until(() => provider.synced);
  provider.destroy();
  await untilForgotten(emulator, documentName);
});

describe('close', () => {
  async function openTwo(emulator: Emulator, name: string, token: string) {
    const socket = shareSocket(emulator.url);
    const [one, other] = [attach(socket, name, token), attach(socket, freshName(), token)];
    await until(() => one.provider.synced && other.provider.synced);
    return { one, other };
  }

  test.for<[number, string | RegExp]>([
    [4002, 'Token is expired, malformed, or has an invalid signature'],
    [4008, 'Document user limit exceeded: 1'],
    [4009, /^REDIRECT:ws:/],
    [4205, 'Reset Connection'],
    [4401, 'Unauthorized'],
    [4403, 'Forbidden'],
    [4408, 'Connection Timeout'],
    [1000, ''],
  ])(
    'with %i is told to the document, and the others stay',
    async ([code, reason], { emulator, documentName, token }) => {
      const { one, other } = await openTwo(emulator, documentName, token);
      expect(emulator.close(documentName, code)).toBe(1);
      await until(() => one.heard.length > 0);
      // Their provider knows of no code here but this one; ours reads the reason.
      const [, heard] = /^closed: 1000 (.*)$/.exec(one.heard[0] ?? '') ?? [];
      expect(heard).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
      expect(emulator.close(documentName, code)).toBe(0);
      other.doc.getText('t').insert(0, 'on');
      await until(() => !other.provider.hasUnsyncedChanges);
      expect(other.heard).toEqual([]);
    },
  );

  test.for<[number, string | undefined, RegExp]>([
    [1012, undefined, /^closed: 1012 $/],
    [4006, undefined, /^closed: 4006 Rate limit exceeded: \d+ ops/],
    [4003, 'Go away', /^closed: 4003 Go away$/],
    [3000, undefined, /^closed: 3000 $/],
  ])(
    'with %i and the reason %j ends the socket: no message tells it',
    async ([code, reason, told], { emulator, documentName, token }) => {
      const { one, other } = await openTwo(emulator, documentName, token);
      emulator.close(documentName, code, reason);
      await until(() => one.heard.length > 0 && other.heard.length > 0);
      expect(one.heard[0]).toMatch(told);
      expect(other.heard[0]).toBe(one.heard[0]);
    },
  );
});

describe('faults', () => {
  test('a code is told where the document is asked for', async ({ emulator, documentName, open }) => {
    emulator.fail({ handshake: { code: 4008 }, documentName, times: 1 });
    const one = open();
    await until(() => one.heard.length > 0);
    expect(one.heard).toEqual(['denied: Document user limit exceeded: 1']);
    expect(outcomes(emulator, documentName)).toEqual([4008]);
  });

  test('a code that no reason stands for ends the socket', async ({ emulator, documentName, open }) => {
    emulator.fail({ handshake: { code: 1013 }, documentName, times: 1 });
    const one = open();
    await until(() => one.heard.length > 0);
    expect(one.heard[0]).toBe('closed: 1013 ');
    await until(() => one.provider.synced);
    expect(outcomes(emulator, documentName)).toEqual([1013, 0]);
  });

  test('a status meets the upgrade', async ({ documentName, open }) => {
    const own = await start();
    own.fail({ handshake: { status: 503 }, times: 1 });
    const one = open(documentName, await own.issueToken(), own.url);
    await until(() => one.provider.synced);
    expect(own.handshakes.map(({ documentName, outcome }) => [documentName, outcome])).toEqual([
      ['', 503],
      [documentName, 0],
    ]);
  });

  test('a status for one document cuts its socket where it is asked for', async ({
    emulator,
    documentName,
    open,
  }) => {
    emulator.fail({ handshake: { status: 503 }, documentName, times: 1 });
    const one = open();
    await until(() => one.heard.length > 0);
    expect(one.heard[0]).toBe('closed: 1006 ');
    await until(() => one.provider.synced);
    expect(outcomes(emulator, documentName)).toEqual([503, 0]);
  });

  test('a silence for one document leaves the others alone', async ({ emulator, documentName, token }) => {
    const undo = emulator.fail({ handshake: 'silence', documentName });
    const socket = shareSocket(emulator.url);
    const [silent, other] = [attach(socket, documentName, token), attach(socket, freshName(), token)];
    await until(() => other.provider.synced);
    undo();
    expect(outcomes(emulator, documentName)).toEqual([-1]);
    expect(silent.provider.isAuthenticated).toBe(false);
  });

  test('a delay for one document keeps the order of its messages', async ({
    emulator,
    documentName,
    open,
  }) => {
    const [one, two] = [open(), open()];
    await until(() => one.provider.synced && two.provider.synced);
    const undo = emulator.fail({ delay: 40, documentName });
    for (const word of ['first', 'second', 'third']) one.provider.sendStateless(word);
    await until(() => two.heard.length === 3);
    undo();
    expect(two.heard).toEqual(['first', 'second', 'third']);
  });
});
