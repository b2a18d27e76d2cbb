import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { onTestFinished } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';
import type { Problem } from '../../../src/protocol/problem.ts';
import { createLedger, type Ledger } from '../../../src/sync/ledger.ts';
import { createOpsBudget, type OpsBudget } from '../../../src/sync/ops-budget.ts';
import { createSession, type Session } from '../../../src/sync/session.ts';
import { yWebsocket } from '../../../src/sync/y-websocket.ts';
import type { FakeClock } from '../support/fake-clock.ts';

export const SYNC = 0;
export const AWARENESS = 1;

/** What a server does for one of its sockets. */
interface Seat {
  read(message: Uint8Array): void;
}

/** A y-websocket server in few lines, of y-protocols alone. */
export interface Server {
  readonly doc: Doc;
  readonly awareness: Awareness;
  sit(say: (message: Uint8Array) => void): Seat;
}

export function createServer(): Server {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  onTestFinished(() => awareness.destroy());
  const seats = new Map<Seat, (message: Uint8Array) => void>();

  function sayToOthers(seat: unknown, message: Uint8Array): void {
    for (const [other, say] of seats) if (other !== seat) say(message);
  }

  doc.on('update', (update: Uint8Array, seat: unknown) => {
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    writeUpdate(encoder, update);
    sayToOthers(seat, toUint8Array(encoder));
  });

  // As the original does: to everybody, the one who said it included.
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    sayToOthers(
      null,
      framed(AWARENESS, encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed])),
    );
  });

  return {
    doc,
    awareness,
    sit(say) {
      const seat: Seat = {
        read(message) {
          const decoder = createDecoder(message);
          const answer = createEncoder();
          if (readVarUint(decoder) === AWARENESS) {
            applyAwarenessUpdate(awareness, readVarUint8Array(decoder), seat);
            return;
          }
          writeVarUint(answer, SYNC);
          readSyncMessage(decoder, answer, doc, seat, (error) => {
            throw error;
          });
          if (length(answer) > 1) say(toUint8Array(answer));
        },
      };
      seats.set(seat, say);
      const hello = createEncoder();
      writeVarUint(hello, SYNC);
      writeSyncStep1(hello, doc);
      say(toUint8Array(hello));
      const here = [...awareness.getStates().keys()];
      if (here.length > 0) say(framed(AWARENESS, encodeAwarenessUpdate(awareness, here)));
      return seat;
    },
  };
}

export function framed(type: number, payload: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder);
}

/** One message that a client has sent. */
export interface Sent {
  readonly at: number;
  readonly message: Uint8Array;
}

export interface Client {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly ledger: Ledger;
  readonly budget: OpsBudget;
  /** What `unsynced` was told to be, in order. */
  readonly told: readonly boolean[];
  readonly sent: Sent[];
  readonly failed: readonly Problem[];
  /** How often the first sync was told to be complete. */
  synced(): number;
  session(): Session;
  /** Opens a socket to a server, and begins to sync over it. */
  connect(server: Server): void;
  /** Ends it. */
  end(leaving: boolean): void;
  /** Nothing goes up, or nothing comes down, until it is let go. */
  hold(way: 'up' | 'down', held: boolean): void;
  /** Moves what is in the pipe, both ways, until there is nothing left to move. */
  flow(): boolean;
}

export function createClient(clock: FakeClock, onTold: (unsynced: boolean) => void = () => {}): Client {
  const doc = new Doc();
  const awareness = new Awareness(doc);
  onTestFinished(() => awareness.destroy());
  const origin = { name: 'remote' };
  const told: boolean[] = [];
  const sent: Sent[] = [];
  const failed: Problem[] = [];
  const budget = createOpsBudget(clock);
  const held = { up: false, down: false };
  const ledger = createLedger((unsynced) => {
    told.push(unsynced);
    onTold(unsynced);
  });
  let up: Uint8Array[] = [];
  let down: Uint8Array[] = [];
  let seat: Seat | null = null;
  let session: Session | null = null;
  let synced = 0;

  doc.on('update', (update: Uint8Array, from: unknown) => {
    if (from === origin) return;
    ledger.edit();
    session?.push(update);
  });

  function sessionNow(): Session {
    if (session === null) throw new Error('no session');
    return session;
  }

  return {
    doc,
    awareness,
    ledger,
    budget,
    told,
    sent,
    failed,
    synced: () => synced,
    session: sessionNow,
    connect(server) {
      up = [];
      down = [];
      // A socket that was replaced is heard no more.
      const answers = down;
      seat = server.sit((message) => answers.push(message));
      session = createSession({
        doc,
        awareness,
        origin,
        dialect: yWebsocket,
        ledger,
        clock,
        budget,
        send(message) {
          sent.push({ at: clock.now(), message });
          up.push(message);
        },
        bufferedAmount: () => 0,
        synced() {
          synced += 1;
        },
        stateless: () => {},
        failed: (problem) => failed.push(problem),
      });
    },
    end(leaving) {
      sessionNow().end(leaving);
      session = null;
    },
    hold(way, isHeld) {
      held[way] = isHeld;
    },
    flow() {
      let moved = false;
      for (let goesOn = true; goesOn; ) {
        const request = held.up ? undefined : up.shift();
        if (request !== undefined) seat?.read(request);
        const answer = held.down ? undefined : down.shift();
        if (answer !== undefined) session?.receive(answer.slice().buffer);
        goesOn = request !== undefined || answer !== undefined;
        moved ||= goesOn;
      }
      return moved;
    },
  };
}

/** Moves everything in all pipes. */
export function flow(...clients: Client[]): void {
  while (clients.map((client) => client.flow()).includes(true));
}

/** Lets time go by, a few ms at a time, and everything flow. */
export function pass(clock: FakeClock, ms: number, ...clients: Client[]): void {
  flow(...clients);
  for (let left = ms; left > 0; left -= 5) {
    clock.advance(Math.min(left, 5));
    flow(...clients);
  }
}

/** The messages that say who is here. */
export function presencesOf(client: Client): Sent[] {
  return client.sent.filter(({ message }) => message[0] === AWARENESS);
}

/** The messages of a step of the sync: 0 is step 1, 1 is step 2, 2 is an update. */
export function stepsOf(client: Client, step: 0 | 1 | 2): Sent[] {
  return client.sent.filter(({ message }) => message[0] === SYNC && message[1] === step);
}
