'use client';
import { useContext } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import type { WireSocketClient } from '../client/client.ts';
import type { ReadonlyStore } from '../client/document.ts';
import type { Polled } from '../client/poll.ts';
import { WireSocketContext } from './context.ts';

/** Without a provider there is nobody to ask. */
const UNKNOWN = /* @__PURE__ */ createStore<Polled<never>>(() => ({
  value: null,
  problem: null,
  at: Number.NEGATIVE_INFINITY,
}));

/** What the client of the nearest provider asks again and again; nothing where there is no provider. */
export function usePoll<T>(pollOf: (client: WireSocketClient) => ReadonlyStore<Polled<T>>): Polled<T> {
  const client = useContext(WireSocketContext);
  return useStore<ReadonlyStore<Polled<T>>>(client === null ? UNKNOWN : pollOf(client));
}
