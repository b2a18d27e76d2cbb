import { createStore } from 'zustand/vanilla';
import type { ReadonlyStore, WireSocketDocument } from '../../client/document.ts';
import { oneForEach } from '../../client/one-for-each.ts';
import type { Problem } from '../../protocol/problem.ts';
import { isSame } from '../../react/use-shallow.ts';
import { conditionOf, NOTICES, type NoticeFacts, type NoticeKind } from './notice-kind.ts';
import { CALM, follow, type Shown } from './notice-timeline.ts';

/** What people are to be told of a document. */
export interface Notice extends Pick<NoticeFacts, 'severity'> {
  /** What it is about. */
  readonly kind: NoticeKind;
  /** What stays until the document is in sync is not put out of sight. */
  readonly canCollapse: boolean;
  /** The problem of the document's connection that it tells of. */
  readonly problem: Problem;
  /** Whose connection it is. */
  readonly document: WireSocketDocument;
  /** A page takes the place of a document that was never in sync, a banner goes above one, an indicator is a line. */
  readonly placement: NoticeFacts['form'];
  /** Since when it is shown, in ms since the epoch. */
  readonly since: number;
}

/** The notice of a document: one for all components, so that a re-mount starts nothing anew. */
export const noticeWatchOf = /* @__PURE__ */ oneForEach(createNoticeWatch);

/** Follows a document while somebody listens. */
function createNoticeWatch(document: WireSocketDocument): ReadonlyStore<Notice | null> {
  const store = createStore<Notice | null>(() => null);
  let timeline = CALM;
  let listeners = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function look(): void {
    timeline = follow(timeline, conditionOf(document.store.getState().connection), Date.now());
    const notice = timeline.shown && describe(document, timeline.shown);
    if (!isSame(store.getState(), notice)) store.setState(notice, true);
    clearTimeout(timer);
    if (timeline.lookAt && listeners) timer = setTimeout(look, timeline.lookAt - Date.now());
  }

  return {
    ...store,
    getState() {
      // While nobody listens nothing is followed, and what was shown then may be over.
      if (!listeners) look();
      return store.getState();
    },
    subscribe(listener) {
      const ends = [store.subscribe(listener), document.store.subscribe(look)];
      listeners += 1;
      look();
      return () => {
        for (const end of ends) end();
        listeners -= 1;
        if (!listeners) clearTimeout(timer);
      };
    },
  };
}

function describe(document: WireSocketDocument, shown: Shown): Notice {
  const { severity, form, isTerminal } = NOTICES[shown.kind];
  const { hasSynced } = document.store.getState();
  const placement = form === 'page' && hasSynced ? 'banner' : form;
  return { ...shown, document, severity, canCollapse: !isTerminal, placement };
}
