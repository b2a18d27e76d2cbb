import { ObservableV2 } from 'lib0/observable';
import type { StoreApi } from 'zustand/vanilla';
import type { AppEvent } from '../connection/machine-state.ts';
import type { ConnectionState } from '../connection/state.ts';
import { callApp } from '../sync/call-app.ts';
import type { DocumentEvents, WireSocketDocument } from './document.ts';
import { type Tell, tellState } from './document-events.ts';
import { createDocumentStore, type DocumentState } from './document-state.ts';

/** What a document does for its app that is the same whatever connects it. */
export type DocumentFace = Omit<WireSocketDocument, 'name' | 'doc' | 'awareness' | 'unsentChanges' | 'close'>;

/** A {@link DocumentFace}, and what tells the app through it. */
export interface FacedDocument {
  readonly face: DocumentFace;
  /** What the app knows, for who may change it. */
  readonly store: StoreApi<DocumentState>;
  /** Shows the connection's next state, and tells whoever listens what follows from it. */
  changed(connection: ConnectionState, facts: Pick<DocumentState, 'limits' | 'region'>): void;
  /** Tells what was said beside the document. */
  stateless(payload: string): void;
  /** Nobody who listens is told of anything any more. */
  end(): void;
}

/**
 * @param connection - its state before anything happened
 * @param dispatch - hears what the app asks of the connection
 * @param sendStateless - is only given text
 */
export function createDocumentFace(
  connection: ConnectionState,
  dispatch: (event: { readonly type: AppEvent }) => void,
  sendStateless: (payload: string) => void,
): FacedDocument {
  const events = new ObservableV2<{ [Name in keyof DocumentEvents]: DocumentEvents[Name] }>();
  const store = createDocumentStore(connection);
  let firstSync = () => {};
  const whenSynced = new Promise<void>((resolve) => {
    firstSync = resolve;
  });

  const tell: Tell = (event, about) =>
    callApp(() => events.emit(event, [about] as Parameters<DocumentEvents[typeof event]>));

  function asking(type: AppEvent): () => void {
    return () => dispatch({ type });
  }

  return {
    face: {
      store,
      whenSynced,
      retry: asking('retry'),
      renew: asking('renew'),
      pause: asking('pause'),
      resume: asking('resume'),
      disconnect: asking('disconnect'),
      connect: asking('connect'),
      sendStateless(payload) {
        if (typeof payload !== 'string')
          throw new TypeError('A stateless message is a string. Encode other values as JSON.');
        sendStateless(payload);
      },
      on(event, listener) {
        events.on(event, listener);
      },
      off(event, listener) {
        events.off(event, listener);
      },
      once(event, listener) {
        events.once(event, listener);
      },
    },
    store,
    changed(next, facts) {
      const { connection: before, hasSynced } = store.getState();
      const isLive = next.status === 'live';
      store.setState({ connection: next, hasSynced: hasSynced || isLive, ...facts });
      if (isLive) firstSync();
      tellState(tell, before, next);
    },
    stateless: (payload) => tell('stateless', payload),
    end: () => events.destroy(),
  };
}
