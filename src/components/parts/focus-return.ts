/**
 * A callback ref that gives the focus back when its element goes while it holds it: to where it came from, else to
 * what is left of the notice around it.
 */
export function createFocusReturn(): (element: HTMLElement | null) => void {
  let held: HTMLElement | null = null;
  let cameFrom: EventTarget | null = null;

  function note({ relatedTarget }: FocusEvent): void {
    // From another window it comes from nowhere: what it was before is where to go back to.
    if (relatedTarget && !held?.contains(relatedTarget as Node)) cameFrom = relatedTarget;
  }

  return (element) => {
    const gone = held;
    held = element;
    // An element has a listener once, however often it comes.
    element?.addEventListener('focusin', note);
    if (!gone?.matches(':focus-within')) return;
    const notice = gone.closest('.ws-notice');
    // By then it is known whether the focus is lost: an element stays where only the app's ref is another one.
    queueMicrotask(() => {
      for (const next of [cameFrom, notice?.querySelector('a, button')] as (HTMLElement | null)[]) {
        const { activeElement, body } = gone.ownerDocument;
        if (activeElement === body) next?.focus();
      }
    });
  };
}
