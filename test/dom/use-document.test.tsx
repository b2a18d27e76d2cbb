import { act, render, renderHook, screen } from '@testing-library/react';
import { Fragment, type ReactNode, StrictMode, Suspense, useState } from 'react';
import { describe, expect, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import {
  type LiveDocument,
  useOpenDocuments,
  useWireSocketClient,
  useWireSocketDocument,
  type WireSocketClient,
  type WireSocketClientOptions,
  WireSocketProvider,
} from '../../src/index.ts';
import { eventually, WebSocketClass } from '../support/kit.ts';
import { test as base } from './fixtures.ts';
import { renderWith, settled } from './support.tsx';

const test = base
  .extend('issue', ({ emulator }) => vi.fn(() => emulator.issueToken()))
  .override('client', ({ connect, clock, issue }) => connect({ clock, getAccessToken: issue }));

/** Renders a document, and keeps what the hook returned at each render. */
function Recorder({ name, into }: { name: string; into: LiveDocument[] }): ReactNode {
  const live = useWireSocketDocument(name);
  into.push(live);
  return <p>{live.connection.status}</p>;
}

describe('useWireSocketDocument', () => {
  test('mounts to live in at most 5 renders', async ({ client, documentName }) => {
    const renders: LiveDocument[] = [];
    renderWith(client, <Recorder name={documentName} into={renders} />);
    await settled(() => renders.at(-1)?.connection.status === 'live');
    expect(renders.length).toBeLessThanOrEqual(5);
    expect(renders.at(-1)).toMatchObject({ hasSynced: true, unsynced: false, canEdit: true });
    expect(renders[0]).toMatchObject({ connection: { status: 'idle' }, hasSynced: false, canEdit: false });
  });

  test('renders nothing for 1,000 incoming updates', async ({ emulator, client, documentName }) => {
    const renders: LiveDocument[] = [];
    renderWith(client, <Recorder name={documentName} into={renders} />);
    await settled(() => renders.at(-1)?.connection.status === 'live');
    // It sends every edit by itself, where the kit would merge them.
    const limits = { opsPerMinute: 10_000 };
    const other = new WebsocketProvider(emulator.url, documentName, new Doc(), {
      protocols: ['access_token', await emulator.issueToken({ limits })],
      WebSocketPolyfill: WebSocketClass,
      disableBc: true,
    });
    await eventually(() => other.synced);
    const before = renders.length;
    let incoming = 0;
    renders.at(-1)?.doc.on('update', () => {
      incoming += 1;
    });
    for (let n = 0; n < 1_000; n += 1) other.doc.getText('notes').insert(n, 'x');
    await settled(() => renders.at(-1)?.doc.getText('notes').length === 1_000);
    expect(incoming).toBe(1_000);
    expect(renders.length).toBe(before);
    other.destroy();
  });

  test('makes one handshake and asks for one token in StrictMode', async ({
    emulator,
    documentName,
    handshakes,
    issue,
  }) => {
    const renders: LiveDocument[] = [];
    render(
      <StrictMode>
        <WireSocketProvider endpoint={emulator.url} getAccessToken={() => issue()} WebSocket={WebSocketClass}>
          <Recorder name={documentName} into={renders} />
        </WireSocketProvider>
      </StrictMode>,
    );
    await settled(() => renders.at(-1)?.connection.status === 'live');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(handshakes()).toHaveLength(1);
    expect(issue).toHaveBeenCalledTimes(1);
  });

  test('select renders only when what it picks changes', async ({ client, documentName }) => {
    const statuses: string[] = [];
    function Status(): ReactNode {
      statuses.push(useWireSocketDocument(documentName, { select: ({ connection }) => connection.status }));
      return null;
    }
    renderWith(client, <Status />);
    await settled(() => statuses.at(-1) === 'live');
    const before = statuses.length;
    const document = client.open(documentName);
    document.doc.getText('notes').insert(0, 'an edit, which turns unsynced on and off');
    await settled(() => !document.store.getState().unsynced);
    expect(statuses.length).toBe(before);
    expect(new Set(statuses).size).toBe(statuses.length);
  });

  test.for([
    ['an object in an object', () => ({ of: { it: {} } })],
    ['a list of lists', () => [[]]],
    ['a map', () => new Map()],
  ] as const)('select may make %s anew at each call', async ([, make], { client, documentName }) => {
    const statuses: string[] = [];
    let picks = 0;
    function Status(): ReactNode {
      const { status } = useWireSocketDocument(documentName, {
        select: ({ connection }) => {
          picks += 1;
          return { status: connection.status, anew: make() };
        },
      });
      statuses.push(status);
      return null;
    }
    renderWith(client, <Status />);
    await settled(() => statuses.at(-1) === 'live');
    expect(picks).toBeLessThan(40);
  });

  test.for([
    ['an object', () => ({ list: 1, of: 'it' })],
    ['a list', () => [1, 'it', Number.NaN]],
    ['an empty list', () => []],
  ] as const)(
    'select that makes the same %s anew renders no more',
    async ([, make], { client, documentName }) => {
      let renders = 0;
      function Picker(): ReactNode {
        useWireSocketDocument(documentName, { select: make as () => unknown });
        renders += 1;
        return null;
      }
      renderWith(client, <Picker />);
      await settled(() => client.open(documentName).store.getState().connection.status === 'live');
      expect(renders).toBe(1);
    },
  );

  test.for([
    ['one entry less', { a: 1, b: 2 }, { a: 1 }],
    ['another entry that is not set', { a: undefined }, { b: undefined }],
    ['a list instead of an object', { 0: 1 }, [1]],
    ['nothing instead of an object', {}, undefined],
    ['null instead of a list', [], null],
    ['another date', new Date(1), new Date(2)],
    ['another map', new Map([[1, 1]]), new Map([[2, 2]])],
  ] as const)('select tells %s', async ([, before, after], { client, documentName }) => {
    const picked: unknown[] = [];
    function Picker(): ReactNode {
      picked.push(
        useWireSocketDocument(documentName, { select: ({ hasSynced }) => (hasSynced ? after : before) }),
      );
      return null;
    }
    renderWith(client, <Picker />);
    await settled(() => picked.at(-1) === after);
    expect(picked[0]).toBe(before);
  });

  test.for([
    ['', Fragment],
    [', in StrictMode neither', StrictMode],
  ] as const)(
    'inline options and functions never reconnect%s',
    async ([, Mode], { emulator, documentName, handshakes, issue }) => {
      let rerender: () => void = () => {};
      function App(): ReactNode {
        const [renders, setRenders] = useState(0);
        rerender = () => setRenders(renders + 1);
        return (
          <WireSocketProvider
            endpoint={[emulator.url]}
            getAccessToken={async () => issue()}
            tokenIn={{ subprotocol: 'access_token' }}
            trustedHosts={['127.0.0.1']}
            WebSocket={WebSocketClass}
          >
            <Editor />
          </WireSocketProvider>
        );
      }
      const docs = new Set<Doc>();
      function Editor(): ReactNode {
        const { doc, connection } = useWireSocketDocument(documentName, { doc: new Doc() });
        docs.add(doc);
        return <p>{connection.status}</p>;
      }
      render(<App />, { wrapper: Mode });
      await settled(() => screen.queryByText('live') !== null);
      // Nobody has seen what React 18 renders there for the first time.
      if (Mode === StrictMode) docs.clear();
      for (let n = 0; n < 5; n += 1) act(() => rerender());
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(screen.queryByText('live')).not.toBeNull();
      expect(handshakes()).toHaveLength(1);
      expect(docs.size).toBe(1);
    },
  );

  test('the latest getAccessToken is asked', async ({ emulator, documentName }) => {
    const asked: string[] = [];
    function App({ label }: { label: string }): ReactNode {
      const getAccessToken: WireSocketClientOptions['getAccessToken'] = () => {
        asked.push(label);
        return emulator.issueToken();
      };
      return (
        <WireSocketProvider
          endpoint={emulator.url}
          getAccessToken={getAccessToken}
          WebSocket={WebSocketClass}
        >
          <Recorder name={documentName} into={[]} />
        </WireSocketProvider>
      );
    }
    const { rerender } = render(<App label="first" />);
    await settled(() => screen.queryByText('live') !== null);
    rerender(<App label="second" />);
    emulator.close(documentName, 4002);
    await settled(() => asked.length === 2);
    await settled(() => screen.queryByText('live') !== null);
    expect(asked).toEqual(['first', 'second']);
  });

  test('another name is another document, and the first one is given back', async ({
    client,
    clock,
    documentName,
  }) => {
    const renders: LiveDocument[] = [];
    const { rerender } = renderWith(client, <Recorder name={documentName} into={renders} />);
    await settled(() => renders.at(-1)?.connection.status === 'live');
    const first = renders.at(-1)?.document;
    rerender(<Recorder name={`${documentName}-other`} into={renders} />);
    await settled(() => renders.at(-1)?.connection.status === 'live' && renders.at(-1)?.document !== first);
    act(() => clock.skip(1_000));
    expect(first?.store.getState().connection.status).toBe('stopped');
    expect(client.documents.getState().map((document) => document.name)).toEqual([`${documentName}-other`]);
  });

  test('two components of one name share the document and its connection', async ({
    client,
    documentName,
    handshakes,
  }) => {
    const [a, b]: [LiveDocument[], LiveDocument[]] = [[], []];
    renderWith(
      client,
      <>
        <Recorder name={documentName} into={a} />
        <Recorder name={documentName} into={b} />
      </>,
    );
    await settled(() => b.at(-1)?.connection.status === 'live');
    expect(a.at(-1)?.doc).toBe(b.at(-1)?.doc);
    expect(handshakes()).toHaveLength(1);
  });

  test('a document that waited for a suspended tree for long is prepared again', async ({
    client,
    clock,
    documentName,
    handshakes,
  }) => {
    let resume: () => void = () => {};
    let isReady = false;
    const pending = new Promise<void>((resolve) => {
      resume = () => {
        isReady = true;
        resolve();
      };
    });
    const renders: LiveDocument[] = [];
    function Slow(): ReactNode {
      const live = useWireSocketDocument(documentName);
      if (!isReady) throw pending;
      renders.push(live);
      return <p>{live.connection.status}</p>;
    }
    renderWith(
      client,
      <Suspense fallback="…">
        <Slow />
      </Suspense>,
    );
    act(() => clock.skip(11_000));
    await act(async () => resume());
    await settled(() => renders.at(-1)?.connection.status === 'live');
    expect(handshakes()).toHaveLength(1);
    expect(client.documents.getState()).toEqual([renders.at(-1)?.document]);
  });

  test('what is below a component that opened a document can suspend until it has content', async ({
    client,
    documentName,
    handshakes,
  }) => {
    const Content = ({ document: { whenSynced, store } }: Pick<LiveDocument, 'document'>): ReactNode => {
      if (!store.getState().hasSynced) throw whenSynced;
      return <p>content</p>;
    };
    const Opened = (): ReactNode => (
      <Suspense fallback={<p>on its way</p>}>
        <Content document={useWireSocketDocument(documentName).document} />
      </Suspense>
    );
    renderWith(client, <Opened />);
    expect(screen.getByText('on its way')).toBeDefined();
    await settled(() => screen.queryByText('content') !== null);
    expect(handshakes()).toHaveLength(1);
  });

  test('a name that breaks the rule does not crash the tree', ({ client }) => {
    const renders: LiveDocument[] = [];
    renderWith(client, <Recorder name="not a name" into={renders} />);
    expect(renders.at(-1)?.connection).toMatchObject({
      status: 'stopped',
      problem: { kind: 'invalid-name' },
    });
    expect(renders.at(-1)?.canEdit).toBe(false);
  });

  test('without a provider it says what is missing', () => {
    const silence = console.error;
    console.error = () => {};
    try {
      expect(() => render(<Recorder name="notes" into={[]} />)).toThrow(/WireSocketProvider/);
    } finally {
      console.error = silence;
    }
  });
});

describe('useOpenDocuments and useWireSocketClient', () => {
  test('list what is open, and give the client', async ({ client, clock, documentName }) => {
    const seen: (readonly string[])[] = [];
    let found: WireSocketClient | undefined;
    function Names(): ReactNode {
      found = useWireSocketClient();
      seen.push(useOpenDocuments().map((document) => document.name));
      return null;
    }
    renderWith(client, <Names />);
    expect(found).toBe(client);
    const document = client.open(documentName);
    await settled(() => seen.at(-1)?.[0] === documentName);
    document.close();
    act(() => clock.skip(1_000));
    expect(seen.at(-1)).toEqual([]);
  });
});

test('1,000 mounts and unmounts leave no socket, timer or listener', async ({
  emulator,
  connect,
  clock,
  documentName,
}) => {
  const listeners = new Set<unknown>();
  const quiet = connect({
    clock,
    environment: {
      online: () => true,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const before = process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length;
  for (let n = 0; n < 1_000; n += 1) {
    renderWith(quiet, <Recorder name={`${documentName}-${n % 10}`} into={[]} />).unmount();
  }
  clock.skip(11_000);
  await eventually(() => emulator.close(`${documentName}-0`, 1000) === 0);
  await eventually(
    () => process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length <= before,
  );
  expect(clock.pending()).toBe(0);
  expect(listeners.size).toBe(0);
  expect(quiet.documents.getState()).toEqual([]);
});

test.each([null, 7, 'client', {}, []])('%j is no client of a provider, which says so', (client) => {
  const provide = () => render(<WireSocketProvider client={client as never} />);
  expect(provide).toThrow(/WireSocketProvider: client is no object with the functions open,prepare/);
});

test('a `select` that is no function is refused, and says so; no options are as good as none', ({
  client,
}) => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <WireSocketProvider client={client}>{children}</WireSocketProvider>
  );
  for (const select of [null, 'connection', {}]) {
    const pick = () =>
      renderHook(() => useWireSocketDocument('notes', { select: select as never }), { wrapper });
    expect(pick).toThrow(/select is not a function/);
  }
  const { result } = renderHook(() => useWireSocketDocument('notes', null as never), { wrapper });
  expect(result.current).toMatchObject({ document: { name: 'notes' } });
});
