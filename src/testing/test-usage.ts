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
  readonly status: 'healthy' | 'warning' | 'critical';
}

/** By the service's documented thresholds. Of a limit of 0 everything is in use. */
export function assess({ current, limit }: TestUse): AssessedUse {
  const percent = limit === 0 ? 100 : (current / limit) * 100;
  const status = percent >= 90 ? 'critical' : percent >= 75 ? 'warning' : 'healthy';
  return { current, limit, percent, status };
}
