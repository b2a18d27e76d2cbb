import { DocumentFullBanner } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';

/** `data-theme` sets `color-scheme`, and nothing else: for the page, or for a part of it. */
export function TwoThemes({ document }: { readonly document: WireSocketDocument }) {
  return (
    <>
      <div data-theme="light" style={{ padding: '1rem', background: '#fff' }}>
        <DocumentFullBanner document={document} />
      </div>
      <div data-theme="dark" style={{ padding: '1rem', background: '#111114' }}>
        <DocumentFullBanner document={document} />
      </div>
    </>
  );
}
