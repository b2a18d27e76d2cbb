import type { Clock } from '../connection/clock.ts';

/** Notices that nobody is at the other end any more, or nobody who answers. A dead socket can look open for minutes. */
export interface Watchdog {
  /** Something came in. Called for every message, before it is read. */
  heard(): void;
  /** An answer is due from now on. */
  expect(): void;
  /**
   * What came in was an answer. The first one ends the first sync, which may take a while.
   *
   * @param awaits - whether another one is due
   */
  answered(awaits: boolean): void;
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
/** A question followed by silence for this long, in ms, is answered by that. */
const DEADLINE = 15_000;
/**
 * The same for the first question. Whatever comes this late after any question and is not the answer shows that there
 * is none: while an answer is on its way, nothing else is.
 */
const LATE = 60_000;
/**
 * The first sync of a server that spoke may be a silence of this long, in ms: a page sees nothing of a message before
 * all of it is here, and 20 MB take well over a minute at 1.6 Mbit/s.
 */
const BIG_DOCUMENT = 120_000;
/** And for a device that woke up: its socket is more often dead than slow. */
const WOKEN_DEADLINE = 5_000;

export function createWatchdog({ clock, bufferedAmount, ask, died }: WatchdogOptions): Watchdog {
  let heardAt = clock.now();
  /** Since when an answer is due; `null` where none is. */
  let askedAt: number | null = null;
  let settled = false;
  /** How long a silence may be. */
  let patience = IDLE;
  let buffered = 0;
  let cancel = () => {};

  function watch(ms: number): void {
    cancel();
    // No later than after what counts as silence once the answer has come.
    cancel = clock.after(Math.min(ms, IDLE), look);
  }

  function look(): void {
    const now = clock.now();
    const before = buffered;
    buffered = bufferedAmount();
    // What is still leaving cannot be answered yet. A clock that was set back starts anew.
    if (buffered < before || now < heardAt) {
      heardAt = now;
      askedAt &&= now;
    }
    const rest = heardAt + patience - now;
    if (rest > 0) watch(rest);
    else if (askedAt !== null) died();
    else ask();
  }

  function expectWithin(ms: number): void {
    // Asked again and again, as where the network comes and goes: the time of the first question runs on.
    if (askedAt !== null && patience === ms) return;
    // Silence counts from the question, not from the message before it.
    heardAt = clock.now();
    askedAt ??= heardAt;
    patience = ms;
    buffered = bufferedAmount();
    watch(ms);
  }

  return {
    heard() {
      heardAt = clock.now();
      if (askedAt === null) return;
      // By a clock that was set back since, any time may have passed.
      const isLate = Math.abs(heardAt - askedAt) >= LATE;
      patience = isLate ? 0 : settled ? IDLE : BIG_DOCUMENT;
    },
    expect() {
      if (askedAt === null) expectWithin(settled ? DEADLINE : LATE);
    },
    answered(awaits) {
      settled = true;
      askedAt = awaits ? heardAt : null;
      patience = IDLE;
    },
    check() {
      // In the first sync it would bring the document twice.
      if (settled) ask();
      expectWithin(WOKEN_DEADLINE);
    },
    end: () => cancel(),
  };
}
