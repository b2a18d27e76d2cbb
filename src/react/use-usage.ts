'use client';
import { type PlanUse, usagePollOf } from '../client/client-polls.ts';
import type { Polled } from '../client/poll.ts';
import { usePoll } from './use-poll.ts';

/**
 * How much of the plan is in use, asked for once a minute, in one tab of the browser only, while the page is
 * visible. A 429 stops it for Retry-After.
 *
 * @returns `value` is `null` before the first answer, and without a provider; `problem` says why there is no newer one
 */
export function useUsage(): Polled<PlanUse> {
  return usePoll(usagePollOf);
}
