import { DocumentFullBanner } from '../../../src/components/index.ts';
import type { WireSocketDocument } from '../../../src/index.ts';
import './own-classes.css';

/** Rules of an app win over those of the kit, which are in a layer and have no specificity. */
export function BannerOfTheApp({ document }: { readonly document: WireSocketDocument }) {
  return (
    <DocumentFullBanner
      document={document}
      className={({ severity }) => `app-banner app-banner-${severity}`}
      classNames={{ title: 'app-banner-title' }}
    />
  );
}
