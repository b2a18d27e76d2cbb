import { ownProblem, type Problem } from '../protocol/problem.ts';
import { delayOf, type Pace } from './backoff.ts';
import { BLIP, reactionTo } from './policy.ts';
import { type ConnectionState, problemOf } from './state.ts';

/** Everything that decides what a connection does next. Holds no token and no other secret. */
export interface Machine {
  /** What the app sees of it. */
  readonly connection: ConnectionState;
  /** Whether to ask where a document lives before the first handshake. */
  readonly discoverFirst: boolean;
  /** Whether the device says that it has a network. */
  readonly online: boolean;
  /** Handshakes since it was last live for {@link SETTLED_AFTER}. */
  readonly attempt: number;
  /** When the latest attempt began, in ms since the epoch. */
  readonly startedAt: number;
  /** The latest problem since then, and how often in a row it was of that kind before. */
  readonly problem: Problem | null;
  readonly repeats: number;
  /** Handshakes in a row that ended before the first sync with no code that would tell why. */
  readonly unexplained: number;
  /** Whether the fresh token that a refusal is worth has been used. */
  readonly refreshed: boolean;
  /** Whether the next attempt needs another token than the one in use. */
  readonly renews: boolean;
  /** Whether a person turned the next try off. */
  readonly isPaused: boolean;
  /** The service's rule that forbids to try for a while, whoever asks. */
  readonly hold: Hold | null;
  /** Redirects followed in a row. */
  readonly hops: number;
  /** Where the document lives, from a redirect or from discovery; `null`: try the endpoint. */
  readonly origin: string | null;
  /** How many endpoints turned out to be unreachable; says which of them is next. */
  readonly failovers: number;
}

/** A problem that the service wants waited out. It outlives the connection that met it. */
export interface Hold {
  readonly problem: Problem;
  /** ms since the epoch. */
  readonly until: number;
}

/** What happens to a connection. */
export type ConnectionEvent =
  /** The app. A renewal is a retry with a fresh token; a pause keeps a waiting connection from trying by itself. */
  | { readonly type: 'connect' | 'disconnect' | 'retry' | 'renew' | 'pause' | 'resume' }
  /** The steps of an attempt, as they succeed. */
  | { readonly type: 'authorized' | 'opened' | 'synced' }
  /** Discovery said where the document lives; `null` where it does not know. */
  | { readonly type: 'routed'; readonly origin: string | null }
  /** The attempt or the session ended. */
  | { readonly type: 'failed'; readonly problem: Problem }
  /** An HTTP request told why handshakes fail without saying so. */
  | { readonly type: 'probed'; readonly problem: Problem }
  /** The timer that the latest transition set ran out. */
  | { readonly type: 'due' }
  /** The device. */
  | { readonly type: 'online' | 'offline' | 'woken' }
  /** This client closed another document a grace period ago. */
  | { readonly type: 'place-freed' };

/** What a transition asks for. */
export type Effect =
  /** Ask for a token; `rejected`: the one in use was refused, so not that one again. */
  | { readonly type: 'authorize'; readonly rejected: boolean }
  | { readonly type: 'discover' }
  | { readonly type: 'probe' }
  /** Open a socket at `origin`, or at an endpoint. */
  | { readonly type: 'open'; readonly origin: string | null; readonly failovers: number }
  /** End the socket and whatever else is under way. */
  | { readonly type: 'drop' }
  /** Dispatch `due` then, instead of when it was to be before; `null`: not at all. */
  | { readonly type: 'timer'; readonly at: number | null }
  /** Find out whether the socket that looks open is. */
  | { readonly type: 'check' };

/** What a transition may not find out by itself, so that it stays pure. */
export interface Moment {
  /** ms since the epoch. */
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
}

/** The next machine, and what to do. */
export type Step = readonly [Machine, readonly Effect[]];

/** Only a connection that was live for this long, in ms, starts to count its attempts anew. */
export const SETTLED_AFTER = 5_000;

/** Attempts that a person or a waking device asks for begin no closer together than this, in ms. */
export const MIN_SPACING = 2_000;

const MAX_HOPS = 3;
const UNEXPLAINED_BEFORE_PROBE = 2;
const MAX_GARBAGE = 3;

const FRESH = {
  attempt: 0,
  problem: null,
  repeats: 0,
  refreshed: false,
  renews: false,
  isPaused: false,
  hops: 0,
} as const satisfies Partial<Machine>;

