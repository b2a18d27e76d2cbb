import { CRITICAL_FROM, type UsageLevel, usageLevelOf, WARNING_FROM } from '../protocol/usage-level.ts';

/** How much of a limit is in use. */
export interface UsageOf {
  /** How many connections or documents there are now. */
  readonly current: number;
  /** `Infinity` where the service does not tell one. */
  readonly limit: number;
  /** 0 to 100, or above. */
  readonly percent: number;
  /** By the service's word, else by its documented thresholds. */
  readonly status: UsageLevel;
}

/** What of the plan is in use. */
export interface Usage {
  /** Whose plan it is; `''` where the service does not tell it. */
  readonly tenantId: string;
  /** Of which application; `''` where the service does not tell it. */
  readonly appId: string;
  /** Of each limit, over all regions. */
  readonly usage: { readonly connections: UsageOf; readonly documents: UsageOf };
  /** When it was counted, by the service's clock, as it wrote it; `''` where it did not. */
  readonly timestamp: string;
}

/** A level is left only this many points below where it began, so that it does not flicker. */
const HYSTERESIS = 2;

const LEVELS: readonly UsageLevel[] = ['healthy', 'warning', 'critical'];

/** Reads the answer of `/usage`, whatever it is; `null` for one that tells no usage. */
export function readUsage(body: unknown): Usage | null {
  const { tenantId, appId, usage, timestamp } = record(body);
  if (typeof usage !== 'object' || usage === null) return null;
  const { connections, documents } = record(usage);
  return {
    tenantId: String(tenantId ?? ''),
    appId: String(appId ?? ''),
    usage: { connections: readUsageOf(connections), documents: readUsageOf(documents) },
    timestamp: String(timestamp ?? ''),
  };
}

function readUsageOf(value: unknown): UsageOf {
  const { current, limit, percent, status } = record(value);
  const inUse = amount(current) ?? 0;
  const most = amount(limit) ?? Number.POSITIVE_INFINITY;
  const share = amount(percent) ?? (most === 0 ? 100 : (inUse / most) * 100);
  return {
    current: inUse,
    limit: most,
    percent: share,
    status: LEVELS.find((level) => level === status) ?? usageLevelOf(share),
  };
}

function amount(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 ? value : null;
}

/**
 * The level to show: up at once, down only well below the threshold.
 *
 * @param before - the level that was shown
 */
export function steadyLevel({ percent, status }: UsageOf, before: UsageLevel): UsageLevel {
  if (LEVELS.indexOf(status) >= LEVELS.indexOf(before)) return status;
  const from = before === 'critical' ? CRITICAL_FROM : WARNING_FROM;
  return percent > from - HYSTERESIS ? before : status;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return Object(value) as Readonly<Record<string, unknown>>;
}
