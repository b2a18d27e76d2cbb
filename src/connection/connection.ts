import { ownProblem, type Problem, problemFromClose } from '../protocol/problem.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';
import type { Clock } from './clock.ts';
import { transition } from './machine.ts';
import {
  type ConnectionEvent,
  createMachine,
  type Effect,
  type Hold,
  type Machine,
} from './machine-state.ts';
import { LONGEST_WAIT } from './policy.ts';
import { Postponed } from './postponed.ts';
import type { Address, GatedSocket, SocketListener } from './socket.ts';
import type { ConnectionState, Waiting } from './state.ts';

/**
 * What a connection needs of the outside. A promise rejects with a `WireSocketError`, which may be {@link Postponed}; an
 * aborted one is not listened to any more.
 */
export interface ConnectionHost {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly online: () => boolean;
  readonly discoverFirst: boolean;
  /** What an earlier connection to the same document has to wait out. */
  readonly hold: Hold | null;
  /** Makes a socket that opens only when it is told to. One that has ended is not used again. */
  createSocket(listener: SocketListener): GatedSocket;
  /** Gets a token for the next handshake; `rejected`: not the one that was refused. */
  authorize(rejected: boolean, signal: AbortSignal): Promise<void>;
  /** Asks where the document lives; `null`: nowhere yet. */
  discover(signal: AbortSignal): Promise<string | null>;
  /** Finds out over HTTP why handshakes fail. */
  probe(signal: AbortSignal): Promise<Problem>;
  /** The address of the next handshake, with the token that `authorize` got. */
  address(origin: string | null, failovers: number): Address;
  /** Adds what only the owner knows to what a close says. */
  explain(problem: Problem): Problem;
  /** Whether a token may be sent there. */
  trusts(origin: string): boolean;

  changed(connection: ConnectionState): void;
  /** The socket is open: the session begins. */
  opened(): void;
  received(data: unknown): void;
  /** The session ended; `leaving`: the socket is still open, for a last word. */
  ended(leaving: boolean): void;
  /** The socket may be dead. */
  check(): void;
}

/** One document's connection. */
export interface Connection {
  dispatch(event: ConnectionEvent): void;
  readonly state: () => ConnectionState;
  /** What a later connection to the same document has to wait out. */
  readonly hold: () => Hold | null;
  /** What {@link GatedSocket} says of them. */
  send(message: Uint8Array<ArrayBuffer>): void;
  bufferedAmount(): number;
}

/** Runs what {@link transition} asks for. */
export function createConnection(host: ConnectionHost): Connection {
  const { clock } = host;
  let machine: Machine = createMachine(host.discoverFirst, host.online(), host.hold);
  let shown = machine.connection;
  let socket: GatedSocket | null = null;
  /** Whether the socket is on its way or open, and whether it is open. */
  let isUnderway = false;
  let isOpen = false;
  let cancelTimer = () => {};
  let pending = new AbortController();

  function dispatch(event: ConnectionEvent): void {
    const [next, effects] = transition(machine, event, { now: clock.now(), random: host.random() });
    machine = next;
    effects.forEach(run);
    // An effect can dispatch too: what was shown then is not told again.
    if (machine.connection === shown) return;
    shown = machine.connection;
    host.changed(shown);
  }

  function run(effect: Effect): void {
    switch (effect.type) {
      case 'authorize':
        return settle(host.authorize(effect.rejected, pending.signal), () =>
          dispatch({ type: 'authorized' }),
        );
      case 'discover':
        return settle(host.discover(pending.signal), routed);
      case 'probe':
        return settle(host.probe(pending.signal), (problem) => dispatch({ type: 'probed', problem }));
      case 'open':
        return open(effect.origin, effect.failovers);
      case 'drop':
        return drop();
      case 'timer':
        cancelTimer();
        // A clock that was set back meanwhile makes none longer.
        if (effect.at !== null)
          cancelTimer = clock.after(Math.min(effect.at - clock.now(), LONGEST_WAIT), due);
        return;
      case 'check':
        return host.check();
    }
  }

  function settle<T>(promise: Promise<T>, use: (value: T) => void): void {
    const { signal } = pending;
    promise.then(
      (value) => signal.aborted || use(value),
      (error) =>
        signal.aborted || fail(problemOfError(error), error instanceof Postponed ? error.wait : undefined),
    );
  }

  function due(): void {
    dispatch({ type: 'due' });
  }

  function fail(problem: Problem, wait?: Waiting): void {
    dispatch({ type: 'failed', problem, wait });
  }

  function routed(origin: string | null): void {
    if (origin === null || host.trusts(origin)) dispatch({ type: 'routed', origin });
    else fail(untrusted(origin));
  }

  function open(origin: string | null, failovers: number): void {
    try {
      socket ??= host.createSocket({ opened, received: host.received, closed });
      // It may be open as soon as it is told to.
      isUnderway = true;
      socket.open(host.address(origin, failovers));
    } catch (error) {
      isUnderway = false;
      fail(ownProblem('unreachable', `No socket could be opened: ${textOfError(error)}`));
    }
  }

  function opened(): void {
    isOpen = true;
    // It has something to say, and to be told of takes a moment.
    host.opened();
    dispatch({ type: 'opened' });
  }

  function closed(code: number, reason: string): void {
    const problem = isOpen ? problemFromClose(code, reason) : ownProblem('unreachable', NO_HANDSHAKE, code);
    isUnderway = false;
    endSession(false);
    const strays = problem.kind === 'wrong-region' && problem.url !== null && !host.trusts(problem.url);
    fail(strays ? untrusted(problem.url) : host.explain(problem));
  }

  function drop(): void {
    pending.abort();
    pending = new AbortController();
    if (!isUnderway) return;
    isUnderway = false;
    endSession(true);
    socket?.end();
    socket = null;
  }

  function endSession(leaving: boolean): void {
    if (!isOpen) return;
    isOpen = false;
    host.ended(leaving);
  }

  return {
    dispatch,
    state: () => machine.connection,
    hold: () => machine.hold,
    send: (message) => socket?.send(message),
    bufferedAmount: () => socket?.bufferedAmount() ?? 0,
  };
}

const NO_HANDSHAKE =
  'The handshake failed. A browser does not show why: nothing listens, a proxy is in the way, or HTTP refused it.';

function untrusted(origin: string): Problem {
  const { host } = new URL(origin);
  return ownProblem(
    'untrusted-redirect',
    `Redirected to ${host}, which is not among trustedHosts. If it is yours, add it there.`,
    4009,
  );
}
