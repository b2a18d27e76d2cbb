import { createDecoder, readVarString } from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { socketOrigin } from '../../protocol/redirect.ts';
import { codeOfDocumented } from '../../sync/hocuspocus/documented-reason.ts';
import { passingFailure } from '../token-failure.ts';
import { type HocuspocusWebsocketLike, hocuspocusGate } from './hocuspocus-gate.ts';
import { type Emitter, intercept, type TakeOver } from './provider-port.ts';

/** What is used of a `HocuspocusProvider`. */
export interface HocuspocusProviderLike extends Emitter {
  readonly configuration: { readonly name: string; readonly websocketProvider: HocuspocusWebsocketLike };
  readonly document: Doc;
  readonly awareness: Awareness | null;
  readonly isAttached: boolean;
  /** Whether the server has let it in; `false` too where that has refused it. */
  readonly isAuthenticated: boolean;
  readonly hasUnsyncedChanges: boolean;
  synced: boolean;
  attach(): void;
  detach(): void;
  sendStateless(payload: string): void;
  /** Called by itself, for every authentication. */
  getToken(): Promise<string | null>;
  /** Called by its socket, with every message to its document. */
  onMessage(event: { readonly data: ArrayBuffer }): void;
  destroy(): void;
}

/** A server that does not let somebody in without a documented reason: as 4002, one fresh token is worth a try. */
const UNAUTHORIZED = 4401;
/** What Hocuspocus' own server closes a document with that it has nothing against. */
const RESET = 4205;

/** A server that has not let somebody in within this, in ms, has said no, or says nothing. */
const DOUBT = 10_000;
const ABNORMAL = 1006;

/** Types of Hocuspocus' messages. */
const SYNC = 0;
const STATELESS = 5;
const SYNC_STATUS = 8;
const STEP_2 = 1;

/** What a server answers to a document that leaves. It may come after that has come back, and was let in. */
const ECHO = 'provider_initiated';

/** One document of a Hocuspocus socket. Where others share the socket, it leaves by itself and they stay. */
export const takeOverHocuspocus: TakeOver<HocuspocusProviderLike> = (provider, events, clock) => {
  const { document: doc, getToken, attach, detach, onMessage } = provider;
  const { name, websocketProvider: websocket } = provider.configuration;
  const gate = hocuspocusGate(websocket, events);
  const awareness = provider.awareness ?? new Awareness(doc);
  /** It counts its own first step as a change; only an edit is one to people. */
  let isEdited = doc.store.clients.size > 0;
  /** A server of version 3 does not answer a second authentication over the socket of the first. */
  let needsSocket = false;
  /** The one that was sent last. */
  let token = '';
  /** Whether the server did not want it. It may say so twice. */
  let isDismissed = false;
  /** Whether its first step was answered, since it came in. */
  let isAnswered = provider.synced;
  let cancelDoubt = () => {};

  function tellUnsynced(): void {
    isEdited &&= provider.hasUnsyncedChanges || !provider.synced;
    events.unsynced(isEdited);
  }

  function updated(_: Uint8Array, origin: unknown): void {
    if (origin === provider) return;
    isEdited = true;
    tellUnsynced();
  }

  /** @param otherwise - the code of a reason that is not a documented one */
  function dismiss(reason: string, otherwise: number): void {
    if (isDismissed) return;
    isDismissed = true;
    needsSocket = otherwise !== RESET;
    close();
    events.closed(codeOfDocumented(reason, otherwise), reason);
  }

  function close(): void {
    cancelDoubt();
    if (websocket.configuration.providerMap.size > 1) detach.call(provider);
    else if (provider.isAttached) gate.close();
  }

  /** It does not tell whether it is on its way in, was refused before it was adopted, or has nobody at the other end. */
  function doubt(): void {
    cancelDoubt();
    cancelDoubt = clock.after(DOUBT, () => provider.isAuthenticated || dismiss('', ABNORMAL));
  }

  const letGo = intercept(
    provider,
    {
      open() {
        // It says that it is in sync only where it was not before, and it may not have heard that it was cut off.
        provider.synced = false;
        isAnswered = false;
        // What could not be said: that it left, which it is back from, and edits, which the sync tells. The name is private.
        const queue = websocket as { messageQueue?: Uint8Array[] | undefined };
        queue.messageQueue = queue.messageQueue?.filter((message) => typesOf(message)[0] === STATELESS);
        doubt();
        events.opened();
      },
      synced: events.synced,
      unsyncedChanges: tellUnsynced,
      stateless: ({ payload }: { readonly payload: string }) => events.stateless(payload),
      authenticationFailed({ reason }: { readonly reason: string }) {
        // `token` is the app's: that it failed says nothing of the token itself.
        if (reason.startsWith('Failed to get token')) events.failed(passingFailure(reason).problem);
        else dismiss(reason, UNAUTHORIZED);
      },
      close({ event }: { readonly event: { readonly reason: string } }) {
        cancelDoubt();
        // The document was closed and not the socket, and that is no echo of our having left.
        if (websocket.status === 'connected' && event.reason !== ECHO) dismiss(event.reason, RESET);
      },
      destroy: events.destroyed,
    },
    {
      attach: () => events.asked('connect'),
      detach() {
        events.asked('disconnect');
        detach.call(provider);
      },
      onMessage(event) {
        const [type, step] = isAnswered ? [] : typesOf(new Uint8Array(event.data));
        isAnswered ||= type === SYNC && step === STEP_2;
        // Before it is answered that is of what it said before it left, which is no word of what was written since.
        if (type !== SYNC_STATUS) onMessage.call(provider, event);
      },
      async getToken() {
        token = (await getToken.call(provider)) ?? '';
        return token;
      },
    },
  );
  const stopWatching = intercept(doc, { update: updated });
  tellUnsynced();

  return {
    name,
    doc,
    awareness,
    isWanted: provider.isAttached && websocket.shouldConnect,
    isSynced: provider.synced,
    origin: () => socketOrigin(websocket.configuration.url),
    token: () => token,
    refresh: () => provider.getToken(),
    open(origin) {
      isDismissed = false;
      const wasAttached = provider.isAttached;
      const isStale = needsSocket && !wasAttached && websocket.status === 'connected';
      needsSocket = false;
      // Those that share it hear that it closed, and this one does: all come back over the next one.
      if (isStale) return gate.cut();
      attach.call(provider);
      if (!gate.open(origin) || !wasAttached) return;
      doubt();
      events.opened();
      if (provider.synced) events.synced();
    },
    close,
    sendStateless: (payload) => provider.sendStateless(payload),
    release(isWanted) {
      cancelDoubt();
      gate.leave(events, isWanted);
      letGo();
      stopWatching();
      // It may have left a socket that others share.
      if (isWanted) provider.attach();
      if (provider.awareness === null) awareness.destroy();
    },
  };
};

/** A message begins with its document's name; one that is for none is a single byte. */
function typesOf(message: Uint8Array): readonly number[] {
  const decoder = createDecoder(message);
  return message.length > 1 && readVarString(decoder) ? [...message.slice(decoder.pos, decoder.pos + 2)] : [];
}
