import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore, WireSocketDocument } from '../../client/document.ts';
import type { DocumentState } from '../../client/document-state.ts';
import type { Problem } from '../../protocol/problem.ts';
import { conditionOf, NOTICES, type NoticeFacts, type NoticeKind } from './notice-kind.ts';
import { CALM, follow, type NoticeTimeline, type Shown } from './notice-timeline.ts';

/** What people are to be told of a document. */
export interface Notice extends Omit<NoticeFacts, 'delay' | 'isTerminal' | 'isPage'> {
  readonly kind: NoticeKind;
  readonly problem: Problem;
  readonly document: WireSocketDocument;
  /** A page takes the place of a document that was never in sync; a banner goes above one that was. */
  readonly placement: 'page' | 'banner' | 'indicator';
  /** Since when it is shown, in ms since the epoch. */
  readonly since: number;
}

const watches = new WeakMap<WireSocketDocument, ReadonlyStore<Notice | null>>();

/** The notice of a document: one for all components, so that a re-mount starts nothing anew. */
export function noticeWatchOf(document: WireSocketDocument): ReadonlyStore<Notice | null> {
  const watch = watches.get(document) ?? createNoticeWatch(document);
  watches.set(document, watch);
  return watch;
}

/** Follows a document while somebody listens. */
function createNoticeWatch(document: WireSocketDocument): ReadonlyStore<Notice | null> {
  const store = createStore<Notice | null>(() => null);
  let timeline: NoticeTimeline = CALM;
  let listeners = 0;
  let stop = () => {};

  function look(): void {
    const state = document.store.getState();
    timeline = follow(timeline, conditionOf(state.connection), Date.now());
    const notice = timeline.shown && describe(document, timeline.shown, state);
    if (!isSame(store.getState(), notice)) store.setState(notice, true);
    schedule();
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  function schedule(): void {
    clearTimeout(timer);
    if (timeline.lookAt !== null && listeners > 0)
      timer = setTimeout(look, Math.max(timeline.lookAt - Date.now(), 0));
  }

  function start(): void {
    const unsubscribe = document.store.subscribe(look);
    look();
    stop = () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe(listener) {
      const unsubscribe = store.subscribe(listener);
      listeners += 1;
      if (listeners === 1) start();
      return () => {
        unsubscribe();
        listeners -= 1;
        if (listeners === 0) stop();
      };
    },
  };
}

function describe(
  document: WireSocketDocument,
  { kind, problem, since }: Shown,
  { hasSynced }: DocumentState,
): Notice {
  const { severity, isPage, canCollapse } = NOTICES[kind];
  const placement = isPage && !hasSynced ? 'page' : 'banner';
  return { kind, problem, since, document, severity, canCollapse, placement };
}

function isSame(one: Notice | null, other: Notice | null): boolean {
  if (one === null || other === null) return one === other;
  return one.kind === other.kind && one.problem === other.problem && one.placement === other.placement;
}
