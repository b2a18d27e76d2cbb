'use client';
import { type Ref, type RefCallback, useMemo } from 'react';
import { noteOrigin, returnFocus } from './focus-return.ts';

/** The ref of a part's element, which hands it on to the app's own. It stays the same for as long as that does. */
export function useRoot(ref: Ref<HTMLElement>): (element: HTMLElement | null) => void {
  return useMemo(() => {
    let held: HTMLElement | null = null;
    let cleanUp: ReturnType<RefCallback<HTMLElement>>;
    return (element) => {
      if (held) returnFocus(held);
      held = element;
      // An element has a listener once, however often it comes.
      element?.addEventListener('focusin', noteOrigin);
      // React 18 wants nothing back from a ref: it tells of the end by `null`, where 19 may call what it got.
      if (typeof cleanUp === 'function') cleanUp = cleanUp() as undefined;
      else if (typeof ref === 'function') cleanUp = ref(element);
      else if (ref) ref.current = element;
    };
  }, [ref]);
}
