import { act, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  ConnectionNotices,
  ConnectionStatus,
  DocumentFullBanner,
  PresenceAvatars,
  RateLimitCountdown,
  UnsyncedChanges,
  UsageMeter,
} from '../../src/components/index.ts';
import { reactionTo } from '../../src/connection/policy.ts';
import {
  CLOSE_CODES,
  problemFromClose,
  problemFromStatus,
  useOpenDocuments,
  useWireSocketDocument,
  type WireSocketClient,
  type WireSocketDocument,
  WireSocketProvider,
} from '../../src/index.ts';
import { type OwnProblemKind, ownProblem } from '../../src/protocol/problem.ts';
import {
  createTestClient,
  createTestDocument,
  type TestDocument,
  type TestDocumentState,
  waitForState,
  waitForStatus,
} from '../../src/testing/index.ts';
import { settled } from './support.tsx';

const notice = () => document.querySelector<HTMLElement>('.ws-notice');

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('createTestDocument', () => {
  test('is a document to the kit, and live', () => {
    const made: WireSocketDocument = createTestDocument();
    expect(made.store.getState()).toMatchObject({ connection: { status: 'live' }, hasSynced: true });
    render(<ConnectionStatus document={made} />);
    expect(document.body.textContent).toBe('Live');
  });

  test.each(Object.keys(CLOSE_CODES).map(Number))(
    '%i: where the kit stops, it is stopped; else it waits',
    (code) => {
      const made = createTestDocument();
      made.setProblem(code);
      const problem = problemFromClose(code);
      const { connection } = made.store.getState();
      const reaction = reactionTo(problem).type;
      // Refused once, a token is renewed; what people hear of is that it was refused again.
      const status = { stop: 'stopped', refresh: 'stopped', follow: 'connecting', wait: 'waiting' }[reaction];
      expect(connection).toMatchObject({ status, problem });
    },
  );

  const OWN: readonly OwnProblemKind[] = [
    'offline',
    'unreachable',
    'connection-lost',
    'untrusted-redirect',
    'redirect-loop',
    'missing-token',
    'token-unavailable',
    'protocol-error',
    'invalid-name',
    'forbidden',
  ];
  const problems = [
    ...OWN.map((kind) => ownProblem(kind, 'Found by the kit.')),
    ...(['dashboard', 'dataplane'] as const).flatMap((plane) =>
      [400, 401, 403, 404, 429, 500, 503].flatMap((status) =>
        [null, 0, 90].map((retryAfter) => problemFromStatus(plane, status, '', retryAfter)),
      ),
    ),
  ];

  test.each(problems.map((problem) => ({ problem, ...problem })))(
    '$source: $kind, Retry-After $retryAfter: as the kit goes on, and holds back',
    ({ problem }) => {
      const made = createTestDocument();
      made.setProblem(problem);
      const { connection } = made.store.getState();
      const reaction = reactionTo(problem);
      if (reaction.type !== 'wait') return expect(connection).toEqual({ status: 'stopped', problem });
      expect(connection).toMatchObject({ status: 'waiting', problem });
      if (connection.status !== 'waiting') return;
      expect(connection.retryAt === null).toBe(problem.kind === 'offline');
      expect(connection.earliestRetryAt === connection.retryAt).toBe(reaction.pace.hold > 0);
    },
  );

  test.each([
    [4001, 'missing-token'],
    [4002, 'session-expired'],
    [4003, 'forbidden'],
    [4004, 'connection-limit'],
    [4005, 'document-limit'],
    [4006, 'rate-limit'],
    [4007, 'invalid-name'],
    [4008, 'document-full'],
  ])('%i: the notice that people see', async (code, kind) => {
    const made = createTestDocument();
    render(<ConnectionNotices document={made} />);
    act(() => made.setProblem(code));
    expect(notice()?.dataset.kind).toBe(kind);
    act(() => made.setConnection({ status: 'live', since: Date.now() }));
    // What has appeared is shown for a second at least.
    await settled(() => notice() === null);
  });

  test('a documented reason tells the limit, and a problem may come from HTTP', () => {
    const made = createTestDocument();
    render(<ConnectionNotices document={made} audience="admin" />);
    act(() => made.setProblem(4008, 'Document user limit exceeded: 25'));
    expect(notice()?.textContent).toContain('25');
    made.setProblem(problemFromStatus('dashboard', 429, '', 90));
    const { connection } = made.store.getState();
    if (connection.status !== 'waiting') throw new Error(connection.status);
    expect(Math.round(((connection.retryAt ?? 0) - Date.now()) / 1000)).toBe(90);
    expect(connection.earliestRetryAt).toBe(connection.retryAt);
  });

  test("with the test runner's timers it counts down", () => {
    vi.useFakeTimers();
    const made = createTestDocument();
    render(<RateLimitCountdown document={made} />);
    act(() => made.setProblem(4006));
    expect(document.body.textContent).toMatch(/30/);
    act(() => vi.advanceTimersByTime(12_000));
    expect(document.body.textContent).toMatch(/18/);
  });

  test.each(['document-full', undefined, {}])('%j is no problem, and it is said what is one', (problem) => {
    const set = () => createTestDocument().setProblem(problem as never);
    expect(set).toThrow(TypeError);
    expect(set).toThrow(/a close code, like 4008/);
  });

  test.each(['live', undefined, { status: 'offline' }])(
    '%j is no connection, and it is said what is one',
    (given) => {
      const connection = given as never;
      for (const set of [
        () => createTestDocument().setConnection(connection),
        () => createTestDocument({ connection: connection ?? 'live' }),
        () => createTestDocument().setState({ connection: connection ?? 'live' }),
      ]) {
        expect(set).toThrow(TypeError);
        expect(set).toThrow(/one of idle, connecting, syncing, live, waiting, stopped/);
      }
    },
  );

  test('tells what was asked of it', () => {
    const onCall = vi.fn();
    const made = createTestDocument({ onCall });
    render(<ConnectionNotices document={made} />);
    act(() => made.setProblem(4008));
    act(() => screen.getByRole('button', { name: 'Try now' }).click());
    made.sendStateless('hello');
    expect(made.calls).toEqual(['retry']);
    expect(onCall).toHaveBeenCalledExactlyOnceWith('retry');
    expect(made.sentStateless).toEqual(['hello']);
  });

  test('has the rest of the state, a real Y.Doc, and real presence', () => {
    const made = createTestDocument({ unsynced: true });
    render(
      <>
        <UnsyncedChanges document={made} />
        <PresenceAvatars document={made} />
      </>,
    );
    const before = document.body.textContent;
    act(() => {
      made.setState({ unsynced: false });
      made.awareness.setLocalStateField('user', { name: 'Ada Lovelace' });
    });
    expect(document.body.textContent).not.toBe(before);
    expect(document.body.textContent).toContain('Ada Lovelace (you)');
  });

  test('has the events that editor bindings listen to', async () => {
    const made = createTestDocument({ connection: { status: 'syncing', attempt: 1 } });
    const told: unknown[] = [];
    made.on('synced', (isSynced) => told.push(isSynced));
    made.on('status', ({ status }) => told.push(status));
    made.on('connection-close', ({ code }) => told.push(code));
    made.on('stateless', (payload) => told.push(payload));
    let isSynced = false;
    const waiting = made.whenSynced.then(() => {
      isSynced = true;
    });
    await Promise.resolve();
    expect(isSynced).toBe(false);
    made.setConnection({ status: 'live', since: 0 });
    await waiting;
    made.hearStateless('hello');
    made.setProblem(4003);
    expect(told).toEqual([true, 'hello', 4003, false, 'disconnected']);
  });
});

