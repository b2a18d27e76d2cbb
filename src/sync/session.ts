import type { Awareness } from 'y-protocols/awareness';
import { type Doc, decodeStateVector, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Clock } from '../connection/clock.ts';
import { ownProblem, type Problem } from '../protocol/problem.ts';
import { textOfError } from '../protocol/text-of-error.ts';
import { applyRemoteAwareness, applyRemoteUpdate } from './apply.ts';
import type { Dialect, Incoming } from './dialect.ts';
import type { Ledger } from './ledger.ts';
import type { OpsBudget } from './ops-budget.ts';
import { createOutbox } from './outbox.ts';
import { createPresenceSender, forgetOthers } from './presence.ts';
import { createWatchdog } from './watchdog.ts';

/** What a session works on, and whom it tells. */
export interface SessionContext {
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** The origin of the transactions that apply what the server sends. */
  readonly origin: unknown;
  readonly dialect: Dialect;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly budget: OpsBudget;
  send(message: Uint8Array<ArrayBuffer>): void;
  bufferedAmount(): number;
  /** The first sync is complete. */
  synced(): void;
  stateless(payload: string): void;
  /** The session cannot go on. */
  failed(problem: Problem): void;
}

/** One open socket's worth of sync. */
export interface Session {
  receive(data: unknown): void;
  /** Sends a local update. The ledger knows of it already. */
  push(update: Uint8Array): void;
  /** @throws where the dialect has no such message */
  sendStateless(payload: string): void;
  /** Finds out whether anybody is at the other end, and says again who is at this one. */
  check(): void;
  /** The page is about to go, though it may come back: says what is left to say. */
  leave(): void;
  /** `leaving`: the socket is still open, for a last word. */
  end(leaving: boolean): void;
}

/** An acknowledgement is asked for no more often than this, in ms: a server reads its whole document for it. */
const ACKNOWLEDGEMENT_SPACING = 1_000;

/** The same with less than this share of the plan's operations left. */
const SCARCE = 0.3;
const SCARCE_SPACING = 5_000;

/** Begins to sync over a socket that has just opened. */
export function createSession(context: SessionContext): Session {
  const { doc, awareness, origin, dialect, ledger, clock, budget } = context;
  /** What each unanswered step 1 proves when it is answered: that the server read that many edits. */
  const barriers: number[] = [];
  /** The same for each update whose status has not been told. */
  const updates: number[] = [];
  /** How many edits the server has been told of: what waits in the outbox is not among them. */
  let told = 0;
  /**
   * Whether all edits are told in turn: those of before the session not until the server has asked for what it lacks,
   * and none once it has ended. Whoever hears that it is in sync may end it at once.
   */
  let tellsAll = !ledger.unsynced();
  let synced = false;
  let cancelSpacing: (() => void) | null = null;

  const outbox = createOutbox(clock, budget, {
    send: (update) => sendEdits(dialect.update(update)),
    paused: requestAcknowledgement,
  });
  const presence = createPresenceSender(awareness, clock, budget, (update) =>
    send(dialect.awareness(update)),
  );
  const watchdog = createWatchdog({
    clock,
    bufferedAmount: context.bufferedAmount,
    ask: sendStepOne,
    died: () => context.failed(ownProblem('connection-lost', NO_ANSWER + (synced ? '' : dialect.hint))),
  });

  function send(message: Uint8Array<ArrayBuffer>): void {
    budget.spend();
    context.send(message);
  }

  function sendEdits(message: Uint8Array<ArrayBuffer>): void {
    if (tellsAll) told = ledger.edits();
    send(message);
    if (dialect.acknowledgesUpdates) {
      updates.push(told);
      watchdog.expect();
    }
  }

  /** Messages are answered in order, so its answer tells that all that was sent before was read. */
  function sendStepOne(): void {
    barriers.push(told);
    send(dialect.stepOne(encodeStateVector(doc)));
    watchdog.expect();
  }

  function requestAcknowledgement(): void {
    const isAsked = cancelSpacing !== null || barriers.length > 0;
    if (isAsked || dialect.acknowledgesUpdates || !tellsAll || !ledger.unsynced()) return;
    const wait = budget.wait();
    if (wait === 0) {
      outbox.flush();
      sendStepOne();
    }
    const spacing = budget.left() < SCARCE ? SCARCE_SPACING : ACKNOWLEDGEMENT_SPACING;
    cancelSpacing = clock.after(wait || spacing, () => {
      cancelSpacing = null;
      requestAcknowledgement();
    });
  }

  function answerStepOne(stateVector: Uint8Array): void {
    if (!ledger.unsynced() && lacksOurs(doc, stateVector)) ledger.edit();
    outbox.clear();
    tellsAll = true;
    sendEdits(dialect.stepTwo(encodeStateAsUpdate(doc, stateVector)));
    requestAcknowledgement();
  }

  function acknowledge(asked: number[]): void {
    ledger.acknowledge(asked.shift() ?? 0);
    watchdog.answered(barriers.length + updates.length > 0);
  }

  function finishStepTwo(): void {
    if (!synced) {
      synced = true;
      context.synced();
      // Who is here is said once what there is to see is shown, so that it does not hold that up.
      presence.begin();
    }
    acknowledge(barriers);
    requestAcknowledgement();
  }

  function handle(message: Incoming): void {
    switch (message.type) {
      case 'step-1':
        return answerStepOne(message.stateVector);
      case 'step-2':
        applyRemoteUpdate(doc, message.update, origin);
        return finishStepTwo();
      case 'update':
        return applyRemoteUpdate(doc, message.update, origin);
      case 'awareness':
        return applyRemoteAwareness(awareness, message.update, origin);
      case 'query-awareness':
        return presence.announce();
      case 'sync-status':
        return acknowledge(updates);
      case 'stateless':
        return context.stateless(message.payload);
      case 'denied':
        return context.failed(ownProblem('forbidden', message.reason));
    }
  }

  function leave(): void {
    outbox.flush();
    presence.leave();
  }

  sendStepOne();

  return {
    receive(data) {
      watchdog.heard();
      try {
        if (typeof data === 'string') throw new Error('a text frame');
        // Not told by instanceof: a test's page and its sockets may each have an ArrayBuffer of their own.
        handle(dialect.decode(new Uint8Array(data as ArrayBuffer)));
      } catch (error) {
        context.failed(
          ownProblem(
            'protocol-error',
            `The server sent what is no message of the dialect: ${textOfError(error)}.`,
          ),
        );
      }
    },
    push: outbox.push,
    sendStateless(payload) {
      const message = dialect.stateless(payload);
      if (message === null) throw new Error("Stateless messages need dialect 'hocuspocus'.");
      send(message);
    },
    check() {
      watchdog.check();
      presence.announce();
    },
    leave,
    end(leaving) {
      tellsAll = false;
      if (leaving) leave();
      presence.end();
      outbox.clear();
      watchdog.end();
      cancelSpacing?.();
      forgetOthers(awareness, origin);
    },
  };
}

const NO_ANSWER = 'The server did not answer in time.';

/** Whether the server's state vector lacks anything of the document, as after a restart of the server. */
function lacksOurs(doc: Doc, stateVector: Uint8Array): boolean {
  const theirs = decodeStateVector(stateVector);
  const ours = decodeStateVector(encodeStateVector(doc));
  return [...ours].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}
