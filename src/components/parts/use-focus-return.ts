'use client';
import { type RefObject, useLayoutEffect } from 'react';

/** Gives the focus back to where it was, when an element goes that holds it. */
export function useFocusReturn(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = root.current;
    let cameFrom: EventTarget | null = null;
    // The listener goes with its element.
    element?.addEventListener('focusin', ({ relatedTarget }) => {
      // From another window it comes from nowhere: what it was before is where to go back to.
      if (relatedTarget && !element.contains(relatedTarget as Node)) cameFrom = relatedTarget;
    });
    return () => {
      if (element?.matches(':focus-within')) (cameFrom as HTMLElement | null)?.focus();
    };
  }, [root]);
}
