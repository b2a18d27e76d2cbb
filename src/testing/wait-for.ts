import { canBeCalled, check } from './check-input.ts';

/** What is waited for: any document, real or a test's. */
interface Observable<State> {
  readonly store: {
    getState(): State;
    subscribe(listener: (state: State) => void): () => void;
  };
}

/** How long to wait. */
export interface WaitOptions {
  /** In ms. Default: 5,000. */
  readonly timeout?: number | undefined;
}

/**
 * Waits until something holds of a document's state. For a document that syncs for real, as on the emulator.
 *
 * @returns the state of which it holds
 * @throws TypeError where an argument cannot be right
 * @throws Error with the state that it has instead, once the time is up; whatever `holds` throws, at once
 */
export function waitForState<State>(
  document: Observable<State>,
  holds: (state: State) => boolean,
  options?: WaitOptions,
): Promise<State> {
  return new Promise((resolve, reject) => {
    const { store } = Object(document) as typeof document;
    check(canBeCalled(store, 'getState', 'subscribe'), 'waitForState: what is waited for is no document.');
    check(canBeCalled(holds), 'waitForState: the second argument is no function of a state.');
    const { timeout = 5_000 } = options ?? {};
    check(Number.isFinite(timeout), 'waitForState: timeout is no number, in ms.');
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const look = (state: State) => {
      try {
        if (!holds(state)) return;
        resolve(state);
      } catch (error) {
        reject(error);
      }
      end();
    };
    const timer = setTimeout(() => {
      end();
      reject(
        new Error(`The state never came within ${timeout} ms. It is ${JSON.stringify(store.getState())}.`),
      );
    }, timeout);
    const unsubscribe = store.subscribe(look);
    look(store.getState());
  });
}

/**
 * Waits until a document's connection has a status.
 *
 * @returns the connection, narrowed to that status
 * @throws Error with the state that it has instead, once the time is up
 * @example const { problem } = await waitForStatus(document, 'waiting');
 */
export async function waitForStatus<
  Connection extends { readonly status: string },
  Status extends Connection['status'],
>(
  document: Observable<{ readonly connection: Connection }>,
  status: Status,
  options?: WaitOptions,
): Promise<Extract<Connection, { readonly status: Status }>> {
  const { connection } = await waitForState(document, (state) => state.connection.status === status, options);
  return connection as Extract<Connection, { readonly status: Status }>;
}
