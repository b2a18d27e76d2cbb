'use client';
import { healthPollOf } from '../client/client-polls.ts';
import type { Health } from '../client/dataplane.ts';
import type { Polled } from '../client/poll.ts';
import { usePoll } from './use-poll.ts';

/**
 * How the dataplane says that it is, asked for once a minute, in one tab of the browser only, while the page
 * is visible. Nothing is known without a provider.
 */
export function useServiceHealth(): Polled<Health> {
  return usePoll(healthPollOf);
}
