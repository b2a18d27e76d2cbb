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
import { waitForState, waitForStatus } from '../../src/testing/index.ts';
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

/** Waits until something holds of a document's state, with a test's patience. */
export function until(
  document: WireSocketDocument,
  holds: (state: DocumentState) => boolean,
  timeout = WAIT,
): Promise<DocumentState> {
  return waitForState(document, holds, { timeout });
}

/** Waits until a document's connection has a status, and gives it. */
export function untilStatus<Status extends ConnectionStatus>(
  document: WireSocketDocument,
  status: Status,
): Promise<Extract<ConnectionState, { status: Status }>> {
  return waitForStatus(document, status, { timeout: WAIT });
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
