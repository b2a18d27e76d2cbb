'use client';
import { createContext, useContext } from 'react';
import type { WireSocketClient } from '../client/client.ts';
import type { WireSocketDocument } from '../client/document.ts';

/** The client of the nearest `WireSocketProvider`. */
export const WireSocketContext = createContext<WireSocketClient | null>(null);

/**
 * The client of the nearest `WireSocketProvider`.
 *
 * @throws Error where there is none
 */
export function useWireSocketClient(): WireSocketClient {
  return useClientBeside(undefined) as WireSocketClient;
}

/**
 * The client, for a component that can do with a document alone: that of an adopted provider has none.
 *
 * @throws Error where there is neither
 */
export function useClientBeside(document: WireSocketDocument | undefined): WireSocketClient | null {
  const client = useContext(WireSocketContext);
  if (client !== null || document !== undefined) return client;
  throw new Error(
    'WireSocket: there is no <WireSocketProvider> above this component. Put one around your app, or, where it takes one, pass it a document.',
  );
}
