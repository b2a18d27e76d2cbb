import type { Clock } from '../connection/clock.ts';

/** Notices that nobody is at the other end any more. A dead socket can look open for minutes. */
export interface Watchdog {
  /** Something came in. Called for every message, so it only takes the time. */
  heard(): void;
  /** An answer is due from now on. */
  expect(): void;
  /** The first sync, which may take a while, is over. */
  settle(): void;
  /** The device slept, or its network changed: asks at once. */
  check(): void;
  end(): void;
}

/** What a watchdog needs. */
export interface WatchdogOptions {
  readonly clock: Clock;
  /** Bytes that have not left yet: a big change on a slow line is no silence. */
  readonly bufferedAmount: () => number;
  /** Asks for an answer. Calls {@link Watchdog.expect}. */
  readonly ask: () => void;
  readonly died: () => void;
}

/** Silence for this long, in ms, is worth a question. */
const IDLE = 30_000;
/** A question not answered for this long, in ms, is answered by that. */
const DEADLINE = 15_000;
/** The same for the first sync, which may bring a big document over a slow line. */
const FIRST_SYNC_DEADLINE = 60_000;
/** And for a device that woke up: its socket is more often dead than slow. */
const WOKEN_DEADLINE = 5_000;

export function createWatchdog({ clock, bufferedAmount, ask, died }: WatchdogOptions): Watchdog {
  let heardAt = clock.now();
  let settled = false;
  let expecting = false;
  let limit = IDLE;
  let buffered = 0;
  let cancel = () => {};

  function watch(ms: number): void {
    cancel();
    cancel = clock.after(ms, look);
  }

  function look(): void {
    const before = buffered;
    buffered = bufferedAmount();
    if (buffered < before) heardAt = clock.now();
    const rest = heardAt + (expecting ? limit : IDLE) - clock.now();
    if (rest > 0) watch(rest);
    else if (expecting) died();
    else ask();
  }

  function expectWithin(ms: number): void {
    // Asked again and again, as where the network comes and goes: the time of the first question runs on.
    if (expecting && limit === ms) return;
    expecting = true;
    limit = ms;
    // Silence counts from the question, not from the message before it.
    heardAt = clock.now();
    buffered = bufferedAmount();
    // Looked at no later than after what counts as silence once the answer has come.
    watch(Math.min(ms, IDLE));
  }

  return {
    heard() {
      heardAt = clock.now();
      expecting = false;
    },
    expect() {
      if (!expecting) expectWithin(settled ? DEADLINE : FIRST_SYNC_DEADLINE);
    },
    settle() {
      settled = true;
    },
    check() {
      ask();
      expectWithin(WOKEN_DEADLINE);
    },
    end: () => cancel(),
  };
}