describe('createTestClient', () => {
  function Notes({ name = 'notes' }: { readonly name?: string }): ReactNode {
    const { doc, connection, canEdit } = useWireSocketDocument(name);
    const open = useOpenDocuments();
    return (
      <p>
        {doc.getText('notes').toString()} {connection.status} {String(canEdit)} {open.length}
      </p>
    );
  }

  test('gives the components of an app the documents of a test', () => {
    const client = createTestClient();
    const asReal: WireSocketClient = client;
    client.document('notes').doc.getText('notes').insert(0, 'Written before.');
    const { unmount } = render(
      <WireSocketProvider client={asReal}>
        <Notes />
        <ConnectionNotices />
      </WireSocketProvider>,
    );
    expect(document.querySelector('p')?.textContent).toBe('Written before. live true 1');
    act(() => client.document('notes').setProblem(4003));
    expect(document.querySelector('p')?.textContent).toBe('Written before. stopped false 1');
    expect(notice()?.dataset.kind).toBe('forbidden');
    unmount();
    expect(client.documents.getState()).toEqual([]);
  });

  test('documents can begin in any state', () => {
    const client = createTestClient({ state: { connection: { status: 'syncing', attempt: 1 } } });
    render(
      <WireSocketProvider client={client}>
        <Notes />
      </WireSocketProvider>,
    );
    expect(document.querySelector('p')?.textContent).toBe(' syncing false 1');
  });

  test('the plan is used as a test says', async () => {
    const client = createTestClient({
      usage: { connections: { current: 92, limit: 100 }, documents: { current: 0, limit: 0 } },
    });
    // Of a limit of 0 everything is in use, as the kit reads it of the service.
    expect((await client.usage()).usage.documents).toMatchObject({ percent: 100, status: 'critical' });
    render(
      <WireSocketProvider client={client}>
        <UsageMeter />
      </WireSocketProvider>,
    );
    await settled(() => document.querySelector<HTMLElement>('.ws-usage')?.dataset.level === 'critical');
    expect(await client.health()).toMatchObject({ status: 'healthy' });
    expect(await client.discover('notes')).toMatchObject({ isNew: true });
  });
});

