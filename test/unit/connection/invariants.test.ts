import fc from 'fast-check';
import { expect, test } from 'vitest';
import { transition } from '../../../src/connection/machine.ts';
import {
  type ConnectionEvent,
  createMachine,
  FRESH,
  type Machine,
} from '../../../src/connection/machine-state.ts';
import {
  ownProblem,
  type Problem,
  problemFromClose,
  problemFromStatus,
} from '../../../src/protocol/problem.ts';
import { createStory, refusing, START } from '../support/machine.ts';

const CODES = [
  1000, 1001, 1002, 1005, 1006, 1009, 1011, 1012, 1013, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4205,
  4401, 4403, 4408, 4999,
];

const problems: fc.Arbitrary<Problem> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...CODES).map((code) => problemFromClose(code)) },
  fc
    .constantFrom('', 'REDIRECT:wss://us-east-1.wiresocket.net', 'REDIRECT:wss')
    .map((reason) => problemFromClose(4009, reason)),
  fc
    .tuple(
      fc.constantFrom('dashboard' as const, 'dataplane' as const),
      fc.constantFrom(400, 401, 403, 429, 503, 500),
      fc.option(fc.nat(600)),
    )
    .map(([plane, status, retryAfter]) => problemFromStatus(plane, status, '', retryAfter)),
  fc
    .constantFrom(
      'offline' as const,
      'unreachable' as const,
      'connection-lost' as const,
      'untrusted-redirect' as const,
      'token-unavailable' as const,
      'protocol-error' as const,
      'invalid-name' as const,
    )
    .chain((kind) => fc.constantFrom(null, 1006).map((code) => ownProblem(kind, '', code))),
);

const PLAIN = [
  'connect',
  'disconnect',
  'retry',
  'renew',
  'pause',
  'resume',
  'authorized',
  'opened',
  'synced',
  'due',
  'online',
  'offline',
  'woken',
  'place-freed',
] as const;

/** Steps forward more often than random would, or no sequence would get far. */
const events: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PLAIN).map((type) => ({ type })) },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom('connect' as const, 'authorized' as const, 'opened' as const, 'due' as const)
      .map((type) => ({ type })),
  },
  { weight: 4, arbitrary: problems.map((problem) => ({ type: 'failed' as const, problem })) },
  { weight: 1, arbitrary: problems.map((problem) => ({ type: 'probed' as const, problem })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(null, 'wss://us-east-1.wiresocket.net')
      .map((origin) => ({ type: 'routed' as const, origin })),
  },
);

const luck = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const happenings = fc.array(
  fc.record({
    event: events,
    later: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(60_000)),
    random: luck,
  }),
  { maxLength: 60 },
);

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

interface Walked {
  readonly before: Machine;
  readonly event: ConnectionEvent;
  readonly now: number;
  readonly after: Machine;
  readonly effects: ReturnType<typeof transition>[1];
}

/** Any events in any order, each machine and event frozen. */
const walks: fc.Arbitrary<readonly Walked[]> = fc
  .tuple(fc.boolean(), fc.boolean(), happenings)
  .map(([discoverFirst, online, list]) => {
    let machine = createMachine(discoverFirst, online);
    let now = START;
    return list.map(({ event, later, random }) => {
      now += later;
      const before = deepFreeze(machine);
      const moment = deepFreeze({ now, random });
      const step = transition(before, deepFreeze(event), moment);
      expect(transition(before, event, moment)).toEqual(step);
      machine = step[0];
      return { before, event, now, after: machine, effects: step[1] };
    });
  });

const RUNS = { numRuns: 400 };

test('any events in any order throw nothing, change no input, and lead to the same when repeated', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      for (const { after } of walk) expect(after.attempt).toBeGreaterThanOrEqual(0);
    }),
    RUNS,
  );
});

test('a socket is never opened before the one before was dropped or failed', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      let isOpen = false;
      for (const { event, effects, before, after } of walk) {
        if (event.type === 'failed' && before !== after) isOpen = false;
        for (const { type } of effects) {
          if (type === 'drop') isOpen = false;
          if (type !== 'open') continue;
          expect(isOpen).toBe(false);
          isOpen = true;
        }
      }
    }),
    RUNS,
  );
});

test('an idle or stopped connection has no timer, and one that waits has the one of its retryAt', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      let timerAt: number | null = null;
      for (const { event, effects, after } of walk) {
        if (event.type === 'due') timerAt = null;
        for (const effect of effects) if (effect.type === 'timer') timerAt = effect.at;
        const { connection } = after;
        if (connection.status === 'idle' || connection.status === 'stopped') expect(timerAt).toBeNull();
        if (connection.status === 'waiting') expect(timerAt).toBe(connection.retryAt);
      }
    }),
    RUNS,
  );
});

test('no connection waits until a time before the earliest that is allowed', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      for (const { after } of walk) {
        const { connection } = after;
        if (connection.status !== 'waiting') continue;
        expect(Number.isFinite(connection.earliestRetryAt)).toBe(true);
        if (connection.retryAt === null) continue;
        expect(connection.retryAt).toBeGreaterThanOrEqual(connection.earliestRetryAt);
      }
    }),
    RUNS,
  );
});

