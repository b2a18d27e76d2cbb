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
  /** What is not well, and since when it is not, in ms since the epoch; `null` while all is. */
  readonly trouble: Shown | null;
  readonly shown: Shown | null;
  /** When it has to be looked at again though nothing happens, in ms since the epoch. */
  readonly lookAt: number | null;
}

/** All is well. */
export const CALM: NoticeTimeline = { trouble: null, shown: null, lookAt: null };

/** A notice that has appeared is shown for this long at least, in ms, or it would be a flicker. */
const SHOWN_FOR = 1_000;

/**
 * What to show next. Pure: blips stay silent, what is terminal stays until the document is in sync, and
 * nothing flickers.
 *
 * @param now - ms since the epoch
 */
export function follow(timeline: NoticeTimeline, condition: Condition, now: number): NoticeTimeline {
  const trouble = troubleAfter(timeline, condition, now);
  const { shown } = timeline;
  const left = leave(shown, now);
  if (!trouble) return { ...left, trouble };

  const isLong = trouble.kind === 'reconnecting' && now >= dueAt(trouble, 'unreachable');
  const kind = isLong ? 'unreachable' : trouble.kind;
  const due = dueAt(trouble, kind);
  if (shown && isKept(shown, kind)) return { trouble, shown, lookAt: null };
  if (now < due) return { ...left, trouble, lookAt: Math.min(left.lookAt ?? due, due) };
  return {
    trouble,
    shown: { ...trouble, kind, since: shown?.kind === kind ? shown.since : now },
    lookAt: kind === 'reconnecting' ? dueAt(trouble, 'unreachable') : null,
  };
}

/** When trouble would be told of as some kind of notice. */
function dueAt({ since }: Shown, kind: NoticeKind): number {
  return since + NOTICES[kind].delay;
}

/** By a clock that was set back since, it begins now: else nobody would be told before that time has come again. */
function troubleAfter({ trouble }: NoticeTimeline, condition: Condition, now: number): Shown | null {
  const since = Math.min(trouble?.since ?? now, now);
  switch (condition.type) {
    case 'well':
      return null;
    case 'no-news':
      return trouble && { ...trouble, since };
    case 'trouble':
      return { kind: condition.kind, problem: condition.problem, since };
  }
}

/** What is terminal gives way only to what matters more. */
function isKept(shown: Shown, kind: NoticeKind): boolean {
  return NOTICES[shown.kind].isTerminal && outranks(shown.kind, kind);
}

/** By a clock that was set back since, it was shown for long enough. */
function leave(shown: Shown | null, now: number): Omit<NoticeTimeline, 'trouble'> {
  return shown && Math.abs(now - shown.since) < SHOWN_FOR ? { shown, lookAt: shown.since + SHOWN_FOR } : CALM;
}
