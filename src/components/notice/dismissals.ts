import type { NoticeKind } from './notice-kind.ts';

/** How long a kind that was put away stays away: a day, or until the tab is closed. */
type Term = 'day' | 'session';

const TERMS: { readonly [Kind in NoticeKind | 'usage']?: Term } = {
  degraded: 'day',
  maintenance: 'session',
  usage: 'day',
};

const DAY = 24 * 60 * 60 * 1000;

/** Where storage is not allowed, as in some private windows, it is remembered until the page goes. */
const fallback = new Map<string, string>();

/** Puts a kind of notice away. */
export function dismiss(kind: NoticeKind | 'usage'): void {
  write(kind, String(Date.now()));
}

/** Whether a kind of notice was put away, and still is. */
export function isDismissed(kind: NoticeKind | 'usage'): boolean {
  const at = Number(read(kind) ?? Number.NEGATIVE_INFINITY);
  return TERMS[kind] === 'day' ? Date.now() - at < DAY : at > 0;
}

function keyOf(kind: string): string {
  return `wiresocket-react dismissed ${kind}`;
}

function storageOf(kind: NoticeKind | 'usage'): Storage {
  return TERMS[kind] === 'day' ? localStorage : sessionStorage;
}

function read(kind: NoticeKind | 'usage'): string | null {
  try {
    return storageOf(kind).getItem(keyOf(kind));
  } catch {
    return fallback.get(kind) ?? null;
  }
}

function write(kind: NoticeKind | 'usage', value: string): void {
  try {
    storageOf(kind).setItem(keyOf(kind), value);
  } catch {
    fallback.set(kind, value);
  }
}
