import { createSlidingWindow, type SlidingWindow } from './sliding-window.ts';

/**
 * How often one address may ask, each in its own bucket: a count for its window. Above it the answer
 * is 429 with `Retry-After: 60`. Counted over all regions.
 */
export interface PerIpLimits {
  /** Socket handshakes in 60 s. Default 60. */
  readonly handshakes: number;
  /** `GET /discovery` in 60 s. Default 60. */
  readonly discovery: number;
  /** `GET /usage` in 60 s. Default 12. */
  readonly usage: number;
  /** `GET /{tenantId}/.well-known/jwks` in 10 minutes. Default 20. */
  readonly jwks: number;
}

/** The documented limits. */
export const DEFAULT_PER_IP: PerIpLimits = { handshakes: 60, discovery: 60, usage: 12, jwks: 20 };

/** What the 429 of these limits says in its Retry-After, in seconds. */
export const PER_IP_RETRY_AFTER = 60;

const MINUTE = 60_000;
const WINDOWS: PerIpLimits = { handshakes: MINUTE, discovery: MINUTE, usage: MINUTE, jwks: 10 * MINUTE };

/** Beyond this many addresses those that have been quiet are forgotten. */
const MANY = 1_000;

/** Enforces {@link PerIpLimits}. */
export interface PerIpGate {
  /** @returns whether this address may ask once more */
  take(bucket: keyof PerIpLimits, address: string): boolean;
}

/** @param limits - `false` lets everybody ask as often as they like */
export function createPerIpGate(limits: false | PerIpLimits): PerIpGate {
  const windows = new Map<string, SlidingWindow>();

  function windowOf(bucket: keyof PerIpLimits, address: string): SlidingWindow {
    const key = `${bucket} ${address}`;
    const known = windows.get(key);
    if (known !== undefined) return known;
    if (windows.size > MANY) forgetQuiet();
    const added = createSlidingWindow(WINDOWS[bucket]);
    windows.set(key, added);
    return added;
  }

  function forgetQuiet(): void {
    for (const [key, window] of windows) if (window.count() === 0) windows.delete(key);
  }

  return {
    take: (bucket, address) => limits === false || windowOf(bucket, address).take(limits[bucket]),
  };
}
