'use client';
import { useContext } from 'react';
import { useStore } from 'zustand/react';
import { createStore } from 'zustand/vanilla';
import type { WireSocketDocument } from '../client/document.ts';
import { WireSocketContext } from './context.ts';

/** Without a provider there are none. */
const NONE = /* @__PURE__ */ createStore<readonly WireSocketDocument[]>(() => []);

/** The documents that the client has open, in the order in which they were opened. None without a provider. */
export function useOpenDocuments(): readonly WireSocketDocument[] {
  return useStore(useContext(WireSocketContext)?.documents ?? NONE);
}
