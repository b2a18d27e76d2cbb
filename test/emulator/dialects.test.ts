import { readVarString, readVarUint } from 'lib0/decoding';
import { writeVarString, writeVarUint } from 'lib0/encoding';
import { describe, expect } from 'vitest';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { hocuspocusDialect } from '../../src/sync/hocuspocus/dialect.ts';
import { AUTH, frame, TYPE, unframe } from '../../src/sync/hocuspocus/framing.ts';
import { yWebsocket } from '../../src/sync/y-websocket.ts';
import { test as base, freshName } from '../support/fixtures.ts';
import { type Client, dial, outcomes, provide, start, until } from './support.ts';

const test = base.extend('token', ({ emulator }) => emulator.issueToken());

test.override({ emulatorOptions: { gracePeriod: 250 } });

function auth(documentName: string, ofToken: string, version = ''): Uint8Array {
  return frame(documentName, TYPE.auth, (encoder) => {
    writeVarUint(encoder, AUTH.token);
    writeVarString(encoder, ofToken);
    // As Hocuspocus' provider 4 does.
    if (version !== '') writeVarString(encoder, version);
  });
}

/** Says these as soon as the socket is open. */
function say(client: Client, ...messages: (Uint8Array | string)[]): Client {
  client.socket.on('open', () => {
    for (const message of messages) client.socket.send(message);
  });
  return client;
}

/** What the server said, in words. */
function words({ messages }: Client): string[] {
  return messages.map((message) => {
    const { documentName, type, rest } = unframe(message);
    const kind = Object.entries(TYPE).find(([, number]) => number === type)?.[0];
    if (type !== TYPE.auth) return `${documentName} ${kind}`;
    return `${documentName} auth ${readVarUint(rest)} ${readVarString(rest)}`;
  });
}

const stepOne = (documentName: string) => hocuspocusDialect(documentName).stepOne(Uint8Array.of(0));

describe('the first message tells the dialect', () => {
  test.for(['', '/', '/some/path', '/%E0%A4%A'])(
    'of a handshake to %j without a token',
    async (path, { emulator, documentName, token }) => {
      const client = say(dial(emulator.url + path), auth(documentName, token));
      await client.joined;
      expect(words(client)).toEqual([`${documentName} auth ${AUTH.authenticated} read-write`]);
      expect(outcomes(emulator, documentName)).toEqual([0]);
    },
  );

  test('whether it is the token or something that is said before', async ({
    emulator,
    documentName,
    token,
  }) => {
    const client = say(dial(emulator.url), stepOne(documentName), auth(documentName, token, '4.8.0'));
    await until(() => client.messages.length === 3);
    expect(words(client)).toEqual([
      `${documentName} auth ${AUTH.authenticated} read-write`,
      `${documentName} sync`,
      `${documentName} sync`,
    ]);
  });

  test('of a handshake that names another document and has a token, too', async ({
    emulator,
    documentName,
    token,
  }) => {
    const other = freshName();
    const client = say(dial(`${emulator.url}/${other}?token=${token}`), auth(documentName, ''));
    await until(() => outcomes(emulator, documentName).length === 1);
    expect(outcomes(emulator, documentName)).toEqual([0]);
    await until(() => client.messages.length === 2);
    const [greeting, answer] = client.messages;
    expect(yWebsocket.decode(greeting as Uint8Array).type).toBe('step-1');
    expect(unframe(answer as Uint8Array).type).toBe(TYPE.auth);
    expect(emulator.close(other, 1000)).toBe(0);
  });

  test('and then that other document was never open: it takes no place of the plan', async ({
    documentName,
  }) => {
    const small = await start({ limits: { maxDocuments: 1 }, gracePeriod: 600_000 });
    const query = `?token=${await small.issueToken()}`;
    const client = say(dial(`${small.url}/other${query}`), auth(documentName, ''));
    await until(() => client.messages.length === 2);
    expect(words(client).at(-1)).toBe(`${documentName} auth ${AUTH.authenticated} read-write`);
    expect(outcomes(small, documentName)).toEqual([0]);
  });

  test('unless others have been in it: that one goes on', async ({ emulator, documentName, token }) => {
    const other = freshName();
    const query = `?token=${token}`;
    const waiting = dial(`${emulator.url}/${other}${query}`);
    await waiting.joined;
    const editing = provide(emulator, other, token);
    await until(() => editing.provider.synced);
    editing.doc.getText('t').insert(0, 'stays');
    waiting.socket.send(auth(documentName, ''));
    await until(() => outcomes(emulator, documentName).length === 1);
    const late = provide(emulator, other, token);
    await until(() => late.doc.getText('t').toString() === 'stays');
  });

  test('a name of one character is not taken for awareness', async ({ emulator }) => {
    for (const length of [94, 120]) {
      const client = say(dial(emulator.url), auth('a', 'x'.repeat(length)));
      await client.joined;
      expect(words(client)[0]).toMatch(/^a auth 1 Token is expired/);
    }
  });

  test.for<[string, Uint8Array]>([
    ['step 1', yWebsocket.stepOne(Uint8Array.of(0))],
    ['awareness', yWebsocket.awareness(Uint8Array.of(1, 7, 1, 2, 123, 125))],
    ['a query of awareness', Uint8Array.of(3)],
    ['garbage', Uint8Array.of(255, 255)],
    ['nothing', new Uint8Array()],
  ])('%s is none of Hocuspocus', async ([, message], { emulator, documentName }) => {
    const { closed } = say(dial(`${emulator.url}/${documentName}`), message);
    expect((await closed).code).toBe(4001);
    expect(outcomes(emulator, documentName)).toEqual([4001]);
  });

  test('text is of no dialect', async ({ emulator, documentName }) => {
    expect((await say(dial(`${emulator.url}/${documentName}`), 'hello').closed).code).toBe(4001);
  });
});

