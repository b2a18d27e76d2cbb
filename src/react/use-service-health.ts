'use client';
import { useStore } from 'zustand/react';
import { healthPollOf } from '../client/client-polls.ts';
import type { Health } from '../client/dataplane.ts';
import type { Polled } from '../client/poll.ts';
import { useWireSocketClient } from './context.ts';

/**
 * How the dataplane says that it is, asked for once a minute, in one tab of the browser only, while the page
 * is visible.
 */
export function useServiceHealth(): Polled<Health> {
  return useStore(healthPollOf(useWireSocketClient()));
}
