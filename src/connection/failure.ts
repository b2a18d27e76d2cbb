import { ownProblem, type Problem } from '../protocol/problem.ts';
import { delayOf, type Pace } from './backoff.ts';
import type { Machine, Moment, Step } from './machine-state.ts';
import { BLIP, reactionTo } from './policy.ts';
import { begin, connecting, isAt, stop, waitForNetwork, waitUntil } from './steps.ts';

const MAX_HOPS = 3;
const UNEXPLAINED_BEFORE_PROBE = 2;
const MAX_GARBAGE = 3;

/** An attempt or a session has ended. */
export function fail(machine: Machine, problem: Problem, moment: Moment): Step {
  const isMute = isUnexplained(machine, problem);
  const counted: Machine = {
    ...machine,
    unexplained: machine.unexplained + (isMute ? 1 : 0),
    ...(problem.kind === 'unreachable' && { origin: null, failovers: machine.failovers + 1 }),
  };
  const [next, effects]: Step =
    isMute && counted.unexplained >= UNEXPLAINED_BEFORE_PROBE && machine.online
      ? [connecting(counted, 'discovery'), [{ type: 'probe' }]]
      : react(note(counted, problem), problem, moment);
  return [next, [{ type: 'drop' }, ...effects]];
}

/** Remembers a problem, and how often in a row there was one of its kind. */
function note(machine: Machine, problem: Problem): Machine {
  const repeats = problem.kind === machine.problem?.kind ? machine.repeats + 1 : 0;
  return { ...machine, problem, repeats };
}

/** A browser shows a handshake that was refused at HTTP level as a bare 1006. */
function isUnexplained({ connection }: Machine, { code }: Problem): boolean {
  const beforeFirstSync = isAt(connection, 'handshake') || connection.status === 'syncing';
  return beforeFirstSync && code === 1006;
}

/** The probe's word takes the place of the failure's, which said nothing. */
export function explain(machine: Machine, problem: Problem, moment: Moment): Step {
  // HTTP answers and sockets do not: another probe would say the same, so none follows before the next sync.
  const blocked = problem.kind === 'unreachable' && problem.code !== null;
  const unexplained = blocked ? Number.NEGATIVE_INFINITY : machine.unexplained;
  return react(note({ ...machine, unexplained }, problem), problem, moment);
}

function react(machine: Machine, problem: Problem, moment: Moment): Step {
  const reaction = reactionTo(problem);
  switch (reaction.type) {
    case 'stop':
      return stop(machine, problem);
    case 'refresh':
      return machine.refreshed
        ? stop(machine, problem)
        : begin({ ...machine, refreshed: true, renews: true }, moment);
    case 'follow':
      return follow(machine, reaction.origin, moment);
    case 'wait':
      return problem.kind === 'protocol-error' && machine.repeats + 1 >= MAX_GARBAGE
        ? stop(machine, problem)
        : wait(machine, problem, reaction.pace, moment);
  }
}

function follow(machine: Machine, origin: string | null, moment: Moment): Step {
  if (machine.hops < MAX_HOPS) return begin({ ...machine, origin, hops: machine.hops + 1 }, moment);
  const loop = ownProblem('redirect-loop', `Redirected ${machine.hops + 1} times in a row.`, 4009);
  return react(note({ ...machine, origin: null, hops: 0 }, loop), loop, moment);
}

function wait(machine: Machine, problem: Problem, pace: Pace, { now, random, wait }: Moment): Step {
  if (pace === BLIP && !machine.online) return waitForNetwork(machine, now);
  if (wait) return waitUntil(machine, problem, wait.retryAt, wait.earliestRetryAt);
  // The attempt that a settled session began with is not counted any more.
  const repetition = pace === BLIP ? Math.max(machine.attempt - 1, 0) : machine.repeats;
  const until = now + pace.hold;
  const held = pace.hold > 0 ? { ...machine, hold: { problem, until } } : machine;
  return waitUntil(held, problem, now + delayOf(pace, repetition, random), until);
}

/** Whether the way out of a problem may be that the network is back. */
export function waitsForNetwork(problem: Problem): boolean {
  const reaction = reactionTo(problem);
  return reaction.type === 'wait' && reaction.pace === BLIP;
}
