'use client';
import { type ReactElement, type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react';
import type { Catalogue } from '../../messages/catalogue.ts';
import type { SlotProps } from '../parts/look.ts';
import { Part, type PartState } from '../parts/part.tsx';

/** What a {@link Dialog} takes. */
export interface DialogProps<State extends PartState> {
  readonly part: SlotProps<State>;
  /** What it speaks: a dialog is outside of the element of its opener. */
  readonly language: Catalogue;
  /** The id of its title. */
  readonly titleId: string;
  /** It was closed: by Escape, or by a button in it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The id of what a dialog says below its title: it is read when the focus goes in, which is further below. */
export function bodyIdOf(titleId: string): string {
  return `${titleId}-body`;
}

/** A native modal dialog, open while it is mounted. The focus goes in, and, as from any part, back to who opened it. */
export function Dialog<State extends PartState>({
  part,
  language: { locale: lang, dir },
  titleId,
  onClose,
  children,
}: DialogProps<State>): ReactElement {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = root.current;
    // A host's own dialog opens itself.
    const dialog = element instanceof HTMLDialogElement ? element : null;
    if (!dialog?.open) dialog?.showModal();
    // By itself the browser prefers a list that scrolls to the controls in it.
    element?.querySelector<HTMLElement>('input, button:enabled, a[href]')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <Part
      tag="dialog"
      name="dialog"
      lang={lang}
      dir={dir}
      aria-labelledby={titleId}
      aria-describedby={bodyIdOf(titleId)}
      // StrictMode closes it and opens it again, and the browser tells of that close once it is open: nobody closed it.
      {...{ onClose: (event?: SyntheticEvent) => Object(event?.target).open || onClose() }}
      ref={root}
      {...part}
    >
      {children}
    </Part>
  );
}
