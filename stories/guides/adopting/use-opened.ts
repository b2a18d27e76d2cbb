import { useEffect, useState } from 'react';
import type { WireSocketDocument } from '../../../src/index.ts';

/** A provider, and the document that adopted it. */
interface Opened {
  readonly provider: { destroy(): void };
  readonly document: WireSocketDocument;
}

/**
 * Has a provider for as long as the component is mounted. That it cannot be opened, as without a first token, is for the
 * nearest error boundary.
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
    function failed(error: unknown) {
      if (isGone) return;
      // Only what is thrown while React renders reaches a boundary.
      setDocument(() => {
        throw error;
      });
    }
    const opening = begin();
    opening.catch(failed);
    return () => {
      isGone = true;
      setDocument(null);
      opening.then((provider) => provider.destroy(), failed);
    };
  }, [open]);
  return document;
}
