import type { Environment, EnvironmentEvent } from '../../src/index.ts';

/** A device whose network can be switched off. */
export interface Device extends Environment {
  setOnline(online: boolean): void;
}

/** Tells what the browser would tell when its network goes and comes back. */
export function createDevice(): Device {
  const listeners = new Set<(event: EnvironmentEvent) => void>();
  let isOnline = true;
  return {
    online: () => isOnline,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setOnline(online) {
      if (online === isOnline) return;
      isOnline = online;
      for (const listener of listeners) listener(online ? 'online' : 'offline');
    },
  };
}
