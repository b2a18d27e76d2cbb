import { DocumentFullBanner } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';
import './brand.css';

/** Tokens can be set on `:root`, or, as here, for a part of the page. */
export function Branded({ document }: { readonly document: WireSocketDocument }) {
  return (
    <div className="acme">
      <DocumentFullBanner document={document} />
    </div>
  );
}
