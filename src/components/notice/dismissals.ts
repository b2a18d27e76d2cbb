/** For how long a kind of notice that was put away stays away. */
export interface Dismissal {
  dismiss(kind: string): void;
  /** Whether it was put away, and still is. */
  isDismissed(kind: string): boolean;
}

const DAY = 24 * 60 * 60 * 1000;

export const forADay: Dismissal = {
  dismiss: (kind) => write(() => localStorage, kind),
  isDismissed: (kind) => Date.now() - read(() => localStorage, kind) < DAY,
};

/** Until the tab is closed. */
export const forTheSession: Dismissal = {
  dismiss: (kind) => write(() => sessionStorage, kind),
  isDismissed: (kind) => read(() => sessionStorage, kind) > 0,
};

/** Where storage is full or not allowed, as in some private windows, it is remembered until the page goes. */
const fallback = /* @__PURE__ */ new Map<string, number>();

/** When it was put away, in ms since the epoch; 0 where it was not. */
function read(storage: () => Storage, kind: string): number {
  const remembered = fallback.get(kind) ?? 0;
  try {
    return Number(storage().getItem(keyOf(kind)) ?? remembered);
  } catch {
    return remembered;
  }
}

function write(storage: () => Storage, kind: string): void {
  try {
    storage().setItem(keyOf(kind), String(Date.now()));
  } catch {
    fallback.set(kind, Date.now());
  }
}

function keyOf(kind: string): string {
  return `wiresocket-react dismissed ${kind}`;
}
