'use client';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';

/** What a {@link Dialog} takes. */
export interface DialogProps {
  /** The id of its title. */
  readonly titleId: string;
  /** It was closed: by Escape, or by a button in it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A native modal dialog, open while it is mounted. The browser gives the focus back to who opened it. */
export function Dialog({ titleId, onClose, children }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const opener = globalThis.document.activeElement;
    if (element?.open === false) element.showModal();
    // By itself the browser prefers a list that scrolls to the controls in it.
    element?.querySelector<HTMLElement>('input, button:enabled, a[href]')?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} className="ws-dialog" aria-labelledby={titleId} onClose={onClose}>
      {children}
    </dialog>
  );
}
