'use client';
import { useStore } from 'zustand/react';
import type { WireSocketDocument } from '../client/document.ts';
import { useWireSocketClient } from './context.ts';

/** The documents that the client has open, in the order in which they were opened. */
export function useOpenDocuments(): readonly WireSocketDocument[] {
  return useStore(useWireSocketClient().documents);
}