describe('waiting', () => {
  test('for a status gives the connection, and for a state the state', async () => {
    const made: TestDocument = createTestDocument();
    const waiting = waitForStatus(made, 'waiting');
    made.setProblem(4006);
    expect((await waiting).problem.kind).toBe('rate-limit');
    expect((await waitForState(made, ({ hasSynced }) => hasSynced)).unsynced).toBe(false);
  });

  test('in vain says what there is instead', async () => {
    const made = createTestDocument();
    await expect(waitForStatus(made, 'stopped', { timeout: 20 })).rejects.toThrow(
      /never came within 20 ms. It is {"connection":{"status":"live"/,
    );
  });

  test('ends with what a look at the state throws, be it the first or a later one', async () => {
    const made = createTestDocument();
    let looks = 0;
    const stopped = (state: TestDocumentState) => {
      looks += 1;
      if (state.connection.status === 'stopped') throw new Error('never to be stopped');
      return false;
    };
    const waiting = expect(waitForState(made, stopped)).rejects.toThrow('never to be stopped');
    made.setProblem(4003);
    await waiting;
    await expect(waitForState(made, stopped)).rejects.toThrow('never to be stopped');
    expect(looks).toBe(3);
    made.setState({ region: 'eu-central-1' });
    expect(looks).toBe(3);
  });
});

test('what is pressed is done within the `act` of a test, so that React has nothing to say of it', async () => {
  // So a runner with global hooks has it, such as Jest.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const made = createTestDocument();
  render(<DocumentFullBanner document={made} />);
  act(() => made.setProblem(4008));
  act(() => screen.getByRole('button', { name: 'Try now' }).click());
  await new Promise((resolve) => setTimeout(resolve));
  expect(made.calls).toEqual(['retry']);
  expect(said).not.toHaveBeenCalled();
});
