'use client';
import { useStore } from 'zustand/react';
import { type PlanUse, usagePollOf } from '../client/client-polls.ts';
import type { Polled } from '../client/poll.ts';
import { useWireSocketClient } from './context.ts';

/**
 * How much of the plan is in use, asked for once a minute, in one tab of the browser only, while the page is
 * visible. A 429 stops it for Retry-After.
 *
 * @returns `value` is `null` before the first answer; `problem` says why there is no newer one
 */
export function useUsage(): Polled<PlanUse> {
  return useStore(usagePollOf(useWireSocketClient()));
}
