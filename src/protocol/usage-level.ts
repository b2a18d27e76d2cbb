/** How close to a limit the plan's use is. */
export type UsageLevel = 'healthy' | 'warning' | 'critical';

/** From these shares of a limit on, in percent. */
export const WARNING_FROM = 75;
export const CRITICAL_FROM = 90;

/**
 * The level of a share by the documented thresholds.
 *
 * @param percent - of the limit that is in use
 */
export function usageLevelOf(percent: number): UsageLevel {
  if (percent >= CRITICAL_FROM) return 'critical';
  return percent >= WARNING_FROM ? 'warning' : 'healthy';
}
