import type { ComponentProps, RefObject } from 'react';
import { describe, expectTypeOf, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import type { Doc } from 'yjs';
import type {
  ConnectionNotices,
  ConnectionStatusProps,
  DocumentFullBanner,
  UsageMeterProps,
} from '../../src/components/index.ts';
import type { EmulatorOptions, Fault } from '../../src/emulator/index.ts';
import {
  type ConnectionStatus,
  type DocumentState,
  type EditorHost,
  type LimitProblem,
  type LiveDocument,
  type Presence,
  type Problem,
  type ProblemKind,
  type UsageLevel,
  type UseDocumentOptions,
  useMountedEditor,
  usePresence,
  useWireSocketDocument,
  type WaitProblem,
  type WireSocketClientOptions,
  type WireSocketDocument,
} from '../../src/index.ts';
import type { TokenHandlerOptions } from '../../src/server/index.ts';

/** `npm run check` compiles these: what an app infers, and what it is refused. No hook is called. */
describe('useWireSocketDocument', () => {
  test('gives the document, or what `select` picks, whatever that is', () => {
    const hooks = (doc: Doc) => ({
      alone: useWireSocketDocument('notes'),
      withDoc: useWireSocketDocument('notes', { doc }),
      unselected: useWireSocketDocument('notes', { select: undefined }),
      status: useWireSocketDocument('notes', { select: ({ connection }) => connection.status }),
      ofDoc: useWireSocketDocument('notes', { doc, select: ({ unsynced }) => unsynced }),
      pair: useWireSocketDocument('notes', { select: ({ region }) => [region, 1] as const }),
      run: useWireSocketDocument('notes', {
        select:
          ({ unsynced }) =>
          () =>
            unsynced,
      }),
      nothing: useWireSocketDocument('notes', { select: () => undefined }),
    });
    type Given = ReturnType<typeof hooks>;
    expectTypeOf<Given['alone' | 'withDoc' | 'unselected']>().toEqualTypeOf<LiveDocument>();
    expectTypeOf<Given['status']>().toEqualTypeOf<ConnectionStatus>();
    expectTypeOf<Given['ofDoc']>().toEqualTypeOf<boolean>();
    expectTypeOf<Given['pair']>().toEqualTypeOf<readonly [string | null, 1]>();
    expectTypeOf<Given['run']>().toEqualTypeOf<() => boolean>();
    expectTypeOf<Given['nothing']>().toEqualTypeOf<undefined>();
  });

  test('says so where options that came from elsewhere may select', () => {
    const picks = (options: { doc: Doc; select: (state: DocumentState) => number }) =>
      useWireSocketDocument('notes', options);
    const mayPick = <Selected>(options: UseDocumentOptions<Selected>) =>
      useWireSocketDocument('notes', options);
    expectTypeOf(picks).returns.toEqualTypeOf<number>();
    expectTypeOf(mayPick<string>).returns.toEqualTypeOf<string | LiveDocument>();
  });

  test('refuses what it could not use', () => {
    const refused = () => [
      // @ts-expect-error a name is a string
      useWireSocketDocument(null),
      // @ts-expect-error `select` is a function
      useWireSocketDocument('notes', { select: 'connection' }),
      // @ts-expect-error there is no such state
      useWireSocketDocument('notes', { select: ({ state }) => state }),
    ];
    expectTypeOf(refused).toBeFunction();
  });
});

test('usePresence gives people, or what `select` picks of them', () => {
  const hooks = (document: WireSocketDocument, select?: (people: readonly Presence[]) => number) => ({
    people: usePresence(document),
    count: usePresence(document, (people) => people.length),
    either: usePresence(document, select),
  });
  expectTypeOf(hooks).returns.toEqualTypeOf<{
    people: readonly Presence[];
    count: number;
    either: number | readonly Presence[];
  }>();
});

describe('a problem', () => {
  test('can be had by its kind, and has the fields of that alone', () => {
    expectTypeOf<Extract<Problem, { kind: 'document-full' }>>().toEqualTypeOf<
      LimitProblem<'document-full'>
    >();
    expectTypeOf<Extract<Problem, { kind: 'overloaded' }>>().toEqualTypeOf<WaitProblem<'overloaded'>>();
    expectTypeOf<Extract<Problem, { kind: 'offline' }>>().not.toHaveProperty('limit');
    expectTypeOf<{ [Kind in ProblemKind]: Extract<Problem, { kind: Kind }>['kind'] }>().toEqualTypeOf<{
      [Kind in ProblemKind]: Kind;
    }>();
  });

  test('is narrowed by what was ruled out', () => {
    const rest = (problem: Problem) => (problem.kind === 'offline' ? null : problem);
    expectTypeOf(rest).returns.toEqualTypeOf<Exclude<Problem, { kind: 'offline' }> | null>();
  });
});

test('a client takes the WebSocket of `ws` as it is, and that of the platform', () => {
  expectTypeOf(NodeWebSocket).toExtend<WireSocketClientOptions['WebSocket']>();
  expectTypeOf<typeof WebSocket>().toExtend<WireSocketClientOptions['WebSocket']>();
  expectTypeOf<typeof EventTarget>().not.toExtend<WireSocketClientOptions['WebSocket']>();
});

test('options that an environment may lack are taken as lacking', () => {
  const port = Number(process.env.PORT) || undefined;
  expectTypeOf({ port, regions: undefined }).toExtend<EmulatorOptions>();
  expectTypeOf<{ status: 503; http: 'token'; retryAfter: undefined }>().toExtend<Fault>();
  expectTypeOf<undefined>().toExtend<TokenHandlerOptions['store' | 'onError' | 'fetch' | 'now']>();
});

test('what a component shows of its state is told by name', () => {
  type StateOf<Props extends { className?: unknown }> = Parameters<
    Extract<Props['className'], (state: never) => unknown>
  >[0];
  expectTypeOf<'offline' | 'usage'>().toExtend<StateOf<ComponentProps<typeof ConnectionNotices>>['kind']>();
  expectTypeOf<'ofline'>().not.toExtend<StateOf<ComponentProps<typeof DocumentFullBanner>>['kind']>();
  expectTypeOf<StateOf<ConnectionStatusProps>['status']>().toEqualTypeOf<ConnectionStatus>();
  expectTypeOf<StateOf<UsageMeterProps>['level']>().toEqualTypeOf<UsageLevel>();
});

test('the `ref` of an editor is one to React 18, where `null` is not in the name of its type, and to 19', () => {
  interface RefObjectOf18<T> {
    readonly current: T | null;
  }
  expectTypeOf<EditorHost>().toExtend<RefObjectOf18<HTMLDivElement>>();
  expectTypeOf<EditorHost>().toExtend<RefObject<HTMLDivElement | null>>();
  expectTypeOf(useMountedEditor).returns.toEqualTypeOf<EditorHost>();
});
