'use client';
import { createContext, useContext } from 'react';
import type { WireSocketClient } from '../client/client.ts';

/** The client of the nearest `WireSocketProvider`. */
export const WireSocketContext = createContext<WireSocketClient | null>(null);

/**
 * The client of the nearest `WireSocketProvider`.
 *
 * @throws Error where there is none
 */
export function useWireSocketClient(): WireSocketClient {
  const client = useContext(WireSocketContext);
  if (client !== null) return client;
  throw new Error(
    'WireSocket: there is no <WireSocketProvider> above this component. Put one around your app.',
  );
}
