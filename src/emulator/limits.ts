import type { PlanLimits } from '../protocol/token-claims.ts';

const NAMES: readonly string[] = [
  'maxConnections',
  'maxDocuments',
  'maxUsersPerDoc',
  'opsPerMinute',
] satisfies (keyof PlanLimits)[];

/**
 * Checks limits that somebody asks for.
 *
 * @param value - of the shape of {@link PlanLimits}, each optional; `null` and `Infinity` mean no limit
 * @returns them; `Infinity` where there shall be no limit
 * @throws RangeError that says which is wrong
 */
export function checkLimits(value: object): Partial<PlanLimits> {
  if (Object(value) !== value) throw new RangeError('limits: an object, like { maxConnections: 10 }.');
  const limits = Object.entries(value).map(([name, limit]: [string, unknown]) => {
    if (!NAMES.includes(name))
      throw new RangeError(`limits: no limit is named ${name}. Use ${NAMES.join(', ')}.`);
    if (limit === null || limit === undefined) return [name, Number.POSITIVE_INFINITY];
    if (typeof limit === 'number' && limit >= 0) return [name, limit];
    throw new RangeError(`limits: ${name} is a number, 0 or more, or null for no limit.`);
  });
  return Object.fromEntries(limits) as Partial<PlanLimits>;
}

/** The limits that there are, as they go into a token: JSON knows no `Infinity`. */
export function finiteLimits(limits: Partial<PlanLimits>): Partial<PlanLimits> {
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => Number.isFinite(limit)));
}

/** Reads the limits of a verified token. What is no number is no limit. */
export function limitsOf(claim: unknown): Partial<PlanLimits> {
  const known = Object.entries(Object(claim) as Record<string, unknown>).filter(([name]) =>
    NAMES.includes(name),
  );
  return finiteLimits(Object.fromEntries(known));
}
