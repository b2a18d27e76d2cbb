import { delayOf } from './backoff.ts';
import { explain, fail, waitsForNetwork } from './failure.ts';
import { type ConnectionEvent, FRESH, type Machine, type Moment, type Step } from './machine-state.ts';
import { BLIP } from './policy.ts';
import { problemOf } from './state.ts';
import {
  begin,
  goLive,
  isActive,
  isAt,
  open,
  route,
  show,
  stay,
  stop,
  waitForNetwork,
  waitUntil,
} from './steps.ts';

/** Attempts that a person or a waking device asks for begin no closer together than this, in ms. */
const MIN_SPACING = 2_000;

/**
 * What an event leads to. Pure: the same arguments give the same answer, and an event that means
 * nothing in a state changes nothing.
 */
export function transition(machine: Machine, event: ConnectionEvent, moment: Moment): Step {
  const { connection } = machine;
  switch (event.type) {
    case 'connect':
      return connection.status === 'idle' || connection.status === 'stopped'
        ? connect({ ...machine, ...FRESH }, moment)
        : stay(machine);
    case 'disconnect':
      return connection.status === 'idle' ? stay(machine) : stop(machine, null);
    case 'retry':
    case 'renew':
      return retry(machine, moment, event.type === 'renew');
    case 'pause':
      return connection.status === 'waiting'
        ? waitUntil({ ...machine, isPaused: true }, connection.problem, null, connection.earliestRetryAt)
        : stay(machine);
    case 'resume':
      return resume(machine, moment);
    case 'authorized':
      return isAt(connection, 'token') ? route(machine) : stay(machine);
    case 'routed':
      return isAt(connection, 'discovery') ? open({ ...machine, origin: event.origin }) : stay(machine);
    case 'opened':
      return isAt(connection, 'handshake')
        ? [show(machine, { status: 'syncing', attempt: machine.attempt }), []]
        : stay(machine);
    case 'synced':
      return connection.status === 'syncing' ? goLive(machine, moment) : stay(machine);
    case 'failed':
      return isActive(connection)
        ? fail(machine, event.problem, { ...moment, wait: event.wait })
        : stay(machine);
    case 'probed':
      return isAt(connection, 'discovery') ? explain(machine, event.problem, moment) : stay(machine);
    case 'due':
      return due(machine, moment);
    case 'woken':
      return hearDevice(machine, moment);
    case 'online':
    case 'offline':
      return hearDevice({ ...machine, online: event.type === 'online' }, moment, true);
    case 'place-freed':
      return connection.status === 'waiting' &&
        connection.problem.kind === 'document-limit' &&
        !machine.isPaused
        ? begin(machine, moment)
        : stay(machine);
  }
}

function connect(machine: Machine, moment: Moment): Step {
  const { hold } = machine;
  if (hold === null || hold.until <= moment.now) return begin(machine, moment);
  return waitUntil({ ...machine, problem: hold.problem }, hold.problem, hold.until, hold.until);
}

function due(machine: Machine, moment: Moment): Step {
  switch (machine.connection.status) {
    case 'waiting':
      return begin(machine, moment);
    case 'live':
      return stay({ ...machine, ...FRESH });
    case 'idle':
    case 'connecting':
    case 'syncing':
    case 'stopped':
      return stay(machine);
  }
}

/** By a clock that was set back meanwhile, the latest attempt may not have begun yet. */
function earliestAttempt({ startedAt }: Machine, { now }: Moment): number {
  return Math.min(startedAt, now) + MIN_SPACING;
}

/** A person asks. What stopped has to be asked for with a token that was not refused before. */
function retry(machine: Machine, moment: Moment, renews: boolean): Step {
  const { connection } = machine;
  const problem = problemOf(connection);
  if (problem === null || isActive(connection) || problem.kind === 'invalid-name') return stay(machine);
  // What it is too early for is not forgotten: the try that follows brings the fresh token.
  if (connection.status === 'waiting' && moment.now < connection.earliestRetryAt)
    return stay(renews ? { ...machine, renews } : machine);
  const asked: Machine =
    connection.status === 'stopped'
      ? { ...machine, isPaused: false, renews: true, refreshed: true, hops: 0 }
      : { ...machine, isPaused: false, renews: machine.renews || renews };
  const spaced = earliestAttempt(machine, moment);
  return moment.now < spaced ? waitUntil(asked, problem, spaced, moment.now) : begin(asked, moment);
}

/** A person turns the next try on again. */
function resume(machine: Machine, moment: Moment): Step {
  const { connection } = machine;
  if (connection.status !== 'waiting' || !machine.isPaused) return stay(machine);
  const { problem, earliestRetryAt } = connection;
  const resumed = { ...machine, isPaused: false };
  if (!machine.online && waitsForNetwork(problem)) return waitForNetwork(resumed, moment.now);
  const soon = Math.max(earliestRetryAt, earliestAttempt(machine, moment), moment.now);
  return waitUntil(resumed, problem, soon, earliestRetryAt);
}

/** The network may be back or gone, or the device slept: what is open is looked at, what waits for the network tries soon. */
function hearDevice(machine: Machine, moment: Moment, isNews = false): Step {
  const { connection } = machine;
  // A page is often first looked at during its first sync, whose time runs on.
  if (connection.status === 'live' || (connection.status === 'syncing' && isNews))
    return [machine, [{ type: 'check' }]];
  if (connection.status !== 'waiting' || !waitsForNetwork(connection.problem) || machine.isPaused)
    return stay(machine);
  const { now, random } = moment;
  if (!machine.online) return isNews ? waitForNetwork(machine, now) : stay(machine);
  const soon = Math.max(now + delayOf(BLIP, 0, random), earliestAttempt(machine, moment));
  return connection.retryAt !== null && connection.retryAt <= soon
    ? stay(machine)
    : waitUntil(machine, connection.problem, soon, now);
}
