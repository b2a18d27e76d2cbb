import { WebSocket as NodeWebSocket } from 'ws';
import {
  type ConnectionState,
  type ConnectionStatus,
  createWireSocketClient,
  type DocumentState,
  type WireSocketClient,
  type WireSocketClientOptions,
  type WireSocketDocument,
} from '../../src/core.ts';
import type { Emulator } from '../../src/emulator/index.ts';
import { WAIT } from './patience.ts';
import type { SkippingClock } from './skipping-clock.ts';

/** The WebSocket of Node 20, which has none of its own. */
export const WebSocketClass = NodeWebSocket as unknown as typeof WebSocket;

/**
 * For providers that nobody here wrote. They stop listening before they close a socket, and ws then makes an uncaught
 * error of one that was not open yet; a browser's socket does not.
 */
export const ForgivingWebSocket = class extends NodeWebSocket {
  constructor(...args: ConstructorParameters<typeof NodeWebSocket>) {
    super(...args);
    this.on('error', () => {});
  }
} as unknown as typeof WebSocket;

/** A client of an emulator, with tokens that the emulator issues. */
export function clientOf(
  emulator: Emulator,
  options: Partial<WireSocketClientOptions> = {},
): WireSocketClient {
  return createWireSocketClient({
    endpoint: emulator.url,
    getAccessToken: () => emulator.issueToken(),
    WebSocket: WebSocketClass,
    ...options,
  });
}

/** Waits for a document's state. Says the state it has where it never comes. */
export function until(
  document: WireSocketDocument,
  holds: (state: DocumentState) => boolean,
  ms = WAIT,
): Promise<DocumentState> {
  return new Promise((resolve, reject) => {
    const look = (state: DocumentState) => {
      if (!holds(state)) return;
      clearTimeout(timeout);
      stop();
      resolve(state);
    };
    const timeout = setTimeout(() => {
      stop();
      reject(new Error(`The state never came. It is ${JSON.stringify(document.store.getState())}.`));
    }, ms);
    const stop = document.store.subscribe(look);
    look(document.store.getState());
  });
}

/** Waits until a document's connection has a status, and gives it. */
export async function untilStatus<Status extends ConnectionStatus>(
  document: WireSocketDocument,
  status: Status,
): Promise<Extract<ConnectionState, { status: Status }>> {
  const { connection } = await until(document, (state) => state.connection.status === status);
  return connection as Extract<ConnectionState, { status: Status }>;
}

/** From one look to the next, in ms. */
const LOOK = 5;

/** Waits until something holds, looking again and again. */
export async function eventually(holds: () => boolean, ms = WAIT): Promise<void> {
  const deadline = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`It never came to be: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

/**
 * Lets time pass until something holds. Sockets are real: while a document waits for one, time passes as on the wall, or it
 * would run out for what a busy machine has not got to yet.
 */
export async function inTime(
  clock: SkippingClock,
  documents: readonly WireSocketDocument[],
  holds: () => boolean,
  step = 500,
): Promise<void> {
  await eventually(() => {
    clock.skip(documents.some(waitsForSocket) ? LOOK : step);
    return holds();
  });
}

function waitsForSocket({ store }: WireSocketDocument): boolean {
  const { connection, unsynced } = store.getState();
  return /connecting|syncing/.test(connection.status) || (connection.status === 'live' && unsynced);
}

/** Whether all that was typed is acknowledged. */
export function isSaved({ store }: WireSocketDocument): boolean {
  const { connection, unsynced } = store.getState();
  return connection.status === 'live' && !unsynced;
}
