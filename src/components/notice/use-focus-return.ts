'use client';
import { type RefObject, useLayoutEffect } from 'react';

/** Gives the focus back to where it was, when an element goes that holds it. */
export function useFocusReturn(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    let cameFrom: EventTarget | null = null;
    const entered = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !element.contains(relatedTarget)) cameFrom = relatedTarget;
    };
    element.addEventListener('focusin', entered);
    return () => {
      element.removeEventListener('focusin', entered);
      const holdsFocus = element.contains(element.ownerDocument.activeElement);
      if (holdsFocus && cameFrom instanceof HTMLElement && cameFrom.isConnected) cameFrom.focus();
    };
  }, [root]);
}
