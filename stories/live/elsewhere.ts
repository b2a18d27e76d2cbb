import {
  type Clock,
  createWireSocketClient,
  fetchAccessToken,
  type WireSocketClientOptions,
} from '../../src/index.ts';
import type { EmulatorInfo } from '../live-playground/emulator.ts';
import { seedPlan } from './first-content.ts';

/** Somebody else who has a document open, somewhere else. */
export interface Guest {
  leave(): void;
}

const later = window.setTimeout.bind(window);
const cancel = window.clearTimeout.bind(window);
const { now } = Date;

/** Where others are, time goes on as it always does, however a story leaps. */
const steadyClock: Clock = {
  now,
  after(ms, run) {
    const timer = later(run, ms);
    return () => cancel(timer);
  },
};

/** Who is somewhere else, with a client of their own. They are in the document when this is fulfilled. */
export async function comeFromElsewhere(
  { url, tokenUrl }: EmulatorInfo,
  documentName: string,
  options: Partial<WireSocketClientOptions> = {},
): Promise<Guest> {
  const client = createWireSocketClient({
    endpoint: url,
    getAccessToken: fetchAccessToken(tokenUrl),
    clock: steadyClock,
    ...options,
  });
  const document = client.open(documentName);
  document.awareness.setLocalStateField('user', { name: 'Grace Hopper', color: '#c2410c' });
  await seedPlan(document);
  return { leave: client.destroy };
}

/** In the dialect of y-websocket: who is here? */
const QUERY_AWARENESS = new Uint8Array([3]);

/** A script that runs away: it says more in a moment than the plan allows in a minute, and is thrown out. */
export function runAway({ url }: EmulatorInfo, documentName: string, token: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url}/${documentName}`, ['access_token', token]);
    socket.onopen = () => {
      for (let message = 0; message < 1_000; message += 1) socket.send(QUERY_AWARENESS);
    };
    socket.onclose = () => resolve();
  });
}
