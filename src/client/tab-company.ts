import { aborted } from './aborted.ts';
import type { TabKnowledge } from './tab-knowledge.ts';

/** What tabs tell each other. A token never leaves the memory of the tabs of one person. */
export type Word = 'what-is-known?' | { readonly known: TabKnowledge };

/** The tabs of one browser that have a name in common. */
export interface Company {
  /** From here on this tab hears the others, and they can tell that it is there. */
  join(): void;
  leave(): void;
  /** Tells the others, where this tab is one of them. */
  tell(word: Word): void;
  /** Whether there is any other tab. */
  isThere(): Promise<boolean>;
}

/**
 * @param hear - what another tab tells
 * @throws DOMException where the browser refuses channels, as Firefox does to a page that may store nothing
 */
export function createCompany(name: string, hear: (word: Word) => void): Company {
  new BroadcastChannel(name).close();
  const nameOfLock = `${name}, here`;
  let joined: { readonly channel: BroadcastChannel; readonly presence: AbortController } | null = null;

  return {
    join() {
      if (joined !== null) return;
      const channel = new BroadcastChannel(name);
      channel.addEventListener('message', ({ data }: MessageEvent<Word>) => hear(data));
      const presence = new AbortController();
      const { signal } = presence;
      navigator.locks.request(nameOfLock, { mode: 'shared', signal }, () => aborted(signal)).catch(() => {});
      joined = { channel, presence };
    },
    leave() {
      joined?.presence.abort();
      joined?.channel.close();
      joined = null;
    },
    tell(word) {
      joined?.channel.postMessage(word);
    },
    async isThere() {
      // Where a browser does not say, as to a page that may store nothing, each tab is on its own.
      const none = (): LockManagerSnapshot => ({});
      const { held = [], pending = [] } = await navigator.locks.query().catch(none);
      return [...held, ...pending].filter((lock) => lock.name === nameOfLock).length > 1;
    },
  };
}