test('an event that shows nothing new and asks for nothing keeps the very connection that was shown', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      for (const { before, after, effects, event } of walk) {
        if (effects.length === 0 && event.type !== 'opened') expect(after.connection).toBe(before.connection);
      }
    }),
    RUNS,
  );
});

test('nothing but connect brings back what the app stopped', () => {
  fc.assert(
    fc.property(walks, (walk) => {
      for (const { before, after, event } of walk) {
        if (before.connection.status !== 'stopped' || before.connection.problem !== null) continue;
        if (event.type !== 'connect') expect(after.connection.status).toBe('stopped');
      }
    }),
    RUNS,
  );
});

test('what the service forbids to try, no event but disconnect makes tried before', () => {
  const pushing = fc.array(
    fc.record({
      type: fc.constantFrom(
        'connect' as const,
        'retry' as const,
        'renew' as const,
        'pause' as const,
        'resume' as const,
        'authorized' as const,
        'opened' as const,
        'synced' as const,
        'online' as const,
        'offline' as const,
        'woken' as const,
        'place-freed' as const,
      ),
      later: fc.nat(3_000),
    }),
    { maxLength: 30 },
  );
  const orders = fc.constantFrom(
    problemFromClose(4006),
    problemFromStatus('dashboard', 429, '', 30),
    problemFromStatus('dataplane', 503, '', 30),
  );
  fc.assert(
    fc.property(orders, pushing, luck, (problem, pushes, random) => {
      const story = createStory({ random: () => random });
      story.tell({ type: 'connect' }, { type: 'authorized' }, { type: 'opened' }, { type: 'synced' });
      story.tell({ type: 'failed', problem });
      let at = 0;
      for (const { type, later } of pushes) {
        at += later;
        story.pass(later);
        story.tell({ type });
      }
      const early = story.authorized.filter((asked) => asked.at > 0 && asked.at < 30_000);
      expect(at < 30_000 ? story.authorized : early).toHaveLength(at < 30_000 ? 1 : 0);
    }),
    RUNS,
  );
});

/** Handshakes in 60 s with a server that lets in and closes at once. */
test.each([
  [4001, '', 2],
  [4002, '', 2],
  [4401, '', 2],
  [4003, '', 1],
  [4403, '', 1],
  [4007, '', 1],
  [4004, 'Connection limit exceeded: 1', 3],
  [4005, 'Document limit exceeded: 1 (active: 1)', 3],
  [4008, 'Document user limit exceeded: 1', 3],
  [4006, 'Rate limit exceeded: 1 ops/min', 2],
  [1013, '', 4],
  [1011, '', 14],
  [1012, '', 14],
  [1006, '', 14],
  [4999, '', 14],
])(
  'a server that always closes with %i is met in 60 s, whatever the luck, in few handshakes',
  (code, reason, most) => {
    fc.assert(
      fc.property(fc.infiniteStream(luck), (lucks) => {
        const story = createStory({
          random: () => lucks.next().value ?? 0,
          answer: (effect, at) =>
            effect.type === 'probe'
              ? [{ type: 'probed', problem: ownProblem('connection-lost', '') }]
              : refusing(() => problemFromClose(code, reason))(effect, at),
        });
        story.tell({ type: 'connect' });
        story.pass(59_999);
        expect(story.opens.length).toBeLessThanOrEqual(most);
        expect(story.opens.length).toBeGreaterThanOrEqual(1);
        if (code === 4006) expect(story.opens.filter((at) => at > 0 && at < 30_000)).toEqual([]);
      }),
    );
  },
);

test('the worst luck of all makes no hot loop of 1011 either', () => {
  const story = createStory({ random: () => 0, answer: refusing(() => problemFromClose(1011)) });
  story.tell({ type: 'connect' });
  story.pass(59_999);
  expect(story.opens.length).toBeLessThanOrEqual(14);
});

test('regions that send to each other are met four times at once, then not for 30 s', () => {
  fc.assert(
    fc.property(luck, (random) => {
      let region = 0;
      const story = createStory({
        random: () => random,
        answer: refusing(() => {
          region += 1;
          return problemFromClose(4009, `REDIRECT:wss://eu-west-${region % 2}.wiresocket.net/notes`);
        }),
      });
      story.tell({ type: 'connect' });
      story.pass(29_999);
      expect(story.opens).toEqual([0, 0, 0, 0]);
    }),
  );
});

test('a server that lets sync and then closes at once makes no hot loop', () => {
  for (const code of [1011, 1006, 4002, 4009, 4004, 4006]) {
    const story = createStory({
      random: () => 0,
      answer: ({ type }) => {
        if (type === 'authorize') return [{ type: 'authorized' }];
        if (type === 'discover') return [{ type: 'routed', origin: null }];
        if (type !== 'open') return [];
        return [{ type: 'opened' }, { type: 'synced' }, { type: 'failed', problem: problemFromClose(code) }];
      },
    });
    story.tell({ type: 'connect' });
    story.pass(59_999);
    expect(story.opens.length).toBeLessThanOrEqual(14);
  }
});

test('a machine begins as a new beginning leaves it', () => {
  expect(createMachine(false, true)).toMatchObject(FRESH);
});