/**
 * A connection that nobody asked for yet.
 *
 * @param hold - what an earlier connection to the same document has to wait out
 */
export function createMachine(discoverFirst: boolean, online: boolean, hold: Hold | null = null): Machine {
  return {
    ...FRESH,
    hold,
    connection: { status: 'idle' },
    discoverFirst,
    online,
    startedAt: Number.NEGATIVE_INFINITY,
    unexplained: 0,
    origin: null,
    failovers: 0,
  };
}

/**
 * What an event leads to. Pure: the same arguments give the same answer, and an event that means
 * nothing in a state changes nothing.
 */
export function transition(machine: Machine, event: ConnectionEvent, moment: Moment): Step {
  const { connection } = machine;
  switch (event.type) {
    case 'connect':
      return connection.status === 'idle' || connection.status === 'stopped'
        ? connect({ ...machine, ...FRESH, unexplained: 0 }, moment)
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
      return isActive(connection) ? fail(machine, event.problem, moment) : stay(machine);
    case 'probed':
      return isAt(connection, 'discovery') ? name(machine, event.problem, moment) : stay(machine);
    case 'due':
      return due(machine, moment);
    case 'online':
    case 'woken':
      return wake({ ...machine, online: machine.online || event.type === 'online' }, moment);
    case 'offline':
      return goOffline({ ...machine, online: false }, moment);
    case 'place-freed':
      return connection.status === 'waiting' &&
        connection.problem.kind === 'document-limit' &&
        !machine.isPaused
        ? begin(machine, moment)
        : stay(machine);
  }
}

function stay(machine: Machine): Step {
  return [machine, []];
}

function show(machine: Machine, connection: ConnectionState): Machine {
  return { ...machine, connection };
}

function isAt(connection: ConnectionState, step: 'token' | 'discovery' | 'handshake'): boolean {
  return connection.status === 'connecting' && connection.step === step;
}

function isActive({ status }: ConnectionState): boolean {
  return status === 'connecting' || status === 'syncing' || status === 'live';
}

function connecting(machine: Machine, step: 'token' | 'discovery' | 'handshake'): Machine {
  const { attempt, problem } = machine;
  return show(machine, { status: 'connecting', step, attempt, problem });
}

function connect(machine: Machine, moment: Moment): Step {
  const { hold } = machine;
  if (hold === null || hold.until <= moment.now) return begin(machine, moment);
  return waitUntil({ ...machine, problem: hold.problem }, hold.problem, hold.until, hold.until);
}

function begin(machine: Machine, { now }: Moment): Step {
  const started = {
    ...machine,
    attempt: machine.attempt + 1,
    startedAt: now,
    renews: false,
    isPaused: false,
  };
  return [connecting(started, 'token'), [timer(null), { type: 'authorize', rejected: machine.renews }]];
}

function route(machine: Machine): Step {
  // A redirect that does not say where to is answered by discovery, whatever the routing.
  const lost = machine.problem?.kind === 'wrong-region';
  return machine.origin === null && (machine.discoverFirst || lost)
    ? [connecting(machine, 'discovery'), [{ type: 'discover' }]]
    : open(machine);
}

function open(machine: Machine): Step {
  const { origin, failovers } = machine;
  return [connecting(machine, 'handshake'), [{ type: 'open', origin, failovers }]];
}

