import type { Problem } from '../../protocol/problem.ts';
import { type Condition, NOTICES, type NoticeKind, outranks } from './notice-kind.ts';

/** What is shown, since when. */
export interface Shown {
  readonly kind: NoticeKind;
  readonly problem: Problem;
  /** ms since the epoch. */
  readonly since: number;
}

/** What happened so far, and what of it is shown. */
export interface NoticeTimeline {
  /** Since when it is not well, in ms since the epoch; `null` while it is. */
  readonly troubledSince: number | null;
  readonly trouble: { readonly kind: NoticeKind; readonly problem: Problem } | null;
  readonly shown: Shown | null;
  /** When it has to be looked at again though nothing happens, in ms since the epoch. */
  readonly lookAt: number | null;
}

/** All is well. */
export const CALM: NoticeTimeline = { troubledSince: null, trouble: null, shown: null, lookAt: null };

/** A notice that has appeared is shown for this long at least, in ms, or it would be a flicker. */
const SHOWN_FOR = 1_000;

/**
 * What to show next. Pure: blips stay silent, what is terminal stays until the document is in sync, and
 * nothing flickers.
 *
 * @param now - ms since the epoch
 */
export function follow(timeline: NoticeTimeline, condition: Condition, now: number): NoticeTimeline {
  switch (condition.type) {
    case 'none':
      return settle({ ...timeline, troubledSince: null, trouble: null }, now);
    case 'no-news':
      return settle(timeline, now);
    case 'trouble': {
      const { kind, problem } = condition;
      return settle(
        { ...timeline, troubledSince: timeline.troubledSince ?? now, trouble: { kind, problem } },
        now,
      );
    }
  }
}

function settle(timeline: NoticeTimeline, now: number): NoticeTimeline {
  const { shown, trouble, troubledSince } = timeline;
  if (trouble === null || troubledSince === null) return leave(timeline, now);
  const lasting = now - troubledSince;
  const kind =
    trouble.kind === 'reconnecting' && lasting >= NOTICES.unreachable.delay ? 'unreachable' : trouble.kind;
  const lookAt = nextLook(kind, troubledSince, now);
  if (shown !== null && isKept(shown, kind)) return { ...timeline, lookAt };
  if (lasting < NOTICES[kind].delay)
    return shown === null ? { ...timeline, lookAt } : leave({ ...timeline, lookAt }, now);
  const since = shown?.kind === kind ? shown.since : now;
  return { ...timeline, shown: { kind, problem: trouble.problem, since }, lookAt };
}

/** What is terminal gives way only to what matters more. */
function isKept(shown: Shown, kind: NoticeKind): boolean {
  return NOTICES[shown.kind].isTerminal && shown.kind !== kind && !outranks(kind, shown.kind);
}

function leave(timeline: NoticeTimeline, now: number): NoticeTimeline {
  const until = (timeline.shown?.since ?? Number.NEGATIVE_INFINITY) + SHOWN_FOR;
  if (timeline.shown === null || now >= until) return { ...timeline, shown: null };
  return { ...timeline, lookAt: Math.min(until, timeline.lookAt ?? until) };
}

function nextLook(kind: NoticeKind, troubledSince: number, now: number): number | null {
  const due = troubledSince + NOTICES[kind].delay;
  if (now < due) return due;
  return kind === 'reconnecting' ? troubledSince + NOTICES.unreachable.delay : null;
}
