import { transition } from '../../../src/connection/machine.ts';
import {
  type ConnectionEvent,
  createMachine,
  type Effect,
  type Machine,
} from '../../../src/connection/machine-state.ts';
import type { ConnectionState } from '../../../src/connection/state.ts';
import type { Problem } from '../../../src/protocol/problem.ts';

/** When every story begins, in ms since the epoch. */
export const START = 1_000_000;

/** A connection of which only the decisions are real: time, server and luck are the test's. */
export interface Story {
  readonly machine: () => Machine;
  readonly connection: () => ConnectionState;
  /** What the transitions asked for, all of it. */
  readonly effects: readonly Effect[];
  /** When sockets were opened, in ms since the start. */
  readonly opens: readonly number[];
  /** When tokens were asked for, in ms since the start, and whether the one before was refused. */
  readonly authorized: readonly { readonly at: number; readonly rejected: boolean }[];
  /** When the timer runs out, in ms since the start. */
  readonly timerAt: () => number | null;
  tell(...events: ConnectionEvent[]): readonly Effect[];
  /** Moves on, and lets the timer run out wherever it is due on the way. */
  pass(ms: number): void;
}

/** What the outside does about an effect, `at` ms since the start. */
export type Answer = (effect: Effect, at: number) => readonly ConnectionEvent[];

export interface StoryOptions {
  readonly discoverFirst?: boolean;
  readonly online?: boolean;
  readonly random?: () => number;
  /** What answers the effects; absent: nobody does. */
  readonly answer?: Answer;
}

/** More than this many transitions in one moment are a hot loop. */
const TOO_MANY = 1000;

export function createStory(options: StoryOptions = {}): Story {
  const { discoverFirst = false, online = true, random = () => 0.5, answer = () => [] } = options;
  let machine = createMachine(discoverFirst, online);
  let now = START;
  let timerAt: number | null = null;
  const all: Effect[] = [];
  const opens: number[] = [];
  const authorized: { at: number; rejected: boolean }[] = [];

  function note(effect: Effect): void {
    all.push(effect);
    if (effect.type === 'timer') timerAt = effect.at;
    if (effect.type === 'open') opens.push(now - START);
    if (effect.type === 'authorize') authorized.push({ at: now - START, rejected: effect.rejected });
  }

  function tell(...events: ConnectionEvent[]): readonly Effect[] {
    const caused: Effect[] = [];
    const queue = [...events];
    let steps = 0;
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      steps += 1;
      if (steps > TOO_MANY) throw new Error('A hot loop.');
      const [next, effects] = transition(machine, event, { now, random: random() });
      machine = next;
      for (const effect of effects) {
        note(effect);
        caused.push(effect);
        queue.push(...answer(effect, now - START));
      }
    }
    return caused;
  }

  return {
    machine: () => machine,
    connection: () => machine.connection,
    effects: all,
    opens,
    authorized,
    timerAt: () => (timerAt === null ? null : timerAt - START),
    tell,
    pass(ms) {
      const end = now + ms;
      while (timerAt !== null && timerAt <= end) {
        now = Math.max(now, timerAt);
        timerAt = null;
        tell({ type: 'due' });
      }
      now = end;
    },
  };
}

/** A server that lets every handshake in, and then ends it at once with a problem. */
export function refusing(problem: (at: number) => Problem): Answer {
  return (effect, at) => {
    if (effect.type === 'authorize') return [{ type: 'authorized' }];
    if (effect.type === 'discover') return [{ type: 'routed', origin: null }];
    if (effect.type === 'open') return [{ type: 'opened' }, { type: 'failed', problem: problem(at) }];
    return [];
  };
}

/** A connection and its effects in one line, with times in ms since the start. */
export function describeConnection(connection: ConnectionState): string {
  switch (connection.status) {
    case 'connecting':
      return connection.step;
    case 'waiting': {
      const { problem, retryAt, earliestRetryAt } = connection;
      const when = retryAt === null ? 'never' : retryAt - START;
      return `waiting ${problem.kind} ${when}/${earliestRetryAt - START}`;
    }
    case 'stopped':
      return `stopped ${connection.problem?.kind ?? 'by the app'}`;
    default:
      return connection.status;
  }
}

export function describeEffects(effects: readonly Effect[]): string {
  return effects
    .map((effect) => {
      switch (effect.type) {
        case 'timer':
          return `timer ${effect.at === null ? 'off' : effect.at - START}`;
        case 'authorize':
          return effect.rejected ? 'authorize anew' : 'authorize';
        case 'open':
          return `open ${effect.origin ?? `endpoint ${effect.failovers}`}`;
        default:
          return effect.type;
      }
    })
    .join(', ');
}
