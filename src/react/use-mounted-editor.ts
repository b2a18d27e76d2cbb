'use client';
import { useEffect, useRef } from 'react';
import type { WireSocketDocument } from '../client/document.ts';

/** An editor that is in the page. */
export interface MountedEditor {
  /** Called as soon as it is mounted, and with every change. */
  setEditable(canEdit: boolean): void;
  /** Called before its element is emptied. */
  destroy(): void;
}

/** The `ref` of an editor's element. React 18 and 19 have types of their own for one, and either takes this. */
export interface EditorHost {
  readonly current: HTMLDivElement | null;
}

/**
 * Has an editor that is no React component in an element: made once for a document, however often this renders, and made
 * anew where React mounts twice, as in `<StrictMode>`.
 *
 * @param canEdit - whether to let anybody write, from {@link useWireSocketDocument}
 * @param mount - makes the editor in the empty element; may be inline
 * @returns the `ref` of that element
 * @example
 * const host = useMountedEditor(document, canEdit, (element) => {
 *   const editor = new Editor(element, { text: document.doc.getText('notes') });
 *   return { setEditable: (canEdit) => editor.setReadOnly(!canEdit), destroy: () => editor.destroy() };
 * });
 * return <div ref={host} />;
 */
export function useMountedEditor(
  document: WireSocketDocument,
  canEdit: boolean,
  mount: (element: HTMLDivElement) => MountedEditor,
): EditorHost {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<MountedEditor | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an inline `mount` is another one with every render, and no reason for another editor.
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const mounted = mount(element);
    editor.current = mounted;
    return () => {
      editor.current = null;
      mounted.destroy();
      element.replaceChildren();
    };
  }, [document]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has another editor.
  useEffect(() => {
    editor.current?.setEditable(canEdit);
  }, [document, canEdit]);

  return host;
}
