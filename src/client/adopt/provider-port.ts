import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { Clock } from '../../connection/clock.ts';
import type { Problem } from '../../protocol/problem.ts';

/** What an adopted provider tells, and what the app asks of it without knowing that it was adopted. */
export interface ProviderEvents {
  /** Its socket is open for this document. */
  opened(): void;
  synced(): void;
  /** Its socket closed, and it is ready to open another one. */
  closed(code: number, reason: string): void;
  /** It cannot go on, though its socket may be open. */
  failed(problem: Problem): void;
  unsynced(isUnsynced: boolean): void;
  stateless(payload: string): void;
  asked(what: 'connect' | 'disconnect'): void;
  destroyed(): void;
}

/** A provider that does not decide any more when it connects. */
export interface ProviderPort {
  readonly name: string;
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** Whether it is connected, on its way, or about to try again. */
  readonly isWanted: boolean;
  /** Whether it was in sync when it was taken over. */
  readonly isSynced: boolean;
  /** Where its next handshake goes, without the path. */
  origin(): string | null;
  /** The token of its handshakes, as far as it can be read; `''`: none. */
  token(): string;
  /** Gets the one that its next handshake would have, where that is not known before. */
  refresh?(): Promise<unknown>;
  /** Opens a socket, at another origin where that is not `''`; tells what is there where one is open already. */
  open(origin: string): void;
  /** Ends the connection without a word of it in the events. */
  close(): void;
  /** @throws Error where the provider has no such messages */
  sendStateless(payload: string): void;
  /** Gives it its own behaviour back, which is to go on trying where it `isWanted`. */
  release(isWanted: boolean): void;
}

/** What tells of itself, as providers, their sockets and documents do. */
export interface Emitter {
  on(event: string, listener: (...args: never[]) => void): unknown;
  off(event: string, listener: (...args: never[]) => void): unknown;
}

/** Takes over a provider. */
export type TakeOver<Provider> = (provider: Provider, events: ProviderEvents, clock: Clock) => ProviderPort;

/**
 * Listens to somebody, and puts other methods in place of their own.
 *
 * @returns stops listening, and puts the old ones back
 */
export function intercept<Target extends Emitter>(
  target: Target,
  listeners: Readonly<Record<string, (...args: never[]) => void>>,
  methods: Partial<Target> = {},
): () => void {
  const own = Object.entries(target).filter(([key]) => key in methods);
  const entries = Object.entries(listeners);
  for (const [event, listener] of entries) target.on(event, listener);
  Object.assign(target, methods);
  return () => {
    for (const [event, listener] of entries) target.off(event, listener);
    for (const key of Object.keys(methods)) Reflect.deleteProperty(target, key);
    Object.assign(target, Object.fromEntries(own));
  };
}
