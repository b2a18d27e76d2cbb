'use client';
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { createWireSocketClient, type WireSocketClient } from '../client/client.ts';
import type { WireSocketClientOptions } from '../client/client-options.ts';
import { cannot, check } from '../protocol/check-options.ts';
import { WireSocketContext } from './context.ts';

/**
 * What a {@link WireSocketProvider} is given: a client, or what to make one of. A client is made once, outside of the
 * component or in `useState`: another one has connections of its own, so one that is made with every render connects
 * with every render.
 */
export type WireSocketProviderProps = { readonly children?: ReactNode } & (
  | {
      /** Made by `createWireSocketClient`, once. */
      readonly client: WireSocketClient;
    }
  | ({ readonly client?: undefined } & WireSocketClientOptions)
);

/**
 * Gives the components below it a client.
 *
 * Options may be written inline: a new `getAccessToken` is used from its next call on, and only an option
 * that says something else than before, like another endpoint, makes a new client. What cannot be compared
 * (`tokenSharing`, `WebSocket`, `fetch`, `clock`, `random`, `environment`) is read once: another `key` reads it anew.
 *
 * @throws TypeError where an option cannot be right
 */
export function WireSocketProvider(props: WireSocketProviderProps): ReactElement {
  if (props.client === undefined) return <OwnClient {...props} />;
  check('WireSocketProvider', { client: cannot(props.client, ['open', 'prepare']) });
  return <WireSocketContext.Provider value={props.client}>{props.children}</WireSocketContext.Provider>;
}

/** A client needs no end of its own: it holds nothing open once its documents are closed. */
function OwnClient({
  children,
  ...options
}: { children?: ReactNode } & WireSocketClientOptions): ReactElement {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const make = () => ({
    settings: settingsOf(options),
    client: createWireSocketClient({
      ...options,
      // Read at each call.
      get getAccessToken() {
        return latest.current.getAccessToken;
      },
    }),
  });
  const [made, setMade] = useState(make);
  if (made.settings !== settingsOf(options)) setMade(make());
  return <WireSocketContext.Provider value={made.client}>{children}</WireSocketContext.Provider>;
}

/** What makes one client another, in a form that compares. */
function settingsOf(options: WireSocketClientOptions): string {
  const { endpoint, dialect, routing, tokenIn, trustedHosts } = options;
  return JSON.stringify([endpoint, dialect, routing, tokenIn, trustedHosts]);
}
