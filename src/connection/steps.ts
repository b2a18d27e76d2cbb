import { ownProblem, type Problem } from '../protocol/problem.ts';
import type { Effect, Machine, Moment, Step } from './machine-state.ts';
import type { ConnectionState } from './state.ts';

/** Only a connection that was live for this long, in ms, starts to count its attempts anew. */
const SETTLED_AFTER = 5_000;

/** Nothing changes. */
export function stay(machine: Machine): Step {
  return [machine, []];
}

/** The same machine, with another state for the app to see. */
export function show(machine: Machine, connection: ConnectionState): Machine {
  return { ...machine, connection };
}

/** Whether an attempt is at a step. */
export function isAt(connection: ConnectionState, step: 'token' | 'discovery' | 'handshake'): boolean {
  return connection.status === 'connecting' && connection.step === step;
}

/** Whether an attempt or a session is under way. */
export function isActive({ status }: ConnectionState): boolean {
  return status === 'connecting' || status === 'syncing' || status === 'live';
}

/** On the way to an open socket. */
export function connecting(machine: Machine, step: 'token' | 'discovery' | 'handshake'): Machine {
  const { attempt, problem } = machine;
  return show(machine, { status: 'connecting', step, attempt, problem });
}

/** An attempt begins, with a token. */
export function begin(machine: Machine, { now }: Moment): Step {
  const started = {
    ...machine,
    attempt: machine.attempt + 1,
    startedAt: now,
    renews: false,
    isPaused: false,
  };
  return [connecting(started, 'token'), [timer(null), { type: 'authorize', rejected: machine.renews }]];
}

/** There is a token: now where to. */
export function route(machine: Machine): Step {
  // A redirect that does not say where to is answered by discovery, whatever the routing.
  const lost = machine.problem?.kind === 'wrong-region';
  return machine.origin === null && (machine.discoverFirst || lost)
    ? [connecting(machine, 'discovery'), [{ type: 'discover' }]]
    : open(machine);
}

/** It is known where to: the handshake. */
export function open(machine: Machine): Step {
  const { origin, failovers } = machine;
  return [connecting(machine, 'handshake'), [{ type: 'open', origin, failovers }]];
}

/** The first sync is complete. */
export function goLive(machine: Machine, { now }: Moment): Step {
  return [show({ ...machine, unexplained: 0 }, { status: 'live', since: now }), [timer(now + SETTLED_AFTER)]];
}

/** Nothing more happens by itself. */
export function stop(machine: Machine, problem: Problem | null): Step {
  return [show(machine, { status: 'stopped', problem }), [timer(null), { type: 'drop' }]];
}

/** Until the device is online again. */
export function waitForNetwork(machine: Machine, now: number): Step {
  const offline = ownProblem('offline', 'The device says that it has no network.');
  return waitUntil(machine, offline, null, now);
}

/** Until then, or until somebody asks where that is `null`. */
export function waitUntil(
  machine: Machine,
  problem: Problem,
  retryAt: number | null,
  earliestRetryAt: number,
): Step {
  const { attempt } = machine;
  return [show(machine, { status: 'waiting', problem, retryAt, earliestRetryAt, attempt }), [timer(retryAt)]];
}

function timer(at: number | null): Effect {
  return { type: 'timer', at };
}
