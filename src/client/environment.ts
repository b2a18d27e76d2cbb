/** What happens to the device or the page that a connection has to know of. */
export type EnvironmentEvent =
  /** The device says that it has a network again, or none. */
  | 'online'
  | 'offline'
  /** The page is looked at again, or the device woke up: a socket may have died meanwhile. */
  | 'woken'
  /** The page is about to go. */
  | 'leaving';

/** The device and the page, so that a test can be both. */
export interface Environment {
  /** Whether the device says that it has a network. It may be wrong in saying so. */
  online(): boolean;
  /** @returns ends it */
  subscribe(listener: (event: EnvironmentEvent) => void): () => void;
}

/** The browser, a worker, or, where there is neither, something that is always online; in React Native `document` may be any object. */
export const systemEnvironment: Environment = {
  online: () => globalThis.navigator?.onLine ?? true,
  subscribe(listener) {
    const page = globalThis.document as Document | undefined;
    const ending = new AbortController();
    const on = (target: EventTarget | undefined, type: string, event: EnvironmentEvent) =>
      target?.addEventListener?.(type, () => listener(event), { signal: ending.signal });

    on(globalThis, 'online', 'online');
    on(globalThis, 'offline', 'offline');
    on(globalThis, 'pagehide', 'leaving');
    on(globalThis, 'pageshow', 'woken');
    on(page, 'resume', 'woken');
    page?.addEventListener?.('visibilitychange', () => page.hidden || listener('woken'), {
      signal: ending.signal,
    });
    return () => ending.abort();
  },
};