function goLive(machine: Machine, { now }: Moment): Step {
  return [show({ ...machine, unexplained: 0 }, { status: 'live', since: now }), [timer(now + SETTLED_AFTER)]];
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

function stop(machine: Machine, problem: Problem | null): Step {
  return [show(machine, { status: 'stopped', problem }), [timer(null), { type: 'drop' }]];
}

function fail(machine: Machine, problem: Problem, moment: Moment): Step {
  const isMute = isUnexplained(machine, problem);
  const counted: Machine = {
    ...machine,
    unexplained: machine.unexplained + (isMute ? 1 : 0),
    ...(problem.kind === 'unreachable' && { origin: null, failovers: machine.failovers + 1 }),
  };
  const [next, effects] =
    isMute && counted.unexplained >= UNEXPLAINED_BEFORE_PROBE && machine.online
      ? probe(counted)
      : react(note(counted, problem), problem, moment);
  return [next, [{ type: 'drop' }, ...effects]];
}

function note(machine: Machine, problem: Problem): Machine {
  const repeats = problem.kind === machine.problem?.kind ? machine.repeats + 1 : 0;
  return { ...machine, problem, repeats };
}

/** A browser shows a handshake that was refused at HTTP level as a bare 1006. */
function isUnexplained({ connection }: Machine, { code, source }: Problem): boolean {
  const beforeFirstSync = isAt(connection, 'handshake') || connection.status === 'syncing';
  return beforeFirstSync && code === 1006 && (source === 'close' || source === 'network');
}

function probe(machine: Machine): Step {
  return [connecting(machine, 'discovery'), [{ type: 'probe' }]];
}

/** The probe's word takes the place of the failure's, which said nothing. */
function name(machine: Machine, problem: Problem, moment: Moment): Step {
  // HTTP works and sockets do not: another probe would say the same, so none follows before the next sync.
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
  return react({ ...machine, origin: null, hops: 0, problem: loop }, loop, moment);
}

function wait(machine: Machine, problem: Problem, pace: Pace, { now, random }: Moment): Step {
  if (pace === BLIP && !machine.online) return waitForNetwork(machine, now);
  // The attempt that a settled session began with is not counted any more.
  const repetition = pace === BLIP ? Math.max(machine.attempt - 1, 0) : machine.repeats;
  const until = now + pace.hold;
  const held = pace.hold > 0 ? { ...machine, hold: { problem, until } } : machine;
  return waitUntil(held, problem, now + delayOf(pace, repetition, random), until);
}

function waitForNetwork(machine: Machine, now: number): Step {
  const offline = ownProblem('offline', 'The device says that it has no network.');
  return waitUntil(machine, offline, null, now);
}

function waitUntil(
  machine: Machine,
  problem: Problem,
  retryAt: number | null,
  earliestRetryAt: number,
): Step {
  const { attempt } = machine;
  return [show(machine, { status: 'waiting', problem, retryAt, earliestRetryAt, attempt }), [timer(retryAt)]];
}

/** A person asks. What stopped has to be asked for with a token that was not refused before. */
function retry(machine: Machine, moment: Moment, renews: boolean): Step {
  const { connection } = machine;
  const problem = problemOf(connection);
  if (problem === null || isActive(connection) || problem.kind === 'invalid-name') return stay(machine);
  if (connection.status === 'waiting' && moment.now < connection.earliestRetryAt) return stay(machine);
  const asked: Machine =
    connection.status === 'stopped'
      ? { ...machine, isPaused: false, renews: true, refreshed: true, hops: 0 }
      : { ...machine, isPaused: false, renews: machine.renews || renews };
  const spaced = machine.startedAt + MIN_SPACING;
  return moment.now < spaced ? waitUntil(asked, problem, spaced, moment.now) : begin(asked, moment);
}

/** A person turns the next try on again. */
function resume(machine: Machine, { now }: Moment): Step {
  const { connection } = machine;
  if (connection.status !== 'waiting' || !machine.isPaused) return stay(machine);
  const { problem, earliestRetryAt } = connection;
  const resumed = { ...machine, isPaused: false };
  if (!machine.online && waitsForNetwork(problem)) return waitForNetwork(resumed, now);
  const soon = Math.max(earliestRetryAt, machine.startedAt + MIN_SPACING, now);
  return waitUntil(resumed, problem, soon, earliestRetryAt);
}

/** The network may be back, or the device slept: what waits for the network tries soon. */
function wake(machine: Machine, { now, random }: Moment): Step {
  const { connection } = machine;
  if (connection.status === 'syncing' || connection.status === 'live') return [machine, [{ type: 'check' }]];
  const waits = connection.status === 'waiting' && waitsForNetwork(connection.problem) && !machine.isPaused;
  if (!waits || !machine.online) return stay(machine);
  const soon = Math.max(now + delayOf(BLIP, 0, random), machine.startedAt + MIN_SPACING);
  return connection.retryAt !== null && connection.retryAt <= soon
    ? stay(machine)
    : waitUntil(machine, connection.problem, soon, now);
}

function goOffline(machine: Machine, { now }: Moment): Step {
  const { connection } = machine;
  if (connection.status === 'syncing' || connection.status === 'live') return [machine, [{ type: 'check' }]];
  return connection.status === 'waiting' && waitsForNetwork(connection.problem) && !machine.isPaused
    ? waitForNetwork(machine, now)
    : stay(machine);
}

function waitsForNetwork(problem: Problem): boolean {
  const reaction = reactionTo(problem);
  return reaction.type === 'wait' && reaction.pace === BLIP;
}

function timer(at: number | null): Effect {
  return { type: 'timer', at };
}