describe('over one socket', () => {
  test('whoever is not authenticated hears nothing, and says it to nobody', async ({
    emulator,
    documentName,
    token,
  }) => {
    const one = provide(emulator, documentName, token);
    await until(() => one.provider.synced);
    const doc = new Doc();
    doc.getText('t').insert(0, 'x');
    const update = hocuspocusDialect(documentName).update(encodeStateAsUpdate(doc));
    const client = say(dial(emulator.url), stepOne(documentName), update, auth('other', token));
    await client.joined;
    expect(words(client)).toEqual([`other auth ${AUTH.authenticated} read-write`]);
    expect(one.doc.getText('t').length).toBe(0);
    client.socket.send(auth(documentName, token));
    await until(() => one.doc.getText('t').length === 1);
  });

  test('a token is looked at once', async ({ emulator, documentName, token }) => {
    const client = say(
      dial(emulator.url),
      auth(documentName, token),
      auth(documentName, 'nonsense'),
      stepOne(documentName),
    );
    await until(() => client.messages.length === 3);
    expect(outcomes(emulator, documentName)).toEqual([0]);
  });

  test('a document that was refused may be asked for again', async ({ emulator, documentName, token }) => {
    const client = say(dial(emulator.url), auth(documentName, 'nonsense'));
    await client.joined;
    client.socket.send(auth(documentName, token));
    await until(() => client.messages.length === 2);
    expect(outcomes(emulator, documentName)).toEqual([4002, 0]);
  });

  test('a document that is closed while it is asked for is not opened', async ({
    emulator,
    documentName,
    token,
  }) => {
    const client = say(dial(emulator.url), auth(documentName, token), frame(documentName, TYPE.close));
    await client.joined;
    await until(() => outcomes(emulator, documentName).length === 1);
    expect(words(client)).toEqual([`${documentName} close`]);
    expect(emulator.close(documentName, 1000)).toBe(0);
  });

  test('of two that come for the last place at once, one gets it', async ({ emulator, documentName }) => {
    const narrow = await emulator.issueToken({ limits: { maxUsersPerDoc: 1 } });
    for (let count = 0; count < 10; count += 1) say(dial(emulator.url), auth(documentName, narrow));
    await until(() => outcomes(emulator, documentName).length === 10);
    expect(outcomes(emulator, documentName).sort()).toEqual([0, ...Array.from({ length: 9 }, () => 4008)]);
  });

  test('a pong is no news', async ({ emulator, documentName, token }) => {
    const client = say(
      dial(emulator.url),
      auth(documentName, token),
      Uint8Array.of(TYPE.pong),
      stepOne(documentName),
    );
    await until(() => client.messages.length === 3);
  });

  test.for<[string, Uint8Array | string, number]>([
    ['text', 'hello', 1002],
    ['nothing', new Uint8Array(), 1007],
    ['a name that is cut', Uint8Array.of(9, 97), 1007],
    ['an unknown type', frame('notes', 42), 1007],
    ['a sync message that is cut', frame('notes', TYPE.sync), 1007],
    ['a token that is cut', frame('notes', TYPE.auth, (encoder) => writeVarUint(encoder, 0)), 1007],
    [
      'an answer that only servers give',
      frame('notes', TYPE.auth, (encoder) => writeVarUint(encoder, 2)),
      1007,
    ],
    ['a sync status', frame('notes', TYPE.syncStatus, (encoder) => writeVarUint(encoder, 1)), 1007],
    ['an update that is none', hocuspocusDialect('notes').update(Uint8Array.of(255, 255, 255)), 1007],
  ])('garbage (%s) ends that socket only', async ([, message, code], { emulator, documentName, token }) => {
    const one = provide(emulator, 'notes', token);
    await until(() => one.provider.synced);
    const client = say(dial(emulator.url), auth('notes', token), auth(documentName, token));
    await until(() => client.messages.length === 2);
    client.socket.send(message);
    expect((await client.closed).code).toBe(code);
    expect(one.provider.wsconnected).toBe(true);
    expect(emulator.close(documentName, 1000)).toBe(0);
  });
});
