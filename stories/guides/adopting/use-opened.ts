import { useEffect, useState } from 'react';
import type { WireSocketDocument } from '../../../src/index.ts';

/** A provider, and the document that adopted it. */
interface Opened {
  readonly provider: { destroy(): void };
  readonly document: WireSocketDocument;
}

/**
 * Has a provider for as long as the component is mounted.
 *
 * @param open - the same from render to render, as by `useCallback`; another one opens another provider
 * @returns `null` until it is there
 */
export function useOpened(open: () => Opened | Promise<Opened>): WireSocketDocument | null {
  const [document, setDocument] = useState<WireSocketDocument | null>(null);
  useEffect(() => {
    let isGone = false;
    async function begin() {
      const opened = await open();
      if (!isGone) setDocument(opened.document);
      return opened.provider;
    }
    const opening = begin();
    return () => {
      isGone = true;
      setDocument(null);
      void opening.then((provider) => provider.destroy());
    };
  }, [open]);
  return document;
}
