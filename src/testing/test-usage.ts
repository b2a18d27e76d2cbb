import { type UsageLevel, usageLevelOf } from '../protocol/usage-level.ts';

/** How much of a limit is in use. */
export interface TestUse {
  /** How many there are now. */
  readonly current: number;
  /** How many there may be. */
  readonly limit: number;
}

/** What the service makes of it. */
export interface AssessedUse extends TestUse {
  /** 0 to 100, or above. */
  readonly percent: number;
  /** `warning` from 75 %, `critical` from 90 %. */
  readonly status: UsageLevel;
}

/** By the service's documented thresholds. Of a limit of 0 everything is in use. */
export function assess({ current, limit }: TestUse): AssessedUse {
  const percent = limit === 0 ? 100 : (current / limit) * 100;
  return { current, limit, percent, status: usageLevelOf(percent) };
}
