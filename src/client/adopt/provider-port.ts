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
  /** Opens a socket, at another origin where one is given; tells what is there where one is open already. */
  open(origin: string | null): void;
  /** Ends the connection without a word of it in the events. */
  close(): void;
  /** @throws Error where the provider has no such messages */
  sendStateless(payload: string): void;
  /** Gives it its own behaviour back, which is to go on trying where it `isWanted`. */
  release(isWanted: boolean): void;
}

/** Takes over a provider. */
export type TakeOver<Provider> = (provider: Provider, events: ProviderEvents, clock: Clock) => ProviderPort;

/**
 * Puts other methods in place of an object's own.
 *
 * @returns puts the old ones back
 */
export function replaceMethods<Target extends object>(target: Target, methods: Partial<Target>): () => void {
  const before = Object.keys(methods).map(
    (key) => [key, Object.getOwnPropertyDescriptor(target, key)] as const,
  );
  Object.assign(target, methods);
  return () => {
    for (const [key, own] of before) {
      if (own === undefined) Reflect.deleteProperty(target, key);
      else Object.defineProperty(target, key, own);
    }
  };
}
