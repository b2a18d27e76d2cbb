/** Where the focus was before an element had it. */
const origins = /* @__PURE__ */ new WeakMap<EventTarget, HTMLElement>();

/** A listener to `focusin`: notes where the focus of its element came from. */
export function noteOrigin({ currentTarget, relatedTarget }: FocusEvent): void {
  const element = currentTarget as HTMLElement;
  const origin = relatedTarget as HTMLElement | null;
  // From another window it comes from nowhere: what it was before is where to go back to.
  if (origin && !element.contains(origin)) origins.set(element, origin);
}

/**
 * Gives the focus back when an element goes while it holds it: to where it came from, else to what is left of the
 * notice around it. Call it just before the element goes.
 */
export function returnFocus(gone: HTMLElement): void {
  // A dialog that closed itself has let go of it by now.
  if (!gone.matches('dialog, :focus-within')) return;
  const notice = gone.closest('.ws-notice');
  const isLost = () => gone.ownerDocument.activeElement === gone.ownerDocument.body;
  // By then it is known whether the focus is lost: an element stays where only the app's ref is another one.
  queueMicrotask(() => {
    // What opened a dialog may have gone before it, with the notice around it: then it is where that had it from.
    for (let next: HTMLElement | undefined = gone; next && isLost(); next?.focus()) {
      const left: HTMLElement = next.closest<HTMLElement>('.ws-notice') ?? next;
      next = origins.get(left);
      // Two that have gone may have it from each other.
      origins.delete(left);
    }
    if (isLost()) notice?.querySelector<HTMLElement>('a, button')?.focus();
  });
}
