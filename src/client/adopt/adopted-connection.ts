import { type Connection, type ConnectionHost, createConnection } from '../../connection/connection.ts';
import type { Address, SocketListener } from '../../connection/socket.ts';
import type { Problem } from '../../protocol/problem.ts';
import { createFreedPlaces } from '../freed-places.ts';
import type { ProviderEvents, ProviderPort } from './provider-port.ts';

/** What the connection of a provider needs of the outside. */
export interface AdoptedHost
  extends Pick<ConnectionHost, 'clock' | 'random' | 'online' | 'authorize' | 'trusts' | 'changed'> {
  readonly port: () => ProviderPort;
  /** Where the provider was when it was adopted: its service, wherever that redirects it. */
  readonly home: () => string | null;
}

/** A connection whose sockets are the provider's. */
export interface AdoptedConnection
  extends Pick<Connection, 'dispatch'>,
    Pick<ProviderEvents, 'opened' | 'synced' | 'closed' | 'failed'> {
  /** @param goesOn - whether the provider keeps the socket that it has, and its place with it */
  end(goesOn: boolean): void;
}

/** A handshake that takes longer than this, in ms, has failed. Neither provider has such a limit. */
const HANDSHAKE_TIMEOUT = 10_000;

const ABNORMAL = 1006;

/** Lets the kit's connection decide when and where, and the provider do the rest. */
export function createAdoptedConnection({ port, home, ...host }: AdoptedHost): AdoptedConnection {
  let listener: SocketListener | null = null;
  let failure: Problem;
  let hasEnded = false;
  /** Whether the provider keeps its socket at the end, and its place with it. */
  let isKept = false;
  let cancelTimeout = () => {};

  const places = createFreedPlaces(
    host.clock,
    home,
    // What it waits for is looked at once the place is free.
    () => connection.state().status === 'waiting',
    () => connection.dispatch({ type: 'place-freed' }),
  );

  const connection = createConnection({
    ...host,
    changed(state) {
      host.changed(state);
      places.changed();
    },
    discoverFirst: false,
    hold: null,
    discover: async () => null,
    // Few handshakes fail without a word, so it is loaded when one does.
    async probe(signal) {
      const { probeHandshake } = await import('../over-http.ts');
      return probeHandshake(port(), failure, host.clock, signal);
    },
    address: (origin) => ({ url: origin ?? '', protocols: [] }),
    explain(problem) {
      failure = problem;
      return problem;
    },
    createSocket(heard) {
      listener = heard;
      return { open, end, send: ignore, bufferedAmount: () => 0 };
    },
    opened: ignore,
    received: ignore,
    ended: (leaving) => leaving && !isKept && places.freed(),
    // Each provider closes a socket by itself that is silent for 30 s.
    check: ignore,
  });

  function open({ url }: Address): void {
    cancelTimeout = host.clock.after(HANDSHAKE_TIMEOUT, () => {
      port().close();
      closed(ABNORMAL, '');
    });
    port().open(url);
  }

  function end(): void {
    cancelTimeout();
    if (!hasEnded) port().close();
  }

  function opened(): void {
    cancelTimeout();
    const state = connection.state();
    switch (state.status) {
      case 'idle':
        return connection.dispatch({ type: 'connect' });
      case 'waiting':
        // Another document of the same socket had it opened: so it is this one's turn, too, where the rules allow it.
        return state.earliestRetryAt <= host.clock.now()
          ? connection.dispatch({ type: 'due' })
          : port().close();
      case 'stopped':
        // Nobody else's turn brings back what the app or the service has stopped.
        return port().close();
      case 'connecting':
      case 'syncing':
      case 'live':
        return listener?.opened();
    }
  }

  function closed(code: number, reason: string): void {
    cancelTimeout();
    listener?.closed(code, reason);
  }

  return {
    dispatch(event) {
      connection.dispatch(event);
      // The provider may be connected though nothing of ours was on its way yet, and may listen to other tabs.
      if (event.type === 'disconnect') port().close();
    },
    opened,
    synced: () => connection.dispatch({ type: 'synced' }),
    closed,
    failed: (problem) => connection.dispatch({ type: 'failed', problem }),
    end(goesOn) {
      hasEnded = true;
      isKept = goesOn;
      connection.dispatch({ type: 'disconnect' });
      places.end();
    },
  };
}

function ignore() {}
