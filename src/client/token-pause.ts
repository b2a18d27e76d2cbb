import type { Clock } from '../connection/clock.ts';
import { transition } from '../connection/machine.ts';
import { type ConnectionEvent, createMachine } from '../connection/machine-state.ts';
import { Postponed } from '../connection/postponed.ts';
import type { Waiting } from '../connection/state.ts';
import { show } from '../connection/steps.ts';
import type { WireSocketError } from '../protocol/wiresocket-error.ts';

/** When a client asks for a token again that it did not get: as one document would, however many wait for it. */
export interface TokenPause {
  /**
   * Before a token is asked for.
   *
   * @param asked - the app's function; another one than the last may know more, as after a sign-in
   * @throws Postponed where it is too early
   */
  check(asked: unknown): void;
  /** There is none. @returns the same, with when the next one is asked for where that happens by itself */
  failed(failure: WireSocketError): WireSocketError;
  /** There is one. */
  end(): void;
  /** A person wants it sooner, or the device is back: only what the service wants waited out has to be. */
  lift(): void;
}

/** A timer may run out as much too early, in ms: browsers round their clocks. */
const EARLY = 100;

/** @param random - 0 to 1 */
export function createTokenPause(clock: Clock, random: () => number): TokenPause {
  /** As of a document, whose handshake would be the request. */
  let machine = FIRST;
  let lastAsked: unknown;
  /** When it is asked for where nobody wants it sooner. All who wait were told so. */
  let scheduledAt = 0;

  function tell(event: ConnectionEvent): void {
    [machine] = transition(machine, event, { now: clock.now(), random: random() });
  }

  function end(): void {
    machine = FIRST;
    scheduledAt = 0;
  }

  return {
    check(asked) {
      const now = clock.now();
      // What began in the future tells of a clock that was set back.
      if (now < machine.startedAt) end();
      if (asked !== lastAsked) tell({ type: 'retry' });
      lastAsked = asked;
      const { connection } = machine;
      if (connection.status === 'waiting') {
        const { retryAt, earliestRetryAt } = connection;
        if (now < Math.max(earliestRetryAt, Number(retryAt) - EARLY))
          throw new Postponed(since(now, connection));
      }
      if (scheduledAt - EARLY <= now) scheduledAt = 0;
      // The one where it waits, the other where it does not.
      tell({ type: 'due' });
      tell({ type: 'connect' });
    },
    failed(failure) {
      tell({ type: 'failed', problem: failure.problem });
      const { connection } = machine;
      if (connection.status !== 'waiting') return failure;
      // Who wanted it sooner keeps nobody waiting for longer.
      scheduledAt = Math.max(scheduledAt || Number(connection.retryAt), connection.earliestRetryAt);
      const wait = { ...connection, retryAt: scheduledAt };
      machine = show(machine, wait);
      return new Postponed(wait);
    },
    end,
    lift: () => tell({ type: 'retry' }),
  };
}

/** Nothing was asked for. */
const FIRST = createMachine(false, true);

/** What is left of a Retry-After that was told a while ago. */
function since(now: number, wait: Waiting): Waiting {
  const { problem, earliestRetryAt } = wait;
  return 'retryAfter' in problem && problem.retryAfter !== null
    ? { ...wait, problem: { ...problem, retryAfter: Math.ceil(Math.max(earliestRetryAt - now, 0) / 1000) } }
    : wait;
}
