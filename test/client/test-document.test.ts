import { describe, expect, onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { WireSocketClient, WireSocketDocument } from '../../src/core.ts';
import {
  createTestClient,
  createTestDocument,
  type TestDocument,
  waitForState,
  waitForStatus,
} from '../../src/testing/index.ts';
import { test as base } from '../support/fixtures.ts';
import { eventually, isSaved, until, untilStatus } from '../support/kit.ts';
import { uncaughtErrors } from '../support/uncaught.ts';

const test = base
  /** A document that is live on the emulator, and one of a test that was told to be. */
  .extend('bothLive', async ({ client, documentName }) => {
    const real = client.open(documentName);
    const double = createTestDocument({
      connection: { status: 'connecting', step: 'token', attempt: 1, problem: null },
    });
    const told = { real: record(real), double: record(double) };
    double.setConnection({ status: 'connecting', step: 'handshake', attempt: 1, problem: null });
    double.setConnection({ status: 'syncing', attempt: 1 });
    double.setConnection({ status: 'live', since: Date.now() });
    await Promise.all([real.whenSynced, double.whenSynced]);
    return { real, double, told };
  });

test.override({ emulatorOptions: { gracePeriod: 200 } });

/** What can be told of a document, as it happens. Times and attempts are nobody's to set beforehand. */
function record(document: WireSocketDocument): string[] {
  const told: string[] = [];
  const look = () => {
    const seen = describeState(document);
    if (told.findLast((line) => line.startsWith('state')) !== seen) told.push(seen);
  };
  look();
  document.store.subscribe(look);
  document.on('status', ({ status }) => told.push(`status ${status}`));
  document.on('sync', (isSynced) => told.push(`sync ${isSynced}`));
  document.on('synced', (isSynced) => told.push(`synced ${isSynced}`));
  document.on('connection-close', ({ code, reason }) => told.push(`close ${code} ${reason}`));
  document.once('status', () => told.push('once'));
  return told;
}

function describeState(document: WireSocketDocument): string {
  const { connection, hasSynced, unsynced } = document.store.getState();
  const step = connection.status === 'connecting' ? connection.step : '';
  const problem = 'problem' in connection ? JSON.stringify(connection.problem) : '';
  const rule =
    connection.status === 'waiting' ? `rule ${connection.earliestRetryAt > Date.now() + 20_000}` : '';
  const work = `unsynced ${unsynced} ${document.unsentChanges()}`;
  return ['state', connection.status, step, problem, rule, `synced ${hasSynced}`, work].join(' ');
}

describe('a document of a test is told from one of the kit', () => {
  test('neither on its way into sync, nor when edits are made, nor when the app disconnects', async ({
    bothLive,
  }) => {
    const { real, double, told } = bothLive;
    real.doc.getText('notes').insert(0, 'a');
    double.setUnsentChanges(1);
    await eventually(() => isSaved(real));
    double.setUnsentChanges(0);
    real.disconnect();
    double.setConnection({ status: 'stopped', problem: null });
    expect(told.double).toEqual(told.real);
    expect(told.real).toEqual(expect.arrayContaining(['once', 'synced true', 'close 1000 ', 'sync false']));
  });

  test.for([4003, 4004, 4005, 4006, 4007, 4008, 1000, 1001, 1006, 1011, 1012, 1013, 1008, 1009, 4205, 4999])(
    'nor after a close with %i',
    async (code, { emulator, bothLive }) => {
      const { real, double, told } = bothLive;
      const reason = code === 1006 ? '' : 'Document user limit exceeded: 5';
      emulator.close(real.name, code, reason);
      await until(real, ({ connection }) => /waiting|stopped/.test(connection.status));
      double.setProblem(code, reason);
      expect(told.double).toEqual(told.real);
    },
  );

  test.for([4001, 4002, 4401])(
    'nor where a token is refused again with %i',
    async (code, { emulator, bothLive }) => {
      const { real, double } = bothLive;
      emulator.fail({ handshake: { code, reason: 'No' }, documentName: real.name });
      emulator.close(real.name, code);
      await untilStatus(real, 'stopped');
      double.setProblem(code, 'No');
      expect(describeState(double)).toEqual(describeState(real));
    },
  );

  test('nor by what it says of an argument that no type allows', async ({ bothLive }) => {
    const { real, double } = bothLive;
    for (const document of [real, double])
      expect(() => document.sendStateless(5 as never)).toThrow(/A stateless message is a string/);
  });

  test('nor when a listener throws: that is reported, and the others hear', async ({ bothLive }) => {
    const { real, double } = bothLive;
    const uncaught = uncaughtErrors();
    for (const document of [real, double]) {
      document.store.subscribe(() => {
        throw new Error('of the store');
      });
      document.on('sync', () => {
        throw new Error('of the app');
      });
    }
    const told = { real: record(real), double: record(double) };
    real.disconnect();
    double.setConnection({ status: 'stopped', problem: null });
    expect(told.double).toEqual(told.real);
    await eventually(() => uncaught.length === 4);
  });
});

/** Ends with the test. */
function testClient(): WireSocketClient {
  const client = createTestClient();
  onTestFinished(client.destroy);
  return client;
}

describe.each([
  ['of the kit', null],
  ['of a test', testClient],
])('a client %s', (_, make) => {
  if (make !== null) test.override('client', make);

  test('gives one document for a name, and lists it while it is held', ({ client }) => {
    const heard: number[] = [];
    client.documents.subscribe((documents) => heard.push(documents.length));
    const document = client.open('same');
    expect(client.open('same')).toBe(document);
    expect(client.documents.getState()).toEqual([document]);
    client.open('other');
    expect(heard).toEqual([1, 2]);
  });

  test('takes the doc and the presence that are brought along, and no others for a document that is open', ({
    client,
  }) => {
    const awareness = new Awareness(new Doc());
    const document = client.open('own', { awareness });
    expect(document.awareness).toBe(awareness);
    expect(document.doc).toBe(awareness.doc);
    expect(client.open('own', { doc: awareness.doc })).toBe(document);
    expect(() => client.open('own', { doc: new Doc() })).toThrow(/open already, with another Y\.Doc/);
    client.destroy();
    expect(awareness.getLocalState()).not.toBeNull();
    awareness.destroy();
  });

  test('refuses a name that is no text, and stops at one that breaks the rule', ({ client }) => {
    expect(() => client.open(5 as never)).toThrow(TypeError);
    const { connection, hasSynced } = client.open('not a name').store.getState();
    expect(connection).toMatchObject({
      status: 'stopped',
      problem: { kind: 'invalid-name', source: 'client', code: null, recovery: 'developer' },
    });
    expect(hasSynced).toBe(false);
  });

  test('is of no more use once it is destroyed', async ({ client }) => {
    const document = client.open('ended');
    client.open('ended');
    client.destroy();
    expect(document.store.getState().connection).toEqual({ status: 'stopped', problem: null });
    expect(document.awareness.getLocalState()).toBeNull();
    expect(client.documents.getState()).toEqual([]);
    document.close();
    expect(client.documents.getState()).toEqual([]);
    expect(() => client.open('ended')).toThrow(/its client was destroyed/);
    await expect(client.usage()).rejects.toThrow(/its client was destroyed/);
  });
});

test('a component may bring another doc with each render, until it is mounted; not one beside the test’s', () => {
  const client = createTestClient();
  const rendered = client.prepare('notes', { doc: new Doc() });
  const doc = new Doc();
  const opened: TestDocument = client.open('notes', { doc });
  expect(opened).not.toBe(rendered);
  expect(client.document('notes')).toBe(opened);
  client.document('asked');
  expect(() => client.open('asked', { doc })).toThrow(/open already, with another Y\.Doc/);
  client.destroy();
});

describe('of a wrong kind', () => {
  const NEITHER = [null, true, 7, '', 'text', [], {}];

  test.each([true, 7, 'text'])('%j is neither options of a document nor of a client', (options) => {
    expect(() => createTestDocument(options as never)).toThrow(/its options are an object/);
    expect(() => createTestClient(options as never)).toThrow(/its options are an object/);
  });

  test('null is as good as no options', () => {
    expect(createTestDocument(null as unknown as undefined).name).toBe('notes');
    expect(createTestClient(null as unknown as undefined).documents.getState()).toEqual([]);
  });

  test.each([true, 7, 'text', [], {}])('%j is nothing of Yjs', (brought) => {
    for (const part of ['doc', 'awareness'])
      expect(() => createTestDocument({ [part]: brought })).toThrow(
        /doc is a Y\.Doc, and awareness an Awareness/,
      );
  });

  test('what a client answers is told by what it has to be', () => {
    expect(() => createTestClient({ usage: 7 as never })).toThrow(/usage is \{ connections/);
    expect(() => createTestClient({ usage: {} as never })).toThrow(/usage is \{ connections/);
    expect(() => createTestClient({ health: 'well' as never })).toThrow(/health is one of healthy/);
    expect(() => createTestClient({ state: 'live' as never })).toThrow(/state is an object/);
    expect(() => createTestDocument({ onCall: 'retry' as never })).toThrow(/onCall is a function/);
    expect(() => createTestDocument({ name: 7 as never })).toThrow(/name is text/);
  });

  test('nothing is waited for', async () => {
    for (const wrong of [undefined, ...NEITHER]) {
      await expect(waitForState(wrong as never, () => true)).rejects.toThrow(/is no document/);
      await expect(waitForStatus(wrong as never, 'live' as never)).rejects.toThrow(/is no document/);
      await expect(waitForState(createTestDocument(), wrong as never)).rejects.toThrow(
        /no function of a state/,
      );
    }
    const timeout = 'soon' as unknown as number;
    await expect(waitForState(createTestDocument(), () => false, { timeout })).rejects.toThrow(
      /timeout is no number/,
    );
  });
});
