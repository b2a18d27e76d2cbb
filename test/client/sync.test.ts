import { describe, expect, onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { test as base } from '../support/fixtures.ts';
import { eventually, ForgivingWebSocket, until, untilStatus } from '../support/kit.ts';
import { uncaughtErrors } from '../support/uncaught.ts';

const test = base
  .extend('ada', ({ connect, clock }) => connect({ clock }))
  .extend('ben', ({ connect }) => connect());

/** What a provider tells, but for its attempts. */
function recordOf(provider: {
  on(event: 'status', listener: (event: { readonly status: string }) => void): void;
  on(event: 'sync' | 'synced', listener: (isSynced: boolean) => void): void;
  on(event: 'connection-close', listener: (event: { readonly code: number } | null) => void): void;
}): readonly string[] {
  const told: string[] = [];
  provider.on('status', ({ status }) => status === 'connecting' || told.push(status));
  provider.on('synced', (isSynced) => told.push(`synced ${isSynced}`));
  provider.on('sync', (isSynced) => told.push(`sync ${isSynced}`));
  provider.on('connection-close', (event) => told.push(`close ${event?.code}`));
  return told;
}

describe('a document', () => {
  test('syncs what one types to the other', async ({ ada, ben, documentName }) => {
    const [a, b] = [ada.open(documentName), ben.open(documentName)];
    await Promise.all([a.whenSynced, b.whenSynced]);
    a.doc.getText('notes').insert(0, 'hello');
    await eventually(() => b.doc.getText('notes').toString() === 'hello');
    expect(a.store.getState()).toMatchObject({ hasSynced: true, connection: { status: 'live' } });
  });

  test('tells that an edit is not synced until the server has read it', async ({ ada, documentName }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    document.doc.getText('notes').insert(0, 'x');
    expect(document.store.getState().unsynced).toBe(true);
    await until(document, ({ unsynced }) => !unsynced);
  });

  test('counts the edits that the server has not read, and tells nobody of each', async ({
    ada,
    documentName,
  }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    expect(document.unsentChanges()).toBe(0);
    document.disconnect();
    const text = document.doc.getText('notes');
    text.insert(0, 'x');
    let told = 0;
    document.store.subscribe(() => {
      told += 1;
    });
    for (let edit = 0; edit < 4; edit += 1) text.insert(0, 'x');
    expect(document.unsentChanges()).toBe(5);
    expect(told).toBe(0);
    document.connect();
    await until(document, ({ unsynced }) => !unsynced);
    expect(document.unsentChanges()).toBe(0);
  });

  test('does not know how many edits are in what the app had stored, until the server has read it', async ({
    ada,
    documentName,
  }) => {
    const stored = new Doc();
    stored.getText('notes').insert(0, 'stored');
    const document = ada.open(documentName);
    applyUpdate(document.doc, encodeStateAsUpdate(stored), 'storage');
    document.doc.getText('notes').insert(0, 'typed ');
    expect(document.unsentChanges()).toBeNull();
    await until(document, ({ unsynced, hasSynced }) => hasSynced && !unsynced);
    document.disconnect();
    document.doc.getText('notes').insert(0, 'more ');
    expect(document.unsentChanges()).toBe(1);
  });

  test('keeps what was typed while it was disconnected, and sends it then', async ({
    ada,
    ben,
    documentName,
  }) => {
    const [a, b] = [ada.open(documentName), ben.open(documentName)];
    await Promise.all([a.whenSynced, b.whenSynced]);
    a.disconnect();
    expect(a.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    a.doc.getText('notes').insert(0, 'offline ');
    b.doc.getText('notes').insert(0, 'online ');
    a.connect();
    await untilStatus(a, 'live');
    await eventually(() => a.doc.getText('notes').toString() === b.doc.getText('notes').toString());
    expect(a.doc.getText('notes').toString()).toContain('offline');
    await until(a, ({ unsynced }) => !unsynced);
  });

  test('brings the content of the Y.Doc that it was given', async ({ ada, ben, documentName }) => {
    const doc = new Doc();
    doc.getText('notes').insert(0, 'brought along');
    const a = ada.open(documentName, { doc });
    expect(a.doc).toBe(doc);
    expect(a.store.getState().unsynced).toBe(true);
    expect(a.unsentChanges()).toBeNull();
    await until(a, ({ unsynced, hasSynced }) => hasSynced && !unsynced);
    const b = ben.open(documentName);
    await b.whenSynced;
    await eventually(() => b.doc.getText('notes').toString() === 'brought along');
  });

  test('shows who is here, and no longer who left', async ({ ada, ben, documentName }) => {
    const [a, b] = [ada.open(documentName), ben.open(documentName)];
    await Promise.all([a.whenSynced, b.whenSynced]);
    a.awareness.setLocalStateField('user', { name: 'Ada' });
    await eventually(() => b.awareness.getStates().get(a.awareness.clientID)?.user?.name === 'Ada');
    a.disconnect();
    await eventually(() => !b.awareness.getStates().has(a.awareness.clientID));
    expect([...a.awareness.getStates().keys()]).toEqual([a.awareness.clientID]);
  });

  test('tells the limits of the plan from the token', async ({ emulator, connect, documentName }) => {
    const limited = connect({
      getAccessToken: () =>
        emulator.issueToken({
          limits: { maxConnections: 7, maxDocuments: 8, maxUsersPerDoc: 9, opsPerMinute: 1000 },
        }),
    });
    const document = limited.open(documentName);
    await document.whenSynced;
    expect(document.store.getState().limits).toEqual({
      maxConnections: 7,
      maxDocuments: 8,
      maxUsersPerDoc: 9,
      opsPerMinute: 1000,
    });
  });

  test('tells an editor binding what the provider of y-websocket tells, in its order', async ({
    emulator,
    ada,
    documentName,
  }) => {
    const document = ada.open(documentName);
    const provider = new WebsocketProvider(emulator.url, documentName, new Doc(), {
      protocols: ['access_token', await emulator.issueToken()],
      WebSocketPolyfill: ForgivingWebSocket,
      disableBc: true,
    });
    onTestFinished(() => provider.destroy());
    const [ours, theirs] = [recordOf(document), recordOf(provider)];
    await eventually(() => [ours, theirs].every((told) => told.includes('synced true')));
    emulator.close(documentName, 1011);
    await eventually(() => [ours, theirs].every((told) => told.includes('disconnected')));
    const session = ['connected', 'synced true', 'sync true', 'close 1011', 'synced false', 'sync false'];
    for (const told of [ours, theirs]) expect(told.slice(0, 7)).toEqual([...session, 'disconnected']);
  });
});

describe('whoever listens', () => {
  test('once hears the next time only', async ({ emulator, ada, documentName }) => {
    const told: string[] = [];
    const document = ada.open(documentName);
    document.once('status', ({ status }) => told.push(status));
    await document.whenSynced;
    emulator.close(documentName, 1011);
    await untilStatus(document, 'waiting');
    expect(told).toEqual(['connected']);
  });

  test('and throws is reported, and neither ends the connection nor keeps others from hearing', async ({
    emulator,
    ada,
    ben,
    clock,
    documentName,
    handshakes,
  }) => {
    const uncaught = uncaughtErrors();
    const oops = new Error('a bug in the app');
    const fail = () => {
      throw oops;
    };
    const statuses: string[] = [];
    const told: unknown[] = [];
    const document = ada.open(documentName);
    document.store.subscribe(fail);
    document.store.subscribe(({ connection }) => statuses.push(connection.status));
    document.on('status', fail);
    document.on('sync', (isSynced) => told.push(isSynced));
    document.awareness.on('change', fail);
    document.awareness.on('update', fail);
    await document.whenSynced;
    document.doc.getText('notes').insert(0, 'kept');
    await until(document, ({ unsynced }) => !unsynced);
    expect(document.store.getState().connection.status).toBe('live');

    ben.open(documentName).awareness.setLocalState({ name: 'Ben' });
    await eventually(() => document.awareness.getStates().size === 2);
    emulator.close(documentName, 1011);
    await untilStatus(document, 'waiting');
    clock.skip(1_000);
    await untilStatus(document, 'live');
    expect(handshakes().length).toBeGreaterThanOrEqual(3);
    expect(statuses).toContain('syncing');
    expect(told).toEqual([true, false, true]);
    expect(new Set(uncaught)).toEqual(new Set([oops]));
  });
});

describe('an awareness that an app brings along', () => {
  test('brings its doc along, too, and neither is destroyed with the document', async ({
    ada,
    documentName,
  }) => {
    const awareness = new Awareness(new Doc());
    onTestFinished(() => awareness.destroy());
    const document = ada.open(documentName, { awareness });
    expect(document.doc).toBe(awareness.doc);
    await document.whenSynced;
    ada.destroy();
    expect(awareness.getLocalState()).toEqual({});
    expect(awareness.doc.isDestroyed).toBe(false);
  });
});

describe('a client that was destroyed', () => {
  test('asks for nothing more in that person’s name', async ({ emulator, connect, documentName }) => {
    let asked = 0;
    const client = connect({
      getAccessToken: () => {
        asked += 1;
        return emulator.issueToken();
      },
    });
    await client.open(documentName).whenSynced;
    client.destroy();
    const requests = [client.usage(), client.discover(documentName)];
    for (const request of requests) await expect(request).rejects.toThrow(/its client was destroyed/);
    expect(asked).toBe(1);
  });

  test('discover rejects, and does not throw, where the name is none', async ({ ada }) => {
    await expect(ada.discover(7 as unknown as string)).rejects.toThrow(/name has to be a string/);
  });
});

describe('holds', () => {
  test('the same name is the same document and one connection', async ({ ada, documentName, handshakes }) => {
    const first = ada.open(documentName);
    const second = ada.open(documentName);
    expect(second).toBe(first);
    await first.whenSynced;
    expect(handshakes()).toHaveLength(1);
    expect(ada.documents.getState()).toEqual([first]);
  });

  test('the last one ends the connection, after a grace', async ({ ada, clock, documentName }) => {
    const document = ada.open(documentName);
    ada.open(documentName);
    await document.whenSynced;
    document.close();
    clock.skip(60_000);
    expect(document.store.getState().connection.status).toBe('live');
    document.close();
    expect(document.store.getState().connection.status).toBe('live');
    clock.skip(1_000);
    expect(document.store.getState().connection.status).toBe('stopped');
    expect(ada.documents.getState()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  test('what has ended is not connected again by who still has it', async ({
    ada,
    clock,
    documentName,
    handshakes,
  }) => {
    const closed = ada.open(documentName);
    await closed.whenSynced;
    closed.close();
    clock.skip(1_000);
    closed.connect();
    expect(closed.store.getState().connection.status).toBe('stopped');
    const destroyed = ada.open(documentName);
    await destroyed.whenSynced;
    // As who tries again, whatever it was.
    destroyed.on('status', () => destroyed.connect());
    ada.destroy();
    destroyed.connect();
    expect(destroyed.store.getState().connection.status).toBe('stopped');
    expect(clock.pending()).toBe(0);
    expect(handshakes()).toHaveLength(2);
  });

  test('reopening within the grace keeps the connection', async ({
    ada,
    clock,
    documentName,
    handshakes,
  }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    document.close();
    expect(ada.open(documentName)).toBe(document);
    clock.skip(60_000);
    expect(document.store.getState().connection.status).toBe('live');
    expect(handshakes()).toHaveLength(1);
  });

  test('an edit that was not sent keeps a closed document until it is', async ({
    emulator,
    ada,
    ben,
    clock,
    documentName,
  }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    const recover = emulator.fail({ handshake: { code: 1013 }, documentName });
    emulator.close(documentName, 1013);
    await untilStatus(document, 'waiting');
    document.doc.getText('notes').insert(0, 'do not lose me');
    document.close();
    clock.skip(5_000);
    expect(ada.documents.getState()).toEqual([document]);
    recover();
    clock.skip(60_000);
    await eventually(() => ada.documents.getState().length === 0);
    const b = ben.open(documentName);
    await b.whenSynced;
    expect(b.doc.getText('notes').toString()).toBe('do not lose me');
  });

  test('one that was disconnected and closed with an edit that was not sent comes back to send it', async ({
    ada,
    ben,
    clock,
    documentName,
    handshakes,
  }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    document.disconnect();
    document.doc.getText('notes').insert(0, 'do not lose me');
    document.close();
    expect(handshakes()).toHaveLength(1);
    clock.skip(1_000);
    await eventually(() => ada.documents.getState().length === 0);
    expect(handshakes()).toHaveLength(2);
    const b = ben.open(documentName);
    await b.whenSynced;
    expect(b.doc.getText('notes').toString()).toBe('do not lose me');
  });

  test('one that the service refuses is not asked for again when it is closed', async ({
    emulator,
    ada,
    clock,
    documentName,
  }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    emulator.close(documentName, 4003);
    await untilStatus(document, 'stopped');
    document.doc.getText('notes').insert(0, 'kept');
    document.close();
    clock.skip(1_000);
    expect(document.store.getState().connection.status).toBe('stopped');
    expect(ada.documents.getState()).toEqual([document]);
  });

  test('another Y.Doc or awareness for a document that is open is an error that says so', ({
    ada,
    documentName,
  }) => {
    ada.open(documentName, { doc: new Doc() });
    expect(() => ada.open(documentName, { doc: new Doc() })).toThrow(
      /open already, with another Y\.Doc or awareness/,
    );
    expect(() => ada.open(documentName, { awareness: new Awareness(new Doc()) })).toThrow(
      /another Y\.Doc or awareness/,
    );
  });

  test('after destroy() nothing is opened, and the error says so', async ({ ada, clock, documentName }) => {
    const document = ada.open(documentName);
    await document.whenSynced;
    ada.destroy();
    expect(document.store.getState().connection.status).toBe('stopped');
    expect(() => ada.open(documentName)).toThrow(/destroyed/);
    expect(clock.pending()).toBe(0);
  });
});
