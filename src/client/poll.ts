import { createStore } from 'zustand/vanilla';
import { type Clock, systemClock } from '../connection/clock.ts';
import { DEFAULT_RETRY_AFTER } from '../connection/policy.ts';
import type { Problem } from '../protocol/problem.ts';
import { problemOfError } from '../protocol/wiresocket-error.ts';
import type { ReadonlyStore } from './document.ts';

/** What a poll found last. */
export interface Polled<T> {
  /** `null` before the first answer. */
  readonly value: T | null;
  /** Why there is no newer one. */
  readonly problem: Problem | null;
  /** When it was found, in ms since the epoch. */
  readonly at: number;
}

/** What is asked for again and again. */
export interface PollOptions<T> {
  /** The same in every tab that may share the answers. */
  readonly name: string;
  /** ms between two questions. */
  readonly interval: number;
  readonly ask: () => Promise<T>;
  /** Default: the clock on the wall. */
  readonly clock?: Clock | undefined;
}

/** How long another tab has, in ms, to tell what it knows already. */
const HEARSAY = 100;

/** What tabs tell each other: what was found, or that somebody would like to know. */
type Word<T> = { readonly found: Polled<T> } | 'what was found?';

/**
 * A store that asks while somebody listens to it and the page is visible, in one tab of the browser only:
 * the others hear the answers from that one. Where tabs cannot talk to each other, each asks for itself.
 *
 * A 429 or 503 stops it for as long as Retry-After says.
 */
export function createPoll<T>({
  name,
  interval,
  ask,
  clock = systemClock,
}: PollOptions<T>): ReadonlyStore<Polled<T>> {
  const store = createStore<Polled<T>>(() => ({ value: null, problem: null, at: Number.NEGATIVE_INFINITY }));
  let listeners = 0;
  let stop = () => {};

  function start(): void {
    const ending = new AbortController();
    const { signal } = ending;
    const channel = openChannel(name);
    let resign = () => {};

    function hear({ data }: MessageEvent<Word<T>>): void {
      const known = store.getState();
      if (data === 'what was found?') {
        if (known.at > 0) channel?.postMessage({ found: known });
        // What is known from a time to come is from before the clock was set back.
      } else if (data.found.at > known.at || known.at > clock.now()) store.setState(data.found, true);
    }

    /** Only a page that is looked at may be the one that asks. */
    function campaign(): void {
      resign();
      if (signal.aborted || globalThis.document?.hidden) return;
      const term = new AbortController();
      resign = () => term.abort();
      void elect(name, term.signal, () => serve(term.signal));
    }

    async function serve(term: AbortSignal): Promise<void> {
      channel?.postMessage('what was found?');
      await wait(HEARSAY, term);
      while (!term.aborted) {
        await wait(dueIn(), term);
        if (term.aborted) return;
        const found = await answer();
        store.setState(found, true);
        if (!signal.aborted) channel?.postMessage({ found });
      }
    }

    channel?.addEventListener('message', hear);
    globalThis.document?.addEventListener?.('visibilitychange', campaign, { signal });
    campaign();
    stop = () => {
      ending.abort();
      resign();
      channel?.close();
    };
  }

  async function answer(): Promise<Polled<T>> {
    try {
      return { value: await ask(), problem: null, at: clock.now() };
    } catch (error) {
      return { value: store.getState().value, problem: problemOfError(error), at: clock.now() };
    }
  }

  function dueIn(): number {
    const { at, problem } = store.getState();
    const asked =
      problem !== null && 'retryAfter' in problem ? (problem.retryAfter ?? DEFAULT_RETRY_AFTER) * 1000 : 0;
    const pause = Math.max(interval, asked);
    // Less than nothing has Node write a warning; more would be a clock that was set back since.
    return Math.min(Math.max(0, at + pause - clock.now()), pause);
  }

  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(ms, done);
      signal.addEventListener('abort', done);
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      const unsubscribe = store.subscribe(listener);
      listeners += 1;
      if (listeners === 1) start();
      return () => {
        unsubscribe();
        listeners -= 1;
        if (listeners === 0) stop();
      };
    },
  };
}

/** @returns `null` where there is none, or a browser refuses it, as Firefox does to a page that may store nothing */
function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/**
 * Serves once no other tab does, until the signal ends it. At once where no tab can know of another: without locks, in a
 * frame with `sandbox`, and where a page may store nothing.
 */
async function elect(name: string, signal: AbortSignal, serve: () => Promise<void>): Promise<void> {
  try {
    await navigator.locks.request(name, { signal }, serve);
  } catch {
    if (!signal.aborted) await serve();
  }
}
